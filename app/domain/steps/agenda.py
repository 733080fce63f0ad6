"""What is to be done about a case, and whose turn it is: made from its facts alone, never from today's date."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.paper_signed import survey_waits
from app.domain.steps import means_check
from app.domain.steps.aid import ChangeOf
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
    """Give what is to be done, in the order of the steps; nothing for a closed case. `procedure` is its programme's.

    Each thing stands once, also where two windows told the same. Of a closed one only what came after its move waits.
    """
    if case.needs_newer:
        return ()
    if case.closed:
        return tuple(_left_behind(case))
    found = [*_taking_over(case), *_elsewhere(case), *_relief(case)]
    if case.accepted and procedure:
        found += _always(case)
        found += _after(case, procedure) if case.progress.is_decided else _before(case, case.accepted, procedure)
    return tuple({(one.what, one.about): one for one in reversed(found)}.values())[::-1]


def _left_behind(case: "Case") -> Iterator[Todo]:
    moved = case.progress.handed_over
    if moved and case.left_behind:
        yield Todo("send_after", Turn.COUNTY.value, since_on=moved.handed_on)


def _taking_over(case: "Case") -> Iterator[Todo]:
    came = case.progress.continued
    if came and not case.assigned:
        yield Todo("take_over", since_on=came.handed_on)


def _elsewhere(case: "Case") -> Iterator[Todo]:
    for one in case.progress.open_elsewhere:
        yield Todo("settle_elsewhere", since_on=one.seen_on, about=one.name)


def _always(case: "Case") -> Iterator[Todo]:
    progress = case.progress
    for one in progress.open_objections:
        yield Todo("settle_objection", since_on=one.received_on, due_on=one.due_on, about=one.id)
    if case.awaits_county and not progress.not_confirmed:
        learned = [case.accepted.accepted_on] if case.accepted else []
        learned += [one.learned_on for one in progress.kin] + [one.received_on for one in progress.objections]
        if not (progress.kin or progress.objections):
            yield Todo("name_kin", since_on=max(learned))
        yield Todo("county_visit", Turn.COUNTY.value, since_on=max(learned))


def _before(case: "Case", accepted: "Accepted", procedure: Procedure) -> Iterator[Todo]:
    progress = case.progress
    spared = progress.opinion is not None and progress.opinion.recognised in procedure.recognised
    checked = spared or not procedure.check or means_check.hinders(case) is None
    if not checked:
        yield from _check(case, accepted)
    if progress.opinion:
        yield from _towards_decision(case, accepted, procedure)
        return
    visited = bool(progress.sound_visits) or not procedure.visit
    if not visited:
        prepared = progress.visit_prepared
        yield Todo("visit" if prepared else "prepare_visit", since_on=accepted.accepted_on, step="start_investigation")
    waits = procedure.visit and survey_waits(case)
    if waits:
        yield Todo("sign_survey", since_on=progress.visits[-1].visited_on, due_on=case.due_on)
    if checked and visited and not waits and not progress.open_objections:
        yield Todo("give_opinion", since_on=accepted.accepted_on, due_on=case.due_on, step="investigation_opinion")


def _check(case: "Case", accepted: "Accepted") -> Iterator[Todo]:
    """Who joined after the request is checked by a new one; so is what the applicant contests."""
    progress = case.progress
    if progress.request and progress.report is None:
        yield Todo("await_check", Turn.COUNTY.value, since_on=progress.request.requested_on, step="start_means_check")
    elif progress.report and progress.open_doubts:
        yield Todo("explain_doubts", since_on=progress.report.reported_on, due_on=case.due_on)
    elif progress.report and not (progress.report.qualified or progress.check_told):
        yield Todo("tell_check", since_on=progress.report.reported_on, due_on=case.due_on)
    elif not case.missing_signers():
        yield Todo("request_check", since_on=accepted.accepted_on, step="start_investigation")


def _towards_decision(case: "Case", accepted: "Accepted", procedure: Procedure) -> Iterator[Todo]:
    """What is to be refused hangs nowhere; a report that runs out before the day hurries the decision."""
    progress = case.progress
    opinion = progress.opinion
    granted = opinion is not None and opinion.proposal == Proposal.GRANT
    if progress.open_objections:
        return
    if procedure.notice and granted and not progress.notice:
        made = progress.notice_made
        yield Todo("post_notice" if made else "make_notice", due_on=case.due_on, step="notice_by")
        return
    turn = Turn.COUNTY if decides_at_county(accepted, procedure) else Turn.DECIDER
    since = opinion.given_on if opinion else ""
    if progress.notice and granted:
        since = day.following(progress.notice.ends_on)
        yield Todo("await_notice", Turn.TIME.value, progress.notice.posted_on, progress.notice.ends_on)
    until = progress.report.valid_until_on if procedure.check and granted and progress.report else ""
    due_on = min(case.due_on or until, until or case.due_on)
    yield Todo("decide", turn.value, since, due_on)


def _after(case: "Case", procedure: Procedure) -> Iterator[Todo]:
    progress = case.progress
    if not progress.result_told:
        by = progress.not_confirmed.notice_by_on if progress.not_confirmed else ""
        yield Todo("deliver", since_on=progress.decided_on, due_on=by)
    if progress.changes and not progress.change_told:
        yield Todo("deliver_change", since_on=progress.changes[-1].decided_on)
    if progress.confirmed and progress.drawn and not progress.is_seen_since_draw:
        yield Todo("county_visit", Turn.COUNTY.value, since_on=progress.drawn.drawn_on)
    if progress.confirmed is None or progress.stopped:
        return
    if procedure.announcement and not progress.announced:
        yield Todo("announce", since_on=progress.decided_on)
    if progress.confirmed.once_fen > progress.given_fen:
        yield Todo("give_aid", since_on=progress.decided_on)
    if progress.monthly_fen and progress.account is None:
        yield Todo("give_account", since_on=progress.decided_on)
    yield from _end_or_change(case, procedure)
    yield from _in_aid(case)


def _end_or_change(case: "Case", procedure: Procedure) -> Iterator[Todo]:
    """After the hearing: of 特困 who are to be ended, the sheet on the wall first (TK43 26)."""
    progress = case.progress
    hearing = progress.hearing
    if hearing is None:
        if progress.moved:
            yield Todo("hear", since_on=progress.moved.moved_on)
        return
    hangs = progress.notice_of_end
    if procedure.notice_at_end and hearing.proposed == ChangeOf.STOP and hangs is None:
        made = progress.notice_made is not None and progress.notice_made.purpose == Purpose.STOP
        yield Todo("post_end" if made else "make_end", since_on=hearing.held_on)
        return
    if hangs:
        yield Todo("await_notice", Turn.TIME.value, hangs.posted_on, hangs.ends_on)
    yield Todo("change_aid", Turn.DECIDER.value, hearing.held_on)


def _in_aid(case: "Case") -> Iterator[Todo]:
    progress = case.progress
    for death in progress.deaths:
        if not any(change.decided_on >= death.told_on for change in progress.changes):
            yield Todo("death_change", since_on=death.died_on, due_on=death.change_by_on, about=death.member)
    if progress.phasing_out:
        yield Todo("phase_out_ends", due_on=f"{progress.changes[-1].until_month}-01")
    elif progress.next_check_on:
        yield Todo("recheck", due_on=progress.next_check_on)
    if progress.confirmed and progress.confirmed.valid_until_on:
        yield Todo("renew", due_on=progress.confirmed.valid_until_on)


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
