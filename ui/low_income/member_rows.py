"""The members of a household, a line for each: name, id number, relation to the head."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.low_income.words import part, relations
from ui.person.offer_field import OfferField, put
from ui.widgets.field import Field, FieldView

_SHARES = (4, 6, 4)


class MemberRows(QWidget):
    """`edited(nth, which, text)`: 0 name, 1 id number, 2 relation; `passed(field)` at Enter; rows are never taken away.

    `grown()` tells that a line was added.
    """

    edited = Signal(int, int, str)
    passed = Signal(object)
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[Field, ...]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def draw(self, members: tuple[tuple[str, str, str], ...], shown: Callable[[str], FieldView] = FieldView) -> None:
        """Show the members, each text as `shown` says."""
        before = len(self.fields)
        while len(self.fields) < len(members):
            self._add()
        for fields, said in zip(self.fields, members, strict=False):
            for field, text in zip(fields, said, strict=True):
                put(field, shown(text))
        if len(self.fields) > before:
            self.grown.emit()

    def _add(self) -> None:
        nth, label = len(self.fields), part("label")
        relation = OfferField(label["member_relation"], 0)
        relation.offer(tuple(relations().values()))
        fields = (_field(label["member_name"]), _field(label["member_number"]), relation)
        row = QHBoxLayout()
        row.setSpacing(12)
        for which, (field, share) in enumerate(zip(fields, _SHARES, strict=True)):
            field.edited.connect(lambda text, which=which: self.edited.emit(nth, which, text))
            field.entered.connect(lambda field=field: self.passed.emit(field))
            row.addWidget(field, share)
        self._column.addLayout(row)
        self.fields.append(fields)


def _field(label: str) -> Field:
    return Field(label, label_width=0)
