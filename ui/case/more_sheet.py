"""The sheet on which any step of a case is chosen, also one that nothing asks for yet."""

from PySide6.QtWidgets import QWidget

from ui.case.act_sheet import ActSheet
from ui.case.acts import CaseActs
from ui.case.model import CaseModel
from ui.steps.spec import say
from ui.steps.specs import possible

_MOST, _LEAST, _BESIDE, _ROW = 12, 4, 320, 40


def more_sheet(window: QWidget, acts: CaseActs, model: CaseModel) -> ActSheet:
    """Open the sheet; Enter on a step asks for it."""
    sheet = ActSheet(window, acts, "more", area="steps")
    steps = tuple((name, say(f"{name}.title")) for name in possible(model.case))
    which = sheet.add_list("which", steps, most=max(_LEAST, min(_MOST, (window.height() - _BESIDE) // _ROW)))

    def go() -> None:
        name = which.current
        sheet.close_sheet()
        if name:
            model.step_asked.emit(name, "")

    sheet.show_act(go)
    return sheet
