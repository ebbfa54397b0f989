"""The user's own line items: asked for in dialogs, kept in the project, one step each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.items.changes import copy_of, item_of, removed, replaced, users
from app.reference.words import KINDS
from engine.model.custom import KINDS as ITEM_KINDS
from engine.model.custom import MAX_ITEMS, CustomItem, model_with
from widgets.language.spoken import own

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from app.items.changes import Items
    from app.session import Session
    from app.window import MainWindow
    from widgets.dialogs.line_item import LineItemDialog
    from widgets.dialogs.line_items import LineItemsDialog

_EMPTY = CustomItem("", "", "$m", "flow", "")
_FULL = f"A project holds at most {MAX_ITEMS} custom line items"


class ItemsDesk:
    """Joins the two dialogs and the session."""

    def __init__(self, window: MainWindow, session: Session, say: Callable[[str], None]) -> None:
        """`say` tells in the window why something can't be done."""
        self._window = window
        self._session = session
        self._say = say
        self.editor: LineItemDialog | None = None
        self.list: LineItemsDialog | None = None
        session.listen(self.refresh)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"add_item": self.add, "edit_items": self.show}

    @property
    def _items(self) -> Items:
        return self._session.project.items

    # The list ------------------------------------------------------------------------------

    def show(self, key: str = "") -> None:
        """The list of all of them, on one if it is named."""
        from widgets.dialogs.line_items import LineItemsDialog  # here: seldom needed

        if self.list is None:
            dialog = self.list = LineItemsDialog(self._window.tokens, self._window)
            dialog.add_requested.connect(self.add)
            dialog.edit_requested.connect(self.edit)
            dialog.duplicate_requested.connect(self.duplicate)
            dialog.delete_requested.connect(self.delete)
        self.list.show()
        self.refresh()
        self.list.choose(key)
        self.list.raise_()

    def refresh(self) -> None:
        """After any change of the project."""
        if self.list is None or not self.list.isVisible():
            return
        from widgets.dialogs.line_items import ItemLine

        self.list.show_items(
            tuple(
                ItemLine(
                    item.key,
                    (
                        own(item.label),
                        own(item.key),
                        item.unit,
                        item.kind.capitalize(),
                        own(" ".join(item.formula.split())),
                    ),
                    own(item.meaning),
                )
                for item in self._items
            )
        )

    def _refuse(self, text: str) -> None:
        if self.list is not None and self.list.isVisible():
            self.list.show_message(text)
        else:
            self._say(text)

    # One of them -----------------------------------------------------------------------------

    def add(self) -> None:
        if len(self._items) >= MAX_ITEMS:
            self._refuse(_FULL)
        else:
            self._ask("New line item", _EMPTY)

    def edit(self, key: str) -> None:
        """Asks for another state of the item of that key."""
        if item := item_of(self._items, key):
            self._ask(f"Line item {item.label}", item, replaces=key)

    def duplicate(self, key: str) -> None:
        """Asks for an item that begins as a copy."""
        if len(self._items) >= MAX_ITEMS:
            self._refuse(_FULL)
            return
        if item := item_of(self._items, key):
            self._ask("New line item", copy_of(item, model_with(self._items)))

    def delete(self, key: str) -> None:
        """Takes an item away, unless others look at it."""
        if not (item := item_of(self._items, key)):
            return
        if others := users(self._items, key):
            look = "look" if len(others) > 1 else "looks"
            names = _listed([each.label for each in others])
            self._refuse(f"{item.label} can't be deleted: {names} {look} at it")
            return
        self._keep(removed(self._items, key), f"deletion of line item {item.label}")

    def _ask(self, title: str, item: CustomItem, replaces: str = "") -> None:
        if self.editor is not None:
            self.editor.raise_()
            return
        from app.items.judge import ItemJudge
        from widgets.dialogs.line_item import LineItemDialog
        from widgets.dialogs.line_item_states import ItemForm

        judge = ItemJudge(self._session.document.scenario, replaces)
        kinds = tuple((kind, KINDS[kind]) for kind in ITEM_KINDS)
        is_new = not item.key
        form = ItemForm(title, item, kinds, judge.vocabulary(), is_new)
        dialog = self.editor = LineItemDialog(form, judge, self._window.tokens, self._above())
        dialog.item_accepted.connect(lambda made: self._accept(made, replaces))
        dialog.finished.connect(self._forget_editor)
        dialog.open()

    def _above(self) -> QWidget:
        """What the dialog lies upon: the list, if that is open."""
        return self.list if self.list is not None and self.list.isVisible() else self._window

    def _accept(self, item: CustomItem, replaces: str) -> None:
        items = self._items
        known = item_of(items, replaces) is not None
        if fault := self._fault(item, replaces if known else ""):
            self._refuse(f"{item.label} was not kept: {fault}")
            return
        if known:
            changed = replaced(items, replaces, item)
            if changed != items:
                self._keep(changed, f"line item {item.label}")
        else:
            self._keep((*items, item), f"new line item {item.label}")
            self._say(f"{item.label} was added: it stands last in the ledger; undo takes it back")
        if self.list is not None:
            self.list.choose(item.key)

    def _fault(self, item: CustomItem, replaces: str) -> str:
        """What is wrong with an item now: others may have gone while it was written."""
        from app.items.judge import ItemJudge

        judge = ItemJudge(self._session.document.scenario, replaces)
        faults = judge.check(item, item.key, free_unit=False).faults
        return faults[0].text if faults else ""

    def _forget_editor(self) -> None:
        if self.editor is not None:
            self.editor.deleteLater()
        self.editor = None

    def _keep(self, items: Items, label: str) -> None:
        self._session.change(self._session.project.with_items(items), label)


def _listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
