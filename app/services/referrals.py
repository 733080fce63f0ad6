"""受理转办: making a referral to another department, its answer, and telling the applicant."""

from dataclasses import dataclass
from datetime import date

from app.domain import referral
from app.domain.duties import Act
from app.domain.referral import Answered, Made, Referral, Told
from app.domain.visit import Visitor
from app.errors import Refused
from app.ids import uuid7
from app.rules.deadlines import referral_due
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import next_number
from app.services.local_rules import countys


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of whom: `field` is a `referral.Field`, `to` the department, `due_on` another day than usual."""

    person: Visitor
    field: str
    to: str
    need: str
    due_on: date | None = None
    case: str = ""


@needs(Act.HANDLE)
def make(desk: Desk, asking: Asking) -> Referral:
    """Make a referral; Refused referral.nobody, referral.no_need, referral.no_receiver, referral.due."""
    referral_id, today = uuid7(), desk.today()
    due_on = asking.due_on or referral_due(today, countys(desk))
    with desk.store.work(desk.author) as work:
        body = Made(
            number=next_number(desk, work),
            made_on=today.isoformat(),
            field=asking.field,
            to=asking.to,
            person=asking.person,
            need=asking.need,
            due_on=due_on.isoformat() if due_on else "",
            office=desk.office.name,
            division=desk.office.division,
            handler=desk.author.officer,
            case=asking.case,
        )
        work.append([referral.made(referral_id, body)])
    return Referral(referral_id, desk.office.scope, body)


@needs(Act.HANDLE)
def answer(desk: Desk, referral_id: str, body: Answered, document: tuple[bytes, str] | None = None) -> Referral:
    """Take down what the department answered, with its letter (bytes, media type).

    Refused referral.answer_too_early, referral.answer_in_future, day.unreadable.
    """
    sealed = desk.vault.put(*document) if document else None
    with desk.store.work(desk.author) as work:
        if sealed:
            work.keep(sealed)
        kept = Answered(body.answered_on, body.by, body.result, body.note, sealed.ref if sealed else None)
        work.append([referral.answered(_there(work.referral(referral_id)), kept, desk.today())])
        return _there(work.referral(referral_id))


@needs(Act.HANDLE)
def tell(desk: Desk, referral_id: str, way: str, note: str = "") -> Referral:
    """Take down that the applicant was told, `way` being a `TellingWay`; Refused referral.no_answer."""
    with desk.store.work(desk.author) as work:
        known = _there(work.referral(referral_id))
        body = Told(desk.today().isoformat(), way, known.result, note)
        work.append([referral.told(known, body)])
        return _there(work.referral(referral_id))


def _there(found: Referral | None) -> Referral:
    if found is None or found.made is None:
        raise Refused("case.content_missing")
    return found
