"""Drives headless LibreOffice as the referee for decks: what it reads, and what it shows."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

_SECONDS = 240
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def available() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def converted(path: Path, kind: str, out: Path) -> Path:
    """The deck as `pdf` or `odp` in the folder `out`. Raises `RuntimeError`."""
    program = shutil.which("soffice")
    assert program is not None
    with tempfile.TemporaryDirectory(prefix="tenor-impress-") as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(out), str(path)]
        done = subprocess.run(  # noqa: S603  # a known program, without a shell
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    target = out / f"{path.stem}.{kind}"
    if not target.exists():
        raise RuntimeError(f"LibreOffice wrote no {target.name}: {done.stderr.strip()}")
    return target


def page_texts(pdf: Path) -> list[str]:
    """The text of each page, as poppler reads it."""
    program = shutil.which("pdftotext")
    assert program is not None
    done = subprocess.run(  # noqa: S603  # a known program, without a shell
        [program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\f")[:-1]


def chart_numbers(odp: Path) -> list[list[list[float]]]:
    """Of each chart that LibreOffice read, its rows of numbers."""
    found = []
    with zipfile.ZipFile(odp) as file:
        for name in sorted(file.namelist()):
            if name.endswith("/content.xml"):
                root = etree.fromstring(file.read(name))
                rows = [_numbers(row) for row in root.iter(f"{_TABLE}table-row")]
                found.append([row for row in rows if row])
    return [rows for rows in found if rows]


def _numbers(row: etree._Element) -> list[float]:
    cells = row.iter(f"{_TABLE}table-cell")
    texts = (cell.get(f"{_OFFICE}value") for cell in cells)
    return [float(text) for text in texts if text is not None]
