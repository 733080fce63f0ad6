"""The sheets on which any step of a case is chosen, also one that nothing asks for yet, and any of its papers."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.case.act_sheet import ActSheet
from ui.case.acts import CaseActs
from ui.case.model import CaseModel
from ui.steps.spec import Answers, say, word
from ui.steps.specs import offered
from ui.theme import look

_MOST, _LEAST, _BESIDE = 12, 4, 320


def more_sheet(window: QWidget, acts: CaseActs, model: CaseModel) -> ActSheet:
    """Open the sheet; Enter on a step asks for it."""
    steps = tuple((name, say(f"{name}.title")) for name in offered(model.case, model.roles))
    return _sheet(window, acts, "more", steps, lambda name: model.step_asked.emit(name, ""))


def papers_sheet(window: QWidget, acts: CaseActs, model: CaseModel) -> ActSheet:
    """Open the sheet of the papers that can be printed; Enter prints one."""
    papers = tuple((name, word("paper", name)) for name in model.papers)
    return _sheet(window, acts, "papers", papers, model.print_step)


def sign_sheet(window: QWidget, acts: CaseActs, model: CaseModel) -> ActSheet:
    """Open the sheet of the papers that can be signed on the screen; Enter opens one."""
    papers = tuple((name, word("paper", name)) for name in model.signable)
    return _sheet(window, acts, "sign", papers, model.sign_asked.emit)


def _sheet(window: QWidget, acts: CaseActs, name: str, answers: Answers, take: Callable[[str], None]) -> ActSheet:
    sheet = ActSheet(window, acts, name, area="steps")
    room = (window.height() - _BESIDE) // look().size("control")
    which = sheet.add_list("which", answers, most=max(_LEAST, min(_MOST, room)))

    def go() -> None:
        chosen = which.current
        sheet.close_sheet()
        if chosen:
            take(chosen)

    sheet.show_act(go)
    return sheet
