"""告知缺什么: what may be lacking in an application, proposed from what the draft finds. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.acceptance import STOP, Finding
from app.domain.draft import Draft
from app.domain.person import is_adult
from app.domain.registration import Lack, LackKind
from app.domain.visit import AgentReason
from app.services import intake
from ui.intake.people import called

_ACTS_BY_RIGHT = {AgentReason.GUARDIAN.value, AgentReason.COMMITTEE.value}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One kind of lack: whether it is told, of whom, and how to make it good."""

    kind: LackKind
    told: bool
    of: str
    how: str

    @property
    def lack(self) -> Lack:
        """What is written down of it."""
        return Lack(self.kind.value, self.of, self.how.strip())


def proposals(draft: Draft, today: date) -> tuple[Proposal, ...]:
    """Give all kinds of lack; told are those that the draft shows."""
    found = tuple(one for one in intake.findings(draft, today) if one.level == STOP)
    lacking = _lacking(draft, found, today)
    return tuple(Proposal(kind, kind in lacking, lacking.get(kind, ""), how(kind)) for kind in LackKind)


def how(kind: LackKind) -> str:
    """Give how a lack is made good, in words that an applicant understands."""
    return resources.text("intake_side", f"lacks.how.{kind.value}")


def word(kind: LackKind) -> str:
    """Give the word of a lack."""
    return resources.text("intake_side", f"lacks.kind.{kind.value}")


def said(lack: Lack) -> tuple[str, str]:
    """Give a lack as label and text."""
    known = {kind.value: word(kind) for kind in LackKind}
    label = known.get(lack.what, lack.what)
    return (f"{label}\n{lack.of}" if lack.of else label), lack.how


def _lacking(draft: Draft, found: tuple[Finding, ...], today: date) -> dict[LackKind, str]:
    """Give what is lacking, and of whom: the names of others than the applicant."""
    lacking: dict[LackKind, str] = {}
    if names := _named(draft, found):
        lacking[LackKind.IDENTITY] = names
    elif any(one.place.startswith("members.0.") for one in found):
        lacking[LackKind.IDENTITY] = ""
    unsigned = draft.applicant.id not in draft.have_signed
    if unsigned:
        lacking[LackKind.SIGNATURE] = ""
    agent = draft.agent
    if not is_adult(draft.applicant.identity.birth, today) and not (agent and agent.may_sign):
        lacking[LackKind.GUARDIAN] = ""
    if agent and unsigned and agent.reason not in _ACTS_BY_RIGHT:
        lacking[LackKind.MANDATE] = ""
    return lacking


def _named(draft: Draft, found: tuple[Finding, ...]) -> str:
    places = {int(one.place.split(".")[1]) for one in found if one.place.startswith("members.")}
    others = [called(draft.members[nth]) for nth in sorted(places) if nth]
    return resources.text("intake_side", "lacks.and").join(others)
