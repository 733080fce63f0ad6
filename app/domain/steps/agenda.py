"""What is to be done about a case, and whose turn it is: made from its facts alone, never from today's date."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.steps import means_check
from app.domain.steps.opinion import Proposal
from app.domain.steps.procedure import Procedure, decides_at_county
from app.domain.steps.public_notice import Purpose

if TYPE_CHECKING:
    from app.domain.case import Accepted, Case


# What is nobody's business before the month in which it is due.
LATER = frozenset({"recheck", "phase_out_ends"})


class Turn(StrEnum):
    """Who acts next: the window, whoever decides, the county, or time itself."""

    WINDOW = "window"
    DECIDER = "decider"
    COUNTY = "county"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to be done: `what` is its word in resources/texts, `about` the id of what it is about, or empty.

    `due_on` is an ISO day that stands in the facts; otherwise `step` (of app.rules.due) with `since_on` gives it,
    and where both are empty there is none. Before `since_on` it cannot be done yet.
    """

    what: str
    turn: str = Turn.WINDOW.value
    since_on: str = ""
    due_on: str = ""
    step: str = ""
    about: str = ""


def agenda(case: "Case", procedure: Procedure | None) -> tuple[Todo, ...]:
    """Give what is to be done, in the order of the steps; nothing for a closed case. `procedure` is its programme's."""
    if case.closed or case.needs_newer:
        return ()
    found = [*_relief(case)]
    if case.accepted and procedure:
        decided = case.progress.is_decided
        found += _after(case, procedure) if decided else _before(case, case.accepted, procedure)
    return tuple(found)


def _before(case: "Case", accepted: "Accepted", procedure: Procedure) -> Iterator[Todo]:
    progress = case.progress
    for one in progress.open_objections:
        yield Todo("settle_objection", since_on=one.received_on, due_on=one.due_on, about=one.id)
    if progress.kin and not progress.county_visit:
        yield Todo("county_visit", Turn.COUNTY.value, since_on=progress.kin[-1].learned_on)
    if progress.opinion:
        yield from _towards_decision(case, accepted, procedure)
        return
    checked = not procedure.check or means_check.hinders(case) is None
    if procedure.check and not checked:
        yield from _check(case, accepted)
    visited = bool(progress.visits) or not procedure.visit
    if not visited:
        prepared = progress.visit_prepared
        yield Todo("visit" if prepared else "prepare_visit", since_on=accepted.accepted_on, step="start_investigation")
    if checked and visited and not progress.open_objections:
        yield Todo("give_opinion", since_on=accepted.accepted_on, due_on=accepted.due_on, step="investigation_opinion")


def _check(case: "Case", accepted: "Accepted") -> Iterator[Todo]:
    progress = case.progress
    if progress.request is None or progress.check_objected:
        if not case.missing_signers():
            yield Todo("request_check", since_on=accepted.accepted_on, step="start_investigation")
    elif progress.report is None:
        yield Todo("await_check", Turn.COUNTY.value, since_on=progress.request.requested_on, step="start_means_check")
    elif progress.open_doubts:
        yield Todo("explain_doubts", since_on=progress.report.reported_on, due_on=accepted.due_on)
    else:
        yield Todo("tell_check", since_on=progress.report.reported_on, due_on=accepted.due_on)


def _towards_decision(case: "Case", accepted: "Accepted", procedure: Procedure) -> Iterator[Todo]:
    progress = case.progress
    opinion = progress.opinion
    granted = opinion is not None and opinion.proposal == Proposal.GRANT
    if progress.open_objections:
        return
    if procedure.notice and granted and not progress.notice:
        made = progress.notice_made
        yield Todo("post_notice" if made else "make_notice", due_on=accepted.due_on, step="notice_by")
        return
    turn = Turn.COUNTY if decides_at_county(accepted, procedure) else Turn.DECIDER
    since = opinion.given_on if opinion else ""
    if progress.notice and granted:
        since = day.following(progress.notice.ends_on)
        yield Todo("await_notice", Turn.TIME.value, progress.notice.posted_on, progress.notice.ends_on)
    yield Todo("decide", turn.value, since, accepted.due_on)


def _after(case: "Case", procedure: Procedure) -> Iterator[Todo]:
    progress = case.progress
    if not progress.is_delivered(progress.decided_on):
        by = progress.not_confirmed.notice_by_on if progress.not_confirmed else ""
        yield Todo("deliver", since_on=progress.decided_on, due_on=by)
    if progress.confirmed is None:
        return
    if progress.drawn and not progress.is_seen_since_draw:
        yield Todo("county_visit", Turn.COUNTY.value, since_on=progress.drawn.drawn_on)
    if progress.stopped:
        yield from _untold_change(case)
        return
    if procedure.announcement and not progress.announced:
        yield Todo("announce", since_on=progress.decided_on)
    if progress.confirmed.once_fen > progress.given_fen:
        yield Todo("give_aid", since_on=progress.decided_on)
    if progress.monthly_fen and progress.account is None:
        yield Todo("give_account", since_on=progress.decided_on)
    yield from _in_aid(case)


def _in_aid(case: "Case") -> Iterator[Todo]:
    progress = case.progress
    yield from _untold_change(case)
    for one in progress.open_objections:
        yield Todo("settle_objection", since_on=one.received_on, due_on=one.due_on, about=one.id)
    if progress.hearing:
        waits = progress.notice_made is not None and progress.notice_made.purpose == Purpose.STOP
        yield Todo("post_end" if waits and not progress.notice_of_end else "change_aid", Turn.DECIDER.value,
                   progress.hearing.held_on)  # fmt: skip
    for death in progress.deaths:
        if not any(change.decided_on >= death.told_on for change in progress.changes):
            yield Todo("death_change", since_on=death.died_on, due_on=death.change_by_on, about=death.member)
    if progress.phasing_out:
        yield Todo("phase_out_ends", due_on=f"{progress.changes[-1].until_month}-01")
    elif progress.next_check_on:
        yield Todo("recheck", due_on=progress.next_check_on)


def _untold_change(case: "Case") -> Iterator[Todo]:
    changes = case.progress.changes
    if changes and not case.progress.is_delivered(changes[-1].decided_on):
        yield Todo("deliver_change", since_on=changes[-1].decided_on)


def _relief(case: "Case") -> Iterator[Todo]:
    progress = case.progress
    if case.is_urgent:
        yield Todo("give_aid", since_on=case.registered.came_on if case.registered else "", due_on=case.due_on)
    if case.urgent and progress.given and progress.supplemented is None:
        if progress.emergency_ended is None:
            yield Todo("end_emergency", since_on=progress.given[-1].given_on)
        else:
            ended = progress.emergency_ended
            yield Todo("supplement", since_on=ended.ended_on, due_on=ended.due_on)
    if len(progress.routed_up) > len(progress.cap_lifted):
        yield Todo("lift_cap", Turn.COUNTY.value, progress.routed_up[-1].routed_on)
