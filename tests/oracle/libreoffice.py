"""Drives headless LibreOffice, the second referee for workbooks.

LibreOffice trusts the values stored in a file that it didn't write, so its settings are
changed, in a profile of its own, to compute every formula on loading.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SECONDS_A_FILE = 30
SECONDS_TO_START = 120

_SETTINGS = {
    # 0: always, 1: never, 2: ask.
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode"): "0",
    ("/org.openoffice.Office.Common/Misc", "FirstRun"): "false",
}


def available() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def recalculate(paths: Sequence[Path], out: Path) -> list[Path]:
    """Computes every formula of the workbooks anew, all in one run of LibreOffice, and writes
    them under the same names into the folder `out`. About a second a workbook; runs may go on
    beside one another. Raises `RuntimeError`.
    """
    program = _program()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tenor-libreoffice-") as profile:
        _write_settings(Path(profile))
        command = [
            program,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            *map(str, paths),
        ]
        limit = SECONDS_TO_START + SECONDS_A_FILE * len(paths)
        done = subprocess.run(  # noqa: S603  # a known program, without a shell
            command, capture_output=True, text=True, timeout=limit, check=False
        )
    missing = [path.name for path in paths if not (out / path.name).exists()]
    if missing:
        raise RuntimeError(f"LibreOffice wrote no {', '.join(missing)}: {done.stderr.strip()}")
    return [out / path.name for path in paths]


def edit(path: Path, target: Path, statements: Sequence[str]) -> Path:
    """Opens a workbook, does what Basic statements say to `doc` as a user would by hand, and
    saves it as `target`. Raises `RuntimeError` with the error of the statement that fails.
    """
    program = _program()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory(prefix="tenor-libreoffice-") as folder:
        profile, fault = Path(folder), Path(folder, "fault.txt")
        _write_settings(profile)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        limit = SECONDS_TO_START + SECONDS_A_FILE
        # The first start makes the profile and writes over what macros there are.
        for word in ("--terminate_after_init", "macro:///Standard.Edits.Main()"):
            done = subprocess.run(  # noqa: S603  # a known program, without a shell
                [*command, "--norestore", word],
                capture_output=True,
                text=True,
                timeout=limit,
                check=False,
            )
            _write_macro(profile, [*_opening(path), *statements, *_saving(target)], fault)
        if fault.exists():
            raise RuntimeError(f"LibreOffice: {fault.read_text(encoding='utf-8').strip()}")
    if not target.exists():
        raise RuntimeError(f"LibreOffice wrote no {target.name}: {done.stderr.strip()}")
    return target


def read_values(path: Path, sheets: Iterable[str]) -> dict[str, list[list[object]]]:
    """The stored values of some sheets, row by row from the first, as openpyxl reads them."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return {name: [list(row) for row in book[name].values] for name in sheets}
    finally:
        book.close()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _opening(path: Path) -> tuple[str, ...]:
    return (
        "Dim how(0) As New com.sun.star.beans.PropertyValue",
        'how(0).Name = "Hidden"',
        "how(0).Value = True",
        f'doc = StarDesktop.loadComponentFromURL("{path.as_uri()}", "_blank", 0, how())',
    )


def _saving(path: Path) -> tuple[str, ...]:
    return (
        "doc.calculateAll()",
        'how(0).Name = "FilterName"',
        'how(0).Value = "Calc MS Excel 2007 XML"',
        f'doc.storeToURL("{path.as_uri()}", how())',
        "doc.close(True)",
    )


def _write_macro(profile: Path, statements: Sequence[str], fault: Path) -> None:
    lines = (
        "Sub Main",
        "On Error Goto Fault",
        *statements,
        "Exit Sub",
        "Fault:",
        f'Open "{fault}" For Output As #1',
        "Print #1, Error, Erl",
        "Close #1",
        "End Sub",
    )
    library = 'xmlns:library="http://openoffice.org/2000/library"'
    script = 'xmlns:script="http://openoffice.org/2000/script"'
    folder = profile / "user" / "basic" / "Standard"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        folder.parent / "script.xlc": f"<library:libraries {library}>"
        '<library:library library:name="Standard" library:link="false"/></library:libraries>',
        folder / "script.xlb": f'<library:library {library} library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Edits"/></library:library>',
        folder / "Edits.xba": f'<script:module {script} script:name="Edits" '
        f'script:language="StarBasic">{escape(chr(10).join(lines))}</script:module>',
    }
    for path, text in texts.items():
        kind = text[1:].split(maxsplit=1)[0]
        head = f'<!DOCTYPE {kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "x.dtd">'
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{text}', "utf-8")


def _write_settings(profile: Path) -> None:
    items = "".join(
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op='fuse'>"
        f"<value>{value}</value></prop></item>"
        for (path, name), value in _SETTINGS.items()
    )
    folder = profile / "user"
    folder.mkdir(exist_ok=True)
    (folder / "registrymodifications.xcu").write_text(
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<oor:items xmlns:oor='http://openoffice.org/2001/registry' "
        f"xmlns:xs='http://www.w3.org/2001/XMLSchema'>{items}</oor:items>",
        encoding="utf-8",
    )
