"""For whom an adult signs besides."""

from datetime import date

from app.domain.acceptance import adults
from app.domain.draft import Draft
from app.domain.household import Member, Relation
from app.domain.person import is_adult

# Whose child someone is, seen from the applicant; the law's guardians are the parents (民法典 27).
_PARENTS: dict[str, set[str]] = {
    Relation.SELF: {Relation.FATHER, Relation.MOTHER},
    Relation.SON: {Relation.SELF, Relation.SPOUSE},
    Relation.DAUGHTER: {Relation.SELF, Relation.SPOUSE},
    Relation.GRANDSON: {Relation.SON, Relation.DAUGHTER_IN_LAW},
    Relation.GRANDDAUGHTER: {Relation.SON, Relation.DAUGHTER_IN_LAW},
    Relation.DAUGHTERS_SON: {Relation.DAUGHTER, Relation.SON_IN_LAW},
    Relation.DAUGHTERS_DAUGHTER: {Relation.DAUGHTER, Relation.SON_IN_LAW},
    Relation.BROTHER: {Relation.FATHER, Relation.MOTHER},
    Relation.SISTER: {Relation.FATHER, Relation.MOTHER},
}


def guardians(draft: Draft, minor: Member, on: date) -> tuple[Member, ...]:
    """Give who signs for a minor: parents in the household, else the first adult, for the officer to confirm."""
    signers = adults(draft, on)
    parents = tuple(adult for adult in signers if adult.relation in _PARENTS.get(minor.relation, set()))
    return parents or signers[:1]


def wards(draft: Draft, adult: Member, on: date) -> tuple[Member, ...]:
    """Give the minors for whom an adult signs besides."""
    minors = (member for member in draft.members if not is_adult(member.identity.birth, on))
    return tuple(minor for minor in minors if minor is not adult and adult in guardians(draft, minor, on))
