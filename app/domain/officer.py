"""Officers of an office, and the county's words under which they act: grants, revocations, stand-ins."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_DAYS: Final = 30  # a grant is renewed at least this often
SOON_DAYS: Final = 7  # from so many days before its end it is said how many are left


class Role(StrEnum):
    """What an officer of an office does. One officer may hold several; `it` and `inspector` stand alone."""

    WINDOW = "window"  # 经办
    INVESTIGATOR = "investigator"  # 调查
    REVIEWER = "reviewer"  # 审核
    LEADER = "leader"  # 分管领导
    FUND = "fund"  # 备用金管理
    IT = "it"  # 信息员
    INSPECTOR = "inspector"  # 督查


# Who keeps the machines sees no case, and who inspects changes nothing, whatever else they were asked to do.
ALONE: Final = frozenset({Role.IT, Role.INSPECTOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """The county's word that an officer may act: `hash` names the entry, dates are ISO, both inclusive.

    Who stands in for somebody on leave has that one's id and name in `stands_for` and `stands_for_name`.
    """

    hash: str
    officer: str
    name: str
    roles: tuple[str, ...]
    scope: str
    valid_from: str
    valid_to: str
    stands_for: str = ""
    stands_for_name: str = ""


@dataclass(frozen=True, slots=True)
class Revoked:
    """The county's word that all grants of an officer in an office that stand before it hold no longer."""

    officer: str
    scope: str
    revoked_on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Delegated:
    """The body of ``officer.delegated`` version 1: permanent. The leader of an office lets a colleague stand in.

    `role` is one of those that an office may hand on (`DELEGABLE`), from `from_on` to `to_on`, both ISO and inclusive;
    an empty `to_on` ends it. The last word about a colleague and a role counts.
    """

    officer: str
    name: str
    role: str
    stands_for: str
    stands_for_name: str
    from_on: str
    to_on: str
    reason: str
    by: str


# What a leader may hand on within the office. Deciding, looking after the machines and inspecting are the county's.
DELEGABLE: Final = frozenset({Role.WINDOW, Role.INVESTIGATOR, Role.REVIEWER, Role.FUND})


class GrantState(StrEnum):
    """How the county's word about an officer stands: nothing of it is here, or it holds, ended, was taken back."""

    UNKNOWN = "unknown"
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Standing:
    """Under what an officer acts on a day: the roles held, how the county's word stands, and its last day (ISO).

    `stands_in` are the roles held for somebody else, with that one's name; `grant` is the hash of the word itself, and
    `officer` the id by which the county may give one.
    """

    roles: tuple[str, ...]
    state: GrantState = GrantState.VALID
    until: str = ""
    days_left: int | None = None
    stands_in: tuple[tuple[str, str], ...] = ()
    grant: str = ""
    officer: str = ""

    @property
    def is_valid(self) -> bool:
        """Whether the county's word holds."""
        return self.state is GrantState.VALID

    @property
    def is_revoked(self) -> bool:
        """Whether the county took its word back."""
        return self.state is GrantState.REVOKED

    @property
    def ends_soon(self) -> bool:
        """Whether it is time to say how many days are left."""
        return self.is_valid and self.days_left is not None and self.days_left <= SOON_DAYS

    def instead_of(self, role: str) -> str:
        """Give the name of whom the officer stands in for in a role; empty where the role is held by oneself."""
        return dict(self.stands_in).get(role, "")


def roles_of(written: Iterable[str]) -> tuple[str, ...]:
    """Give roles each once, in the order of `Role`; words of a newer program are kept, at the end."""
    wanted = dict.fromkeys(written)
    known = [role.value for role in Role if role in wanted]
    return (*known, *(one for one in wanted if one not in known))
