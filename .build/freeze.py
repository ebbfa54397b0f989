"""Freezes Tenor into `dist/tenor`: a folder that runs on a machine without Python.

`python .build/freeze.py` needs the packages of the extra `build`. It says how large the build is;
`python .build/smoke.py` tries it out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
BUILT = ROOT / "dist" / "tenor"
_LINUX = ("tenor.desktop", "tenor-mime.xml")


def main() -> int:
    work = ROOT / "build"
    work.mkdir(exist_ok=True)
    sys.path.insert(0, str(HERE))
    from icons import write_icons

    drawing = ROOT / "resources" / "icons" / "tenor.svg"
    write_icons(drawing, work)
    command = [sys.executable, "-m", "PyInstaller", str(HERE / "tenor.spec"), "--noconfirm"]
    command += ["--distpath", str(ROOT / "dist"), "--workpath", str(work), "--log-level", "WARN"]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603  # our own words
    if done.returncode:
        return done.returncode
    if sys.platform.startswith("linux"):
        _add_linux_files(drawing)
    sys.stdout.write(f"{BUILT}: {size_of(BUILT) / 1e6:.0f} MB\n")
    return 0


def _add_linux_files(drawing: Path) -> None:
    """What puts it into the menu and opens .tenor files with it: see `install.sh`."""
    share = BUILT / "share"
    share.mkdir(exist_ok=True)
    for name in _LINUX:
        shutil.copy(HERE / "linux" / name, share / name)
    shutil.copy(drawing, share / drawing.name)
    shutil.copy(HERE / "linux" / "install.sh", BUILT / "install.sh")


def size_of(folder: Path) -> int:
    """Bytes of all files; links count nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


if __name__ == "__main__":
    sys.exit(main())
