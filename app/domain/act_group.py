"""Kinds of acts as an inspector asks for them, each a few kinds of entries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ActGroup(StrEnum):
    """What an inspector can ask for. Permanent: ``access.exported`` keeps it."""

    EVERY = ""
    LOOK = "look"
    EXPORT = "export"
    INTAKE = "intake"
    CHECK = "check"
    DECISION = "decision"
    AID = "aid"
    PAPER = "paper"
    OTHER = "other"


# Kinds of entries, or with a dot at the end how they begin.
KINDS: Final[dict[ActGroup, tuple[str, ...]]] = {
    ActGroup.LOOK: ("access.looked",),
    ActGroup.EXPORT: ("access.exported",),
    ActGroup.INTAKE: (
        "case.registered",
        "case.accepted",
        "case.presented",
        "case.supplement_asked",
        "case.not_accepted",
        "case.registration_ended",
        "case.withdrawn",
        "case.ended",
        "case.urgent_recorded",
        "case.declared",
        "case.corrected",
        "case.assigned",
        "visit.",
        "change.",
        "referral.",
        "lead.",
        "household.",
    ),
    ActGroup.CHECK: (
        "case.check_requested",
        "case.check_reported",
        "case.check_told",
        "case.check_objected",
        "case.doubt_explained",
        "case.visit_prepared",
        "case.home_visited",
        "case.county_visited",
        "case.kin_named",
        "case.self_care_assessed",
    ),
    ActGroup.DECISION: (
        "case.opinion_given",
        "case.sent_back",
        "case.deliberated",
        "case.appraised",
        "case.confirmed",
        "case.not_confirmed",
        "case.extended",
        "case.delivered",
        "case.notice_made",
        "case.notice_posted",
        "case.notice_taken_down",
        "case.objection_raised",
        "case.objection_settled",
        "case.announced",
    ),
    ActGroup.AID: (
        "case.aid_changed",
        "case.hearing_held",
        "case.rechecked",
        "case.member_died",
        "case.household_changed",
        "case.account_given",
        "case.moved",
        "case.aid_given",
        "case.routed_up",
        "case.cap_lifted",
        "case.emergency_ended",
        "fund.",
    ),
    ActGroup.PAPER: (
        "case.document_filed",
        "case.signed",
        "case.signed_on_paper",
        "case.paper_signed",
        "case.printed",
        "paper.",
    ),
}  # fmt: skip - lists to be read


@dataclass(frozen=True, slots=True)
class Told:
    """What a list of acts says above and below it: where, by whom, why, what was asked for, and its checkpoint."""

    office: str
    by: str
    reason: str
    asked: str
    on: str
    count: int
    size: int
    code: str


def kinds_of(group: ActGroup) -> tuple[tuple[str, ...], bool]:
    """Give the kinds of a group, and whether it is all but these."""
    if group is ActGroup.OTHER:
        return tuple(kind for kinds in KINDS.values() for kind in kinds), True
    return KINDS.get(group, ()), False
