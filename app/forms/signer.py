"""Who signs, in which order, and for whom besides."""

from datetime import date

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


def signers(draft: Draft, on: date) -> tuple[Member, ...]:
    """Give the adults of the household on a day, the applicant first (最低生活保障审核确认办法 9)."""
    return tuple(member for member in draft.members if is_adult(member.identity.birth, on))


def guardians(draft: Draft, minor: Member, on: date) -> tuple[Member, ...]:
    """Give who signs for a minor: parents in the household, else the first adult, for the officer to confirm."""
    adults = signers(draft, on)
    parents = tuple(adult for adult in adults if adult.relation in _PARENTS.get(minor.relation, set()))
    return parents or adults[:1]


def wards(draft: Draft, adult: Member, on: date) -> tuple[Member, ...]:
    """Give the minors for whom an adult signs besides."""
    minors = (member for member in draft.members if not is_adult(member.identity.birth, on))
    return tuple(minor for minor in minors if adult in guardians(draft, minor, on))
