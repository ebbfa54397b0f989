"""The Contracts menu: views of the page, and what is done to the register."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.presenter import CONTRACTS_PAGE
from widgets.contracts.states import REGISTER, VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.contracts.files import RegisterFiles
    from app.pages import PageDesks


def handlers(
    files: RegisterFiles, pages: PageDesks, show_page: Callable[[str], None]
) -> dict[str, Callable[[], object]]:
    """By the ids of actions. What changes the register shows it first."""

    def see(view: int) -> None:
        show_page(CONTRACTS_PAGE)
        pages.contracts.show_view(view)

    def there(run: Callable[[], object]) -> Callable[[], object]:
        def seen() -> None:
            see(REGISTER)
            run()

        return seen

    views = {f"contracts_{name.lower()}": partial(see, view) for view, name in enumerate(VIEWS)}
    return {
        **views,
        "add_contract": there(lambda: pages.contracts.add_contract()),
        "import_contracts": there(files.ask_import),
        "export_contracts": files.export,
        "contracts_template": files.template,
        "contracts_example": there(files.example),
        "export_calendar": lambda: files.export_calendar(pages.contracts.as_of()),
    }
