"""What is known of the case, beside a step: who, what for, where it stands, what waits."""

from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.case_number import short
from app.domain.person import age_on
from app.services.local_rules import countys
from ui.find.view import state_word
from ui.person.line_list import LineList
from ui.person.side_scroll import SideScroll
from ui.person.who import Line
from ui.steps.spec import Place, say, word
from ui.steps.todo import lines_of
from ui.widgets.label import Label


class StepSide(QFrame):
    """Draws it once: the page is made anew for each step."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        inner = QWidget()
        inner.setProperty("bare", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 20, 24, 16)
        column.setSpacing(8)
        for title, lines in (("case", _case(place)), ("people", _people(place)), ("todo", _waiting(place))):
            column.addWidget(Label(say(f"side.{title}"), "title", strong=True))
            shown = LineList()
            shown.draw(lines, say("side.none"))
            column.addWidget(shown)
            column.addSpacing(12)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SideScroll(inner))


def _case(place: Place) -> tuple[Line, ...]:
    case = place.case
    number = short(case.number) if case.number else ""
    programme = word("programme", case.programme) if case.accepted else word("programme", "linshi_jiuzhu")
    return (Line(case.applicant, number), Line(programme, state_word(case.state)))


def _people(place: Place) -> tuple[Line, ...]:
    accepted = place.case.accepted
    if accepted is None:
        return ()
    day = date.fromisoformat(accepted.accepted_on)
    found = []
    for member in place.case.members:
        age = age_on(member.identity.birth, day)
        relation = word("relation", member.relation) if member.relation else ""
        about = say("side.age", relation=relation, age=age) if age is not None else relation
        found.append(Line(member.identity.name, about))
    return tuple(found)


def _waiting(place: Place) -> tuple[Line, ...]:
    lines = lines_of(place.case, place.today, countys(place.desk))
    return tuple(Line(one.do, one.left, soon=one.late) for one in lines)
