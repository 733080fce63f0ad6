"""急事先救: somebody is in sudden need. What is needed to help at once is written down, and nothing else is asked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.course import DocumentKind
from app.domain.fact import Fact, plain
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.registration import Registered


class UrgentEvent(StrEnum):
    """What happened (民发〔2018〕23号 二（一）: 急难型)."""

    FIRE = "fire"
    TRAFFIC = "traffic"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    DISASTER = "disaster"
    STRANDED = "stranded"
    OTHER = "other"


class AidWay(StrEnum):
    """How help is given: money in hand, to the 一卡通, or goods."""

    CASH = "cash"
    CARD = "card"
    GOODS = "goods"


@dataclass(frozen=True, slots=True)
class UrgentRecorded:
    """The body of ``case.urgent_recorded`` version 1: permanent. It stands beside the case's ``case.registered``.

    `event` is an `UrgentEvent` and `what` the same in words; `happened_on` and `due_on` are ISO days, `due_on` by the
    rule pack `rules`. `amount_fen` is proposed, not paid; with `goods` (in words) it is what they are worth, or 0.
    `told_name` and `description` (体貌) are of a person without a document (社会救助法 37).
    """

    number: str
    event: str
    what: str
    place: str
    happened_on: str
    need: str
    way: str
    due_on: str
    rules: str
    amount_fen: int = 0
    goods: str = ""
    told_name: str = ""
    description: str = ""

    @property
    def called(self) -> str:
        """What a person without a document is called in lists."""
        return self.told_name or self.description


def record(case_id: str, registered: "Registered", body: UrgentRecorded) -> tuple[Fact, ...]:
    """Give the facts of a registration in an emergency: it needs neither name nor document of somebody described.

    Refused urgent.nobody, urgent.not_described, urgent.nothing_said, urgent.in_future, urgent.no_aid, day.unreadable.
    """
    _check_who(registered, body)
    if not (body.what.strip() and body.place.strip() and body.need.strip() and body.happened_on):
        raise Refused("urgent.nothing_said")
    day.check(body.happened_on, body.due_on, registered.came_on)
    if body.happened_on > registered.came_on:
        raise Refused("urgent.in_future")
    _check_aid(body)
    subject = f"case:{case_id}"
    return (
        Fact(subject, "case.registered", 1, plain(registered)),
        Fact(subject, "case.urgent_recorded", 1, plain(body)),
    )


def _check_who(registered: "Registered", body: UrgentRecorded) -> None:
    if DocumentKind(registered.document) is DocumentKind.NONE:
        if not body.description.strip():
            raise Refused("urgent.not_described")
    elif not registered.applicant.name.strip():
        raise Refused("urgent.nobody")


def _check_aid(body: UrgentRecorded) -> None:
    UrgentEvent(body.event)
    given = body.goods.strip() if AidWay(body.way) is AidWay.GOODS else body.amount_fen
    if not given or body.amount_fen < 0:
        raise Refused("urgent.no_aid")
