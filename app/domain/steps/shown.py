"""What a wall may show of a household (最低生活保障审核确认办法 24): a name, how many they are, how much; nothing else.

Who is under age is not named: the guardian stands there, or the surname alone (for the county to confirm). A place is
village and group, never a house. Whatever else was typed into a name or a place is kept off the wall.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.person import is_adult_by
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case

_HOUSE = re.compile(
    r"(附?第?[0-9０-９一二三四五六七八九十百零〇-]+\s*(号|栋|幢|单元|室|楼|层|户|弄|巷).*)|(附.*)", re.DOTALL
)
_NUMBER = re.compile(r"[0-9０-９][0-9０-９Xx\s-]{3,}[0-9０-９Xx]")


class Named(StrEnum):
    """Who is named for a household: the applicant, a child's guardian, or a child by the surname alone."""

    APPLICANT = "applicant"
    GUARDIAN = "guardian"
    SURNAME = "surname"


@dataclass(frozen=True, slots=True)
class Line:
    """One household on a wall: `name` is of who is `named`, `people` how many are aided."""

    name: str
    village: str
    group: str
    people: int
    programme: str
    monthly_fen: int = 0
    once_fen: int = 0
    from_month: str = ""
    named: str = Named.APPLICANT.value


def proposed(case: "Case", on: str) -> Line:
    """Give the line of what is proposed, on an ISO day; Refused notice.no_opinion, notice.private."""
    opinion = case.progress.opinion
    if opinion is None or case.accepted is None:
        raise Refused("notice.no_opinion")
    name, named = shown_name(case, on)
    return Line(
        name,
        plain_place(case.accepted.village),
        plain_place(case.accepted.group),
        len(opinion.members),
        opinion.programme,
        opinion.monthly_fen,
        opinion.once_fen,
        named=named,
    )


def aided(case: "Case", on: str) -> Line:
    """Give the line of what is given now, on an ISO day; Refused aid.none, notice.private."""
    made, progress = case.progress.confirmed, case.progress
    if made is None or case.accepted is None or progress.stopped:
        raise Refused("aid.none")
    name, named = shown_name(case, on)
    here = {member.id for member in case.members}
    return Line(
        name,
        plain_place(case.accepted.village),
        plain_place(case.accepted.group),
        len([one for one in made.members if one in here]),
        made.programme,
        progress.monthly_fen,
        0 if progress.monthly_fen else made.once_fen,
        made.from_month,
        named,
    )


def shown_name(case: "Case", on: str) -> tuple[str, str]:
    """Give the name for a wall and whose it is (`Named`); Refused notice.private where a number or a child is in it."""
    applicant = next(iter(case.members), None)
    if applicant is None:
        raise Refused("case.content_missing")
    name, named = applicant.identity.name, Named.APPLICANT
    if not is_adult_by(applicant.identity.birth, on):
        guardian = _guardian(case, on)
        name, named = (guardian, Named.GUARDIAN) if guardian else (name[:1], Named.SURNAME)
    minors = {one.identity.name for one in case.members if not is_adult_by(one.identity.birth, on)}
    if not name or _NUMBER.search(name) or name in minors:
        raise Refused("notice.private")
    return name, named.value


def plain_place(text: str) -> str:
    """Give a place as far as a wall may show it: what begins with a house's or a longer number is left out."""
    return _HOUSE.sub("", _NUMBER.sub("", text)).strip()


def _guardian(case: "Case", on: str) -> str:
    """Give who stands for a child: the guardian who came, or the first grown-up of the household."""
    agent = case.presented.agent if case.presented else None
    if agent and agent.may_sign:
        return agent.name.strip()
    grown = [one.identity.name for one in case.members if is_adult_by(one.identity.birth, on)]
    return grown[0] if grown else ""
