"""登记 before 受理: somebody came and asked, what is still lacking was told once, or it ended there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.person import Identity
from app.domain.visit import Agent
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


class LackKind(StrEnum):
    """All that can be lacking: the identity document and the signed form (一证一书), and who may act. Nothing else."""

    IDENTITY = "identity"
    FORM_FIELDS = "form_fields"
    SIGNATURE = "signature"
    GUARDIAN = "guardian"
    MANDATE = "mandate"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is lacking: `what` is a `LackKind`, `of` whom a name (empty for the applicant), `how` in words."""

    what: str
    of: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """The body of ``case.registered`` version 1: permanent. `document` is a `DocumentKind`; dates are ISO."""

    came_on: str
    source: str
    applicant: Identity
    programmes: tuple[str, ...]
    office: str
    division: str
    handler: str
    document: str = ""
    phone: str = ""
    phone_owner: str = ""
    village: str = ""
    group: str = ""
    agent: Agent | None = None


@dataclass(frozen=True, slots=True)
class SupplementAsked:
    """The body of ``case.supplement_asked`` version 1: permanent.

    一次性告知: all that is lacking, said once (DB57 10).
    """

    told_on: str
    lacks: tuple[Lack, ...]
    number: str
    handler: str


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """The body of ``case.not_accepted`` version 1: permanent.

    不予受理, by two officers: a wrongful one is punishable (社会救助法 70).
    """

    decided_on: str
    facts: str
    article: str
    number: str
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegistrationEnded:
    """The body of ``case.registration_ended`` version 1: permanent.

    The applicant does not go on; nothing is held against them.
    """

    ended_on: str
    reason: str = ""


def register(case_id: str, body: Registered) -> Fact:
    """Give the fact of a registration; Refused registration.nobody without a name."""
    day.check(body.came_on)
    if not body.applicant.name.strip():
        raise Refused("registration.nobody")
    return Fact(f"case:{case_id}", "case.registered", 1, plain(body))


def ask_supplement(case: "Case", body: SupplementAsked) -> Fact:
    """Give the fact of a 一次性告知. A second one for the same application is our own fault (DB57 10): refused.

    Refused supplement.second, supplement.nothing_lacks, supplement.after_acceptance, case.closed.
    """
    _before_acceptance(case, "supplement.after_acceptance")
    if case.supplement:
        raise Refused("supplement.second", told_on=case.supplement.told_on)
    if not tuple(LackKind(lack.what) for lack in body.lacks):
        raise Refused("supplement.nothing_lacks")
    return Fact(f"case:{case.id}", "case.supplement_asked", 1, plain(body))


def not_accept(case: "Case", body: NotAccepted) -> Fact:
    """Give the fact of a refusal to accept, by two different officers, with facts and article.

    Where two windows refused without knowing of each other, a third word settles which of them holds. Refused
    not_accepted.two_officers, not_accepted.no_reason, not_accepted.after_acceptance, case.closed.
    """
    if not case.is_disputed("decision:closed"):
        _before_acceptance(case, "not_accepted.after_acceptance")
    if len(set(body.officers) - {""}) < 2:  # noqa: PLR2004 - two persons
        raise Refused("not_accepted.two_officers")
    if not (body.facts.strip() and body.article.strip()):
        raise Refused("not_accepted.no_reason")
    return Fact(f"case:{case.id}", "case.not_accepted", 1, plain(body))


def end(case: "Case", body: RegistrationEnded) -> Fact:
    """Give the fact that a registration ended; Refused registration.after_acceptance (then it is a withdrawal)."""
    _before_acceptance(case, "registration.after_acceptance")
    return Fact(f"case:{case.id}", "case.registration_ended", 1, plain(body))


def _before_acceptance(case: "Case", code: str) -> None:
    if case.accepted:
        raise Refused(code)
    if case.closed:
        raise Refused("case.closed")
