"""What ships with Tenor: versions and licences, read from what is installed."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import resources
from app.files.writers import tenor_version
from widgets.welcome.states import PartState

_FONTS = Path(resources.__file__).parent / "fonts" / "OFL.txt"
_ICONS = Path(resources.__file__).parent / "icons"
_LICENCE_NAMES = ("licen", "copying", "notice")
_FILLED = 55  # signs: a line that was broken because it was full
_LISTED = ("*", "-", "=", "(", "1", "2", "3", "4", "5", "6", "7", "8", "9", "#")
_MOST_TEXT = 200_000  # signs of a licence; numpy's is the longest
_ELSEWHERE = "The text of this licence comes with the installed package."
_LGPL = (
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3. Their"
    " libraries are linked dynamically and can be replaced by builds of your own. The texts of"
    " the licence: https://www.gnu.org/licenses/lgpl-3.0.html and"
    " https://www.gnu.org/licenses/gpl-3.0.html. Qt’s source: https://code.qt.io."
)
_PYTHON = "The licence of Python: https://docs.python.org/3/license.html."


class Package(NamedTuple):
    """A package by the name that it is installed under."""

    package: str
    name: str
    licence: str
    purpose: str
    text: str = ""  # where the package brings none


PACKAGES = (
    Package("PySide6-Essentials", "Qt and PySide6", "LGPL 3.0", "The window.", _LGPL),
    Package("shiboken6", "Shiboken", "LGPL 3.0", "Joins Qt and Python.", _LGPL),
    Package("numpy", "NumPy", "BSD 3-Clause", "The arithmetic of the model."),
    Package("scipy", "SciPy", "BSD 3-Clause", "Distributions and roots."),
    Package("pyqtgraph", "pyqtgraph", "MIT", "Part of the charts."),
    Package("colorama", "colorama", "BSD 3-Clause", "Needed by pyqtgraph."),
    Package("XlsxWriter", "XlsxWriter", "BSD 2-Clause", "Writes workbooks."),
    Package("openpyxl", "openpyxl", "MIT", "Reads workbooks."),
    Package("et-xmlfile", "et_xmlfile", "MIT", "Needed by openpyxl."),
    Package("python-pptx", "python-pptx", "MIT", "Writes decks."),
    Package("lxml", "lxml", "BSD 3-Clause", "Needed by python-pptx."),
    Package("pillow", "Pillow", "MIT-CMU", "Needed by python-pptx."),
    Package("typing_extensions", "typing_extensions", "PSF 2.0", "Needed by python-pptx."),
)


def parts() -> tuple[PartState, ...]:
    """Tenor first, then all that it is built on. What is not installed is left out."""
    found = [
        PartState("Tenor", tenor_version(), "MIT", "This program.", _own_text()),
        PartState(
            "Python",
            platform.python_version(),
            "PSF 2.0",
            "The language that it is written in.",
            _PYTHON,
        ),
    ]
    for package in PACKAGES:
        try:
            version = metadata.version(package.package)
        except metadata.PackageNotFoundError:
            continue
        text = package.text or _package_text(package.package) or _ELSEWHERE
        found.append(PartState(package.name, version, package.licence, package.purpose, text))
    found.append(PartState("Inter", "", "OFL 1.1", "The typeface.", _read(_FONTS)))
    if icons := _icon_text():
        found.append(PartState("Lucide", "", "ISC", "The icons.", icons))
    return tuple(found)


def _own_text() -> str:
    beside = Path(resources.__file__).parent.parent / "LICENSE"
    return _read(beside) or _package_text("tenor") or "MIT licence."


def _icon_text() -> str:
    return next((_read(path) for path in sorted(_ICONS.glob("*")) if _is_licence(path.name)), "")


def _package_text(name: str) -> str:
    """The licence files of an installed package, one behind the other; empty without any."""
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return ""
    own = [each for each in files if ".dist-info" in str(each) and _is_licence(each.name)]
    texts = [_read(Path(str(each.locate()))) for each in sorted(own, key=str)]
    return "\n\n".join(text for text in texts if text)[:_MOST_TEXT]


def reflowed(text: str) -> str:
    """Lines that were broken to a width, joined again; lists and short lines stay."""
    lines: list[str] = []
    filled = False  # whether the line before was as long as there was room for
    for line in text.splitlines():
        plain = line.strip()
        if filled and plain and not plain.startswith(_LISTED):
            lines[-1] = f"{lines[-1]} {plain}"
        else:
            lines.append(line.rstrip())
        filled = len(plain) >= _FILLED
    return "\n".join(lines)


def _is_licence(name: str) -> bool:
    plain = name.casefold()
    return any(part in plain for part in _LICENCE_NAMES)


def _read(path: Path) -> str:
    try:
        return reflowed(path.read_text(encoding="utf-8", errors="replace")[:_MOST_TEXT]).strip()
    except OSError:
        return ""
