"""`tenor export --out FILE.pdf` and `FILE.pptx`: the board pack, made with no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.command_line.console import UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from engine.project import Project

FORMS = (".pdf", ".pptx")
_ITS_OWN = ("pages", "organisation", "logo", "paper", "language")


def check_words(options: Namespace) -> None:
    """Words that only a board pack knows are refused elsewhere. Raises `UsageError`."""
    if options.out.suffix.lower() in FORMS:
        return
    for name in _ITS_OWN:
        if getattr(options, name) is not None:
            raise UsageError(f"--{name} goes with --out FILE.pdf or FILE.pptx only")


def write(project: Project, path: Path, options: Namespace) -> None:
    """Collects the pages in a window that nobody sees. Raises `FileError`, `UsageError`."""
    from PySide6.QtWidgets import QApplication

    from app.handouts.collect import HandoutOptions, collect
    from app.handouts.desk import writer
    from app.handouts.logo import read_logo
    from app.language import translator
    from app.launch import application, use_off_screen
    from app.scenarios.naming import with_own_names
    from widgets.language.spoken import speaking

    pages = _pages(project, options.pages)
    if QApplication.instance() is None:
        use_off_screen()
    application()
    chosen = HandoutOptions(
        organisation=options.organisation or "",
        logo=read_logo(options.logo) if options.logo else None,
        paper=options.paper or "a4",
    )
    with speaking(translator(options.language or "en")):
        handout = collect(with_own_names(project), pages, chosen)
        writer(path.suffix.lower().removeprefix("."), handout)(path, lambda _share: None)


def _pages(project: Project, text: str | None) -> tuple[str, ...]:
    """The pages of `--pages overview,decide/exit-plan`; the usual ones where none are named."""
    from app.handouts.pages import page_choices, usual_pages
    from engine.files.reading import nearest

    if text is None:
        return usual_pages(project)
    known = [choice.name for choice in page_choices(project)]
    names = known if text == "all" else [name.strip() for name in text.split(",")]
    for name in names:
        if name not in known:
            allowed = ", ".join(("all", *known))
            raise UsageError(
                f"argument --pages: {name!r} is not a page with something to show"
                f"{nearest(name, known)}; allowed: {allowed}"
            )
    return tuple(names)
