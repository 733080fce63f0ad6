"""What is to be done about a case, as a line: what, why, how long it has. No Qt."""

from dataclasses import dataclass, replace
from datetime import date

import resources
from app.domain.case import Case
from app.domain.duties import holds
from app.domain.officer import Standing
from app.domain.steps.agenda import Todo, Turn
from app.rules.agenda import due_of, todos
from app.rules.county import Local
from ui.rights import whose
from ui.steps.spec import say
from ui.steps.specs import ACTS, step_of

SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class TodoLine:
    """`do` and `why` in words, `left` the days that are left, `mark` and `late` by how urgent it is.

    `step` is what Enter opens, with what it is `about`; empty where others act.
    """

    do: str
    why: str
    left: str
    mark: str
    late: bool
    step: str
    about: str


def lines_of(case: Case, today: date, local: Local | None, standing: Standing | None = None) -> tuple[TodoLine, ...]:
    """Give what is to be done about a case on a day, by the county's own pack where there is one.

    What is not the duty of who looks (`standing`) is told with whose it is, and leads nowhere.
    """
    programme = case.programme if case.accepted else ""
    return tuple(
        _theirs(_line(todo, due_of(todo, programme, case.confirmer, local), today), standing)
        for todo in todos(case)
        if todo.since_on <= today.isoformat()
    )


def _line(todo: Todo, due: str, today: date) -> TodoLine:
    words = resources.texts("steps")["todo"].get(todo.what, {"do": todo.what, "why": ""})
    days = (date.fromisoformat(due) - today).days if due else None
    return TodoLine(
        do=words["do"],
        why=words["why"],
        left=left(days, has_rule=bool(due or not todo.step)),
        mark=mark(days, todo.turn),
        late=days is not None and days < 0,
        step=step_of(todo.what),
        about=todo.about,
    )


def _theirs(line: TodoLine, standing: Standing | None) -> TodoLine:
    act = ACTS.get(line.step)
    if act is None or standing is None or holds(standing.roles, act):
        return line
    return replace(line, step="", why=whose(act))


def left(days: int | None, *, has_rule: bool = True) -> str:
    """Give the words for the days that are left; where no rule gives a day the county has to say it."""
    if days is None:
        return "" if has_rule else say("left.county")
    if days < 0:
        return say("left.over", days=-days)
    return say("left.days", days=days) if days else say("left.today")


def mark(days: int | None, turn: str) -> str:
    """Give the mark at the front: what is late, what is soon; what others do has none."""
    if turn in (Turn.COUNTY, Turn.TIME) and (days is None or days >= 0):
        return ""
    if days is not None and days < 0:
        return "over"
    return "soon" if days is not None and days <= SOON_DAYS else ""
