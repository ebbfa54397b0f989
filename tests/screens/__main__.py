"""`python -m tests.screens pictures FOLDER` to look, then
`python -m tests.screens approve`.

`approve NAME...` takes some pictures only; `walk WIDTHxHEIGHT...` prints what the walker finds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.launch import application
from tests.screens.cases import LARGE, THEMES, approve, large_picture, pictures
from tests.screens.fingerprint import fingerprint
from tests.screens.stage import PAGES, stage
from tests.screens.walker import walk


def _pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for case, picture in pictures(theme):
            picture.save(str(folder / f"{case.name}.png"))
    large_picture(folder)


def _approve(names: list[str]) -> None:
    prints = {
        case.name: fingerprint(picture) for theme in THEMES for case, picture in pictures(theme)
    }
    with tempfile.TemporaryDirectory() as folder:
        prints[LARGE] = fingerprint(large_picture(Path(folder)))
    approve({name: text for name, text in prints.items() if not names or name in names})


def _walk(sizes: list[str]) -> None:
    with stage("light") as made:
        for size in sizes:
            width, height = map(int, size.split("x"))
            for page in PAGES:
                made.show(page, width, height)
                for found in walk(made.window):
                    sys.stdout.write(f"{page} {size}: {' | '.join(found)}\n")


def main(words: list[str]) -> int:
    application()
    match words:
        case ["pictures", folder]:
            _pictures(Path(folder))
        case ["approve", *names]:
            _approve(names)
        case ["walk", *sizes]:
            _walk(sizes)
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
