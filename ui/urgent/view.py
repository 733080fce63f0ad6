"""What the page of an emergency shows, and what follows from it. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case import Case
from app.domain.case_number import short
from app.domain.course import DocumentKind
from app.domain.money import short_yuan
from app.domain.urgent import AidWay, UrgentEvent, UrgentRecorded
from ui import when
from ui.accepted.view import NextStep
from ui.person.done_view import DoneView

DOCUMENTS = tuple(kind.value for kind in DocumentKind)
EVENTS = tuple(event.value for event in UrgentEvent)
AID_WAYS = tuple(way.value for way in AidWay)


@dataclass(frozen=True, slots=True)
class UrgentView:
    """The page. Without a document there is a `description`; `happened_said` is how `happened` was understood."""

    document: str = DocumentKind.ID_CARD.value
    description: str = ""
    event: str = ""
    what: str = ""
    place: str = ""
    happened: str = ""
    happened_said: str = ""
    happened_wrong: str = ""
    need: str = ""
    way: str = ""
    amount: str = ""
    amount_wrong: str = ""
    goods: str = ""
    refused: str = ""
    busy: bool = False

    @property
    def is_undocumented(self) -> bool:
        """Whether there is no document at all."""
        return self.document == DocumentKind.NONE.value

    @property
    def is_goods(self) -> bool:
        """Whether goods are given, not money."""
        return self.way == AidWay.GOODS.value


def answers(area: str, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give codes with their words."""
    return tuple((code, word(area, code)) for code in codes)


def word(area: str, code: str) -> str:
    """Give the word of a code; an unknown one (from a newer program) as it is."""
    words: dict[str, str] = resources.texts("urgent")[area]
    return words.get(code, code)


def aid_in_words(body: UrgentRecorded) -> str:
    """Give what is to be given: goods, or how much and how."""
    if body.goods:
        return body.goods
    return _text("aid", amount=short_yuan(body.amount_fen), way=word("way", body.way))


def done_view(case: Case) -> DoneView:
    """Give the page after an emergency was registered."""
    body = case.urgent
    if body is None:
        return DoneView(_text("done.title"), "", "", "", (), case=case.id)
    name = case.registered.applicant.name if case.registered else ""
    return DoneView(
        title=_text("done.title"),
        who=_text("done.who", name=name or body.called, event=word("event", body.event), place=body.place),
        number=short(body.number),
        whole=body.number,
        steps=_steps(body),
        case=case.id,
    )


def _steps(body: UrgentRecorded) -> tuple[NextStep, ...]:
    due = when.day(date.fromisoformat(body.due_on))
    return (
        NextStep(_text("done.now"), _text("done.give", aid=aid_in_words(body)), _text("done.give_note")),
        NextStep(_text("done.until", day=due), _text("done.due"), _text("done.due_note")),
        NextStep(_text("done.later"), _text("done.papers"), _text("done.papers_note")),
    )


def _text(name: str, /, **facts: object) -> str:
    return resources.text("urgent", name, **facts)
