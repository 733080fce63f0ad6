"""家庭情况变化: taking down what a household tells, and the receipt's number for it."""

from dataclasses import dataclass

from app.domain import change
from app.domain.change import Change, Reported
from app.domain.duties import Act
from app.domain.visit import Visitor
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import next_number


@dataclass(frozen=True, slots=True)
class Telling:
    """What was told: `kinds` are of `ChangeKind`, `since` an ISO date, `about` whom it concerns, `cases` case ids.

    Empty `about` and `told_by` are the person in need.
    """

    person: Visitor
    kinds: tuple[str, ...]
    since: str
    about: str = ""
    told_by: str = ""
    told_by_relation: str = ""
    note: str = ""
    cases: tuple[str, ...] = ()
    about_id_number: str = ""


@needs(Act.TAKE_IN)
def report(desk: Desk, telling: Telling) -> Change:
    """Take a change down; Refused change.nothing_said, change.in_future, change.nobody, day.unreadable."""
    change_id = uuid7()
    with desk.store.work(desk.author) as work:
        body = Reported(
            number=next_number(desk, work),
            received_on=desk.today().isoformat(),
            kinds=telling.kinds,
            since=telling.since,
            person=telling.person,
            about=telling.about or telling.person.name,
            told_by=telling.told_by or telling.person.name,
            told_by_relation=telling.told_by_relation,
            note=telling.note,
            office=desk.office.name,
            division=desk.office.division,
            handler=desk.author.officer,
            cases=telling.cases,
            about_id_number=telling.about_id_number,
        )
        work.append([change.reported(change_id, body)])
    return Change(change_id, desk.office.scope, body)
