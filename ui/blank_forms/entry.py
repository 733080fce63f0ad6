"""补录: number, day and reason of a form that was filled in by hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.blank_forms.model import BlankFormsModel
from ui.blank_forms.view import BlankView, say
from ui.widgets.field import Field, FieldView
from ui.widgets.label import Label
from ui.widgets.para import Para


class EntryBox(QWidget):
    """Three fields; Enter goes to the next one, and from the last one on."""

    def __init__(self, model: BlankFormsModel) -> None:
        super().__init__()
        self._model = model
        self.number = Field(say("enter.number"), label_width=128)
        self.day = Field(say("enter.day"), label_width=128)
        self.reason = Field(say("enter.reason"), label_width=128)
        self.fields = {"number": self.number, "day": self.day, "reason": self.reason}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(say("enter.title"), "title", strong=True))
        column.addWidget(Para(say("enter.text"), ink="ink2", width=380))
        for field in self.fields.values():
            column.addWidget(field)
        self.number.edited.connect(lambda text: model.write(number=text))
        self.day.edited.connect(lambda text: model.write(day=text))
        self.reason.edited.connect(lambda text: model.write(reason=text))
        self.number.entered.connect(lambda: self._to(self.day))
        self.day.entered.connect(lambda: self._to(self.reason))
        self.reason.entered.connect(model.enter)

    def draw(self, view: BlankView) -> None:
        """Show what is typed, and where something is wrong."""
        place = view.trouble.place if view.trouble else ""
        said = view.trouble.text if view.trouble and not view.trouble.answers else ""
        for name, field in self.fields.items():
            text = getattr(view, name)
            hint = say("enter.number_hint") if name == "number" and not text else ""
            wrong = place == name
            field.draw(FieldView(text, "wrong" if wrong else "normal", hint, said if wrong else ""))

    def _to(self, field: Field) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.edit.selectAll()
