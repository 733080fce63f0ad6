"""What the law demands on the way to a decision, and who acts. The values come from the rule packs, dated."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import duties
from app.domain.duties import Act
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Accepted, Case

COUNTY, TOWNSHIP = "county", "township"


class Pays(StrEnum):
    """What a programme gives: a sum every month, a sum once, or only its recognition."""

    MONTHLY = "monthly"
    ONCE = "once"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Procedure:
    """The way of one programme: `check` 核对, `visit` 入户, `notice` 公示 (`notice_again` after an objection).

    `notice_at_end`: an end is publicised too (特困). `announcement`: the result is published in the village.
    `by_county`: the county decides whatever was delegated. `source` and `confidence` as in the pack. `pays` is a
    `Pays`; `recognised` names the classes whose valid recognition answers the check (社会救助法 42); `emergency` is
    whether it is given in an emergency only; `ends_next_month` whether an end counts from the very next month.
    """

    programme: str
    check: bool
    visit: bool
    notice: bool
    notice_again: bool
    notice_at_end: bool
    announcement: bool
    by_county: bool
    source: str
    confidence: str
    pays: str = Pays.MONTHLY.value
    recognised: tuple[str, ...] = ()
    emergency: bool = False
    ends_next_month: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an officer's id, name and roles; `at_county` is an officer of the county's."""

    officer: str
    name: str
    roles: tuple[str, ...] = ()
    at_county: bool = False


def under_way(case: "Case") -> "Accepted":
    """Give the acceptance of a case that can go on; Refused case.not_accepted_yet, case.closed, case.needs_newer."""
    if case.needs_newer:
        raise Refused("case.needs_newer")
    if case.accepted is None:
        raise Refused("case.not_accepted_yet")
    if case.closed:
        raise Refused("case.closed")
    return case.accepted


def undecided(case: "Case") -> "Accepted":
    """Give the acceptance of a case that waits for its decision; Refused decision.made, and as `under_way`."""
    accepted = under_way(case)
    if case.progress.is_decided:
        raise Refused("decision.made")
    return accepted


def in_aid(case: "Case") -> "Accepted":
    """Give the acceptance of a case that was confirmed and is not stopped; Refused aid.none, and as `under_way`."""
    accepted = under_way(case)
    if case.progress.confirmed is None or case.progress.stopped:
        raise Refused("aid.none")
    return accepted


def looked_into(case: "Case") -> "Accepted":
    """Give the acceptance of a case whose means may be looked into: before the decision, or while it is in aid.

    Refused decision.made after a refusal, aid.none after a stop, and as `under_way`.
    """
    accepted = under_way(case)
    if case.progress.not_confirmed:
        raise Refused("decision.made")
    if case.progress.stopped:
        raise Refused("aid.none")
    return accepted


def settling(case: "Case", field: str) -> bool:
    """Tell whether a decision on `field` is the third word about two that contradict each other: it is always heard.

    Refused case.needs_newer, case.closed where the applicant took it back or it ended.
    """
    if not case.is_disputed(field):
        return False
    if case.needs_newer:
        raise Refused("case.needs_newer")
    if case.withdrawn or case.ended:
        raise Refused("case.closed")
    return True


def may_decide(case: "Case", actor: Actor, procedure: Procedure) -> None:
    """Refuse who may not decide: acceptor, investigator, payer, related, no leader, the other level of government.

    社会救助法 44 (the county, or the township where the province says so); separation of duties: whoever took the
    application in, visited the home or paid it out does not decide. Refused decision.confirmer_unknown where nobody has
    said who.
    """
    accepted = case.accepted
    if accepted is None:
        raise Refused("case.not_accepted_yet")
    _check_level(accepted, actor, procedure)
    if not (actor.at_county or duties.holds(actor.roles, Act.DECIDE)):
        raise Refused("decision.no_leader")
    if actor.officer == accepted.handler:
        raise Refused("decision.acceptor")
    if actor.officer in case.progress.investigators:
        raise Refused("decision.investigator")
    if case.progress.is_kin(actor.name, actor.officer):
        raise Refused("decision.kin", name=actor.name)
    if actor.officer in case.progress.payers:
        raise Refused("decision.payer")


def _check_level(accepted: "Accepted", actor: Actor, procedure: Procedure) -> None:
    by_county = decides_at_county(accepted, procedure)
    if by_county is None:
        raise Refused("decision.confirmer_unknown")
    if by_county and not actor.at_county:
        raise Refused("decision.county")
    if actor.at_county and not by_county:
        raise Refused("decision.township")


def decides_at_county(accepted: "Accepted", procedure: Procedure) -> bool | None:
    """Tell whether the county decides a case, or None where nobody has said who does: neither is ever guessed."""
    if procedure.by_county:
        return True
    return {COUNTY: True, TOWNSHIP: False}.get(accepted.confirmer)
