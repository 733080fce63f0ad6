"""What an officer does after a standard has risen: raise who is chosen, and note whom to visit again."""

from collections.abc import Generator, Iterable

import resources
from app.domain.case import Case
from app.domain.duties import Act
from app.domain.lead import Lead
from app.domain.money import short_yuan
from app.domain.steps.aid import Cause, Changed, ChangeOf
from app.domain.visit import Visitor
from app.errors import Refused
from app.services import aid_steps, leads
from app.services.desk import Desk
from app.services.duty import needs
from app.services.leads import Sighting
from app.services.meetings import Confirming
from app.services.packs_used import times
from app.services.revisits import Revisit, number_of
from app.services.standards import Line, line_of

_AREA = "standards"


@needs(Act.SEE)
def raise_all(desk: Desk, lines: Iterable[Line], facts: str, article: str) -> Generator[None, None, Confirming]:
    """Raise one household after the other: what a guard refuses stands apart and stops no other, in slices.

    Unavailable store.* ends it; what was raised before stays raised.
    """
    done, refused = list[Case](), list[tuple[Case, Refused]]()
    for line in lines:
        try:
            done.append(raise_one(desk, line, facts, article))
        except Refused as error:
            refused.append((line.case, error))
        yield
    return Confirming(tuple(done), tuple(refused))


@needs(Act.DECIDE)
def raise_one(desk: Desk, line: Line, facts: str, article: str) -> Case:
    """Raise a household as it was looked at; Refused standards.changed where it is not so any more, as `aid.change`."""
    case = desk.store.case(line.case.id)
    now = line_of(desk, case, line.village, times(desk)) if case else None
    if now is None or (now.rises, now.new_fen, now.from_month) != (True, line.new_fen, line.from_month):
        raise Refused("standards.changed")
    said = facts.strip() and resources.text(_AREA, "facts_of", said=facts.strip(), sums=_sums(line))
    return aid_steps.change_aid(desk, line.case.id, Changed(
        decided_on="", what=ChangeOf.RAISE.value, cause=Cause.STANDARD.value, monthly_fen=line.new_fen,
        from_month=line.from_month, facts=said, article=article, organ="", by="", number="",
    ))  # fmt: skip


@needs(Act.NOTE_LEAD)
def note(desk: Desk, revisits: Iterable[Revisit]) -> tuple[Lead, ...]:
    """Write a lead down for each household that is to be visited again and was not noted yet."""
    return tuple(leads.find(desk, _sighting(desk, one)) for one in revisits if not one.told)


def _sums(line: Line) -> str:
    names = {"old": short_yuan(line.old_fen), "new": short_yuan(line.new_fen), "month": line.from_month}
    return resources.text(_AREA, "sums_of" if line.new_fen > line.old_fen else "sums_late", **names)


def _sighting(desk: Desk, one: Revisit) -> Sighting:
    told = one.case.accepted
    group, phone = (told.group, told.phone) if told else ("", "")
    seen = resources.text(_AREA, "seen", old=short_yuan(one.old_standard_fen), new=short_yuan(one.new_standard_fen))
    who = Visitor(one.case.applicant, number_of(one.case), phone, one.village, group)
    return Sighting(who, one.village, seen, desk.officer_name, desk.today().isoformat())
