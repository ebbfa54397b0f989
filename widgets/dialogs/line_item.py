"""A line item of the user's own: written, checked while it is written, and tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from engine.model.custom import MAX_KEY, MAX_LABEL, MAX_MEANING
from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.drop_down import DropDown
from widgets.dialogs.field_style import field_style
from widgets.dialogs.line_item_preview import ItemPreview
from widgets.dialogs.style import dialog_style
from widgets.dialogs.tab_order import tab_through
from widgets.formula_edit.edit import FormulaEdit
from widgets.language.spoken import said
from widgets.painting import face, plain_tip

if TYPE_CHECKING:
    from engine.model.custom import CustomItem
    from widgets.dialogs.line_item_states import ItemCheck, ItemForm, Judge, UnitChoice
    from widgets.tokens import Tokens

_PAUSE = 120  # ms without typing before a draft is checked
_LINES, _FIELD = 5, 30  # lines of the formula; px of the other fields
_WARNING = "Esc once more closes this and drops what was written"
_HELP = "Ctrl+Space offers names and functions"


class LineItemDialog(QDialog):
    """Emits the item once everything about it is right and the user accepts."""

    item_accepted = Signal(object)  # a CustomItem

    def __init__(
        self, form: ItemForm, judge: Judge, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._judge = judge
        self._item = form.item
        self._tokens = tokens
        self._kinds = form.kinds
        self._last_key = form.item.key
        self._free_key = self._free_unit = form.is_new
        # A field is only told to be wrong once it was touched: an empty form is no fault.
        self._touched: set[str] = set() if form.is_new else set(form.item._fields)
        self._check: ItemCheck | None = None
        self._call = ""  # the function that the cursor is in
        self._written = self._warned = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._judged)
        self.setWindowTitle(said(f"{form.title} – Tenor"))
        self.resize(760, 540)
        self._make_fields(form)
        self._lay_out()
        self._fill(form.item)
        self._connect()
        self.set_tokens(tokens)
        self._judged()
        self.label.setFocus()

    # Making --------------------------------------------------------------------------------

    def _make_fields(self, form: ItemForm) -> None:
        self.label, self.key, self.meaning = QLineEdit(), QLineEdit(), QLineEdit()
        for field, name, most in (
            (self.label, "Label", MAX_LABEL),
            (self.key, "Key", MAX_KEY),
            (self.meaning, "Meaning", MAX_MEANING),
        ):
            field.setAccessibleName(said(name))
            field.setMaxLength(most)
        self.label.setPlaceholderText(said("What it is called in tables and charts"))
        self.key.setPlaceholderText(said("What formulas and files call it"))
        self.meaning.setPlaceholderText(said("What it says, in a sentence; optional"))
        self.formula = FormulaEdit("Formula", _LINES, form.vocabulary, self._tokens, self)
        self.opening = FormulaEdit("Before month 1", 1, form.vocabulary, self._tokens, self)
        self.unit, self.kind = DropDown(), DropDown()
        self.unit.setAccessibleName(said("Unit"))
        self.kind.setAccessibleName(said("How months add up"))
        self.kind.addItems([said(words) for _, words in form.kinds])
        self.faults = {name: _Message() for name in (*form.item._fields, "")}
        for each in (self.label, self.key, self.meaning, self.unit, self.kind):
            each.setFixedHeight(_FIELD)
        self.hint = _Message()
        self.preview = ItemPreview(self._tokens)
        self.buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            ("&Label", self.label, "label"),
            ("&Key", self.key, "key"),
            ("&Formula", self.formula, "formula"),
            ("&Before month 1", self.opening, "opening"),
            ("&Unit", self.unit, "unit"),
            ("&Months", self.kind, "kind"),
            ("M&eaning", self.meaning, "meaning"),
        )
        place = 0
        for text, field, name in rows:
            label = QLabel(said(text))
            label.setBuddy(field)
            top = Qt.AlignmentFlag.AlignTop if field is self.formula else Qt.AlignmentFlag(0)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignLeft | top)
            grid.addWidget(field, place, 1)
            below = self.faults[name]
            if name == "formula":
                line = QHBoxLayout()
                line.addWidget(below, 1)
                line.addWidget(self.hint, 1)
                grid.addLayout(line, place + 1, 1)
                grid.setRowMinimumHeight(place + 1, 20)
            else:
                grid.addWidget(below, place + 1, 1)
            place += 2
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(grid)
        whole.addWidget(self.preview)
        whole.addWidget(self.faults[""])
        whole.addStretch()
        whole.addWidget(self.buttons)
        standard = QDialogButtonBox.StandardButton
        ends = [self.buttons.button(each) for each in (standard.Ok, standard.Cancel)]
        tab_through(*(field for _, field, _ in rows), *ends)

    def _fill(self, item: CustomItem) -> None:
        self.label.setText(item.label)
        self.key.setText(item.key)
        self.formula.set_text(item.formula)
        self.opening.set_text(item.opening)
        self.meaning.setText(item.meaning)
        self.kind.setCurrentIndex([key for key, _ in self._kinds].index(item.kind))

    def _connect(self) -> None:
        self.label.textEdited.connect(self._label_edited)
        self.key.textEdited.connect(self._key_edited)
        self.meaning.textEdited.connect(lambda: self._edited("meaning"))
        self.formula.edited.connect(lambda: self._edited("formula"))
        self.opening.edited.connect(lambda: self._edited("opening"))
        self.kind.activated.connect(lambda: self._edited("kind"))
        self.unit.activated.connect(self._unit_chosen)
        for field in (self.formula, self.opening):
            field.hinted.connect(self._show_hint)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(dialog_style(tokens) + field_style(tokens))
        for field in (self.formula, self.opening):
            field.set_tokens(tokens)
        self.preview.set_tokens(tokens)
        for message in self.faults.values():
            message.setStyleSheet(f"color: {tokens.bad};")
        self.hint.setStyleSheet(f"color: {tokens.text_muted};")

    # What the user does ----------------------------------------------------------------------

    def _label_edited(self, text: str) -> None:
        if self._free_key:
            self.key.setText(self._judge.key_for(text))
        self._edited("label")

    def _key_edited(self, text: str) -> None:
        self._free_key = not text
        self._edited("key")

    def _unit_chosen(self) -> None:
        self._free_unit = False
        self._edited("unit")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape also closes the list of names: one too many must not lose what was written."""
        if event.key() == Qt.Key.Key_Escape and self._written and not self._warned:
            self._warned = True
            self.faults[""].show_text(_WARNING)
            return
        super().keyPressEvent(event)

    def _edited(self, field: str) -> None:
        self._written, self._warned = True, False
        self._touched.add(field)
        self._timer.start()

    def draft(self) -> CustomItem:
        """The item as it stands in the fields."""
        unit = self.unit.currentData() or self._item.unit
        return self._item._replace(
            key=self.key.text(),
            label=self.label.text(),
            unit=unit,
            kind=self._kinds[self.kind.currentIndex()][0],
            formula=self.formula.text(),
            opening=self.opening.text(),
            meaning=self.meaning.text(),
        )

    # What the judge says -----------------------------------------------------------------------

    def settle(self) -> None:
        """Checks at once what waits for a pause."""
        if self._timer.isActive():
            self._timer.stop()
            self._judged()

    def check(self) -> ItemCheck | None:
        """What was said of the draft last."""
        return self._check

    def _judged(self) -> None:
        check = self._judge.check(self.draft(), self._last_key, free_unit=self._free_unit)
        self._check = check
        if check.key_is_right:
            self._last_key = check.item.key
        # A renamed item's formula calls itself by its new key.
        self.formula.set_text(check.item.formula)
        self.opening.set_text(check.item.opening)
        self._timer.stop()
        self._show_units(check.units, check.item.unit)
        self._show_faults(check)
        self.preview.show_state(check.preview)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not check.faults)

    def _show_units(self, units: tuple[UnitChoice, ...], chosen: str) -> None:
        box = self.unit
        if box.count() != len(units):
            box.clear()
            for each in units:
                box.addItem(said(each.label), each.unit)
        model = box.model()
        assert isinstance(model, QStandardItemModel)
        for place, each in enumerate(units):
            item = model.item(place)
            item.setEnabled(not each.reason)
            item.setToolTip(plain_tip(each.reason))
        box.setCurrentIndex([each.unit for each in units].index(chosen))

    def _show_faults(self, check: ItemCheck) -> None:
        told = {fault.field: fault for fault in check.faults}
        for name, message in self.faults.items():
            fault = told.get(name)
            seen = fault if fault and (name in self._touched or not name) else None
            message.show_text(seen.text if seen else "")
            if name in ("formula", "opening"):
                field = self.formula if name == "formula" else self.opening
                field.show_fault(seen.position if seen else None)
        self._show_hint()

    def _show_hint(self, call: str | None = None) -> None:
        """The call at the cursor, or what helps; a fault of the formula goes before."""
        if call is not None:
            self._call = call
        self.hint.show_text("" if self.faults["formula"].text() else self._call or _HELP)

    def _accept(self) -> None:
        self._judged()
        if self._check is not None and not self._check.faults:
            item = self._check.item
            self.item_accepted.emit(
                item._replace(formula=item.formula.strip(), opening=item.opening.strip())
            )
            self.accept()


class _Message(QLabel):
    """A line below a field; not there while it has nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(face(12).font)
        self.hide()

    def show_text(self, text: str) -> None:
        self.setText(said(text))
        self.setVisible(bool(text))
