"""How a name is written where it cannot be typed or shown: asked only of names that need it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from ui.intake.card_model import CardModel
from ui.intake.card_view import CardView
from ui.widgets.field import Field, FieldView

_NAMES = ("pinyin", "platform")
_LABEL = 96


class Spelling(QWidget):
    """Two lines below the card's fields; hidden for a name that every program can write."""

    def __init__(self, model: CardModel) -> None:
        super().__init__()
        say = resources.texts("intake_side")["document"]
        words = {"pinyin": "pinyin", "platform": "spelling"}
        self._hints = {name: say[f"{words[name]}_hint"] for name in _NAMES}
        self.fields = {name: Field(say[words[name]], label_width=_LABEL) for name in _NAMES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        for name, field in self.fields.items():
            column.addWidget(field)
            field.edited.connect(lambda text, name=name: model.spell(name, text))
        self.hide()

    def draw(self, view: CardView) -> None:
        """Show the spellings of a name that needs them."""
        self.setVisible(view.needs_spelling)
        for name, field in self.fields.items():
            text = field.text if field.edit.hasFocus() else view.spellings.get(name, "")
            field.draw(FieldView(text, hint="" if text else self._hints[name]))
