"""What the page of a new referral shows, and what follows from it. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case_number import short
from app.domain.referral import Field, Referral
from app.rules.deadlines import DESK, referral_due
from app.rules.pack import rule
from ui import when
from ui.accepted.view import NextStep
from ui.person.done_view import DoneView

FIELDS = tuple(field.value for field in Field)


@dataclass(frozen=True, slots=True)
class ReferralView:
    """The page. `to` is the department, `offered` the ones proposed; `due_said` is how `due` was understood."""

    field: str = ""
    to: str = ""
    offered: tuple[str, ...] = ()
    need: str = ""
    due: str = ""
    due_said: str = ""
    due_wrong: str = ""
    refused: str = ""
    busy: bool = False


def answers(area: str, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give codes with their words."""
    return tuple((code, word(area, code)) for code in codes)


def word(area: str, code: str) -> str:
    """Give the word of a code; an unknown one (from a newer program) as it is."""
    words: dict[str, str] = resources.texts("referral")[area]
    return words.get(code, code)


def departments(field: str, today: date) -> tuple[str, ...]:
    """Give the departments proposed for a field; Refused rules.missing where none holds."""
    return tuple(rule(DESK, "department", today, field=field).values["names"])


def usual_due(today: date) -> tuple[str, str]:
    """Give the usual day as one would type it, empty past the known calendar, and what is to be said about it."""
    found, due = rule(DESK, "referral", today), referral_due(today)
    sure = "due.sure" if found.confidence != "unconfirmed" else "due.unsure"
    days = int(found.values["working_days"])
    return (when.day(due), _text(sure, days=days)) if due else ("", _text("due.no_calendar"))


def done_view(referral: Referral) -> DoneView:
    """Give the page after a referral was made."""
    body = referral.made
    if body is None:
        return DoneView(_text("done.title"), "", "", "", ())
    due = NextStep(_text("done.until", day=when.day(date.fromisoformat(body.due_on))), _text("done.wait"))
    return DoneView(
        title=_text("done.title"),
        who=_text("done.who", name=body.person.name, field=word("field", body.field), to=body.to),
        number=short(body.number),
        whole=body.number,
        steps=(
            NextStep(_text("done.now"), _text("done.give"), _text("done.give_note", to=body.to)),
            due,
            NextStep(_text("done.then"), _text("done.tell"), _text("done.tell_note")),
        ),
    )


def _text(name: str, /, **facts: object) -> str:
    return resources.text("referral", name, **facts)
