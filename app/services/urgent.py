"""急事先救: registering somebody in sudden need at once, with the day by which help is given."""

from dataclasses import dataclass, field

from app.domain import urgent
from app.domain.case import Case
from app.domain.course import DocumentKind
from app.domain.duties import Act
from app.domain.person import Identity
from app.domain.programme import Programme
from app.domain.registration import Registered
from app.domain.urgent import UrgentRecorded
from app.domain.visit import Agent, Source
from app.ids import uuid7
from app.rules import pack
from app.rules.deadlines import DESK, urgent_due
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import next_number
from app.services.local_rules import countys


@dataclass(frozen=True, slots=True)
class Emergency:
    """What the window asks, and no more: what happened, where, when, what is needed, how much, and who.

    `event` is an `UrgentEvent`, `way` an `AidWay`, `happened_on` an ISO day, `document` a `DocumentKind`. Somebody
    without a document has a `description`, and a `told_name` if one was said; somebody with one an `identity`.
    """

    event: str
    what: str
    place: str
    happened_on: str
    need: str
    way: str
    amount_fen: int = 0
    goods: str = ""
    document: str = DocumentKind.NONE.value
    identity: Identity = field(default_factory=Identity)
    told_name: str = ""
    description: str = ""
    phone: str = ""
    phone_owner: str = ""
    village: str = ""
    group: str = ""
    agent: Agent | None = None
    source: str = Source.WALK_IN.value


@needs(Act.TAKE_IN)
def record(desk: Desk, emergency: Emergency) -> Case:
    """Register an emergency and give its case: in state registered, with a number and the day it is due.

    Each call is another case: nobody may be sent away because the same number came before. Refused urgent.nobody,
    urgent.not_described, urgent.nothing_said, urgent.in_future, urgent.no_aid, day.unreadable, rules.missing.
    """
    case_id = uuid7()
    with desk.store.work(desk.author) as work:
        body = _recorded(desk, emergency, next_number(desk, work))
        work.append(urgent.record(case_id, _registered(desk, emergency), body))
        return work.case(case_id) or Case(case_id, desk.office.scope)


def _registered(desk: Desk, emergency: Emergency) -> Registered:
    return Registered(
        came_on=desk.today().isoformat(),
        source=emergency.source,
        applicant=emergency.identity,
        programmes=(Programme.LINSHI_JIUZHU.value,),
        office=desk.office.name,
        division=desk.office.division,
        handler=desk.author.officer,
        document=emergency.document,
        phone=emergency.phone,
        phone_owner=emergency.phone_owner,
        village=emergency.village,
        group=emergency.group,
        agent=emergency.agent,
    )


def _recorded(desk: Desk, emergency: Emergency, number: str) -> UrgentRecorded:
    return UrgentRecorded(
        number=number,
        event=emergency.event,
        what=emergency.what,
        place=emergency.place,
        happened_on=emergency.happened_on,
        need=emergency.need,
        way=emergency.way,
        due_on=urgent_due(desk.today(), countys(desk)).isoformat(),
        rules=pack.pack_id(DESK),
        amount_fen=emergency.amount_fen,
        goods=emergency.goods,
        told_name=emergency.told_name,
        description=emergency.description,
    )
