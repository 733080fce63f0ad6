"""How the steps after acceptance fold. What a (kind, version) does here is fixed for ever."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from app.domain.steps import aid, decision, home_visit, means_check, opinion, people, public_notice, relief
from app.domain.steps.progress import Progress
from app.journal.body import read_body
from app.journal.entry import Entry

Apply = Callable[[Progress, Any], Progress]


def applied(progress: Progress, entry: Entry) -> Progress | None:
    """Give the progress with an entry's step; None where it is no step, msgspec.ValidationError for another body."""
    known = _STEPS.get((entry.kind, entry.v))
    if known is None:
        return None
    shape, apply = known
    return apply(progress, read_body(entry, shape))


def _last(name: str) -> Apply:
    def apply(progress: Progress, body: Any) -> Progress:
        values: dict[str, Any] = {name: body}
        return replace(progress, **values)

    return apply


def _all(name: str) -> Apply:
    def apply(progress: Progress, body: Any) -> Progress:
        values: dict[str, Any] = {name: (*getattr(progress, name), body)}
        return replace(progress, **values)

    return apply


def _requested(progress: Progress, body: means_check.Requested) -> Progress:
    return replace(progress, request=body, report=None, explained=(), check_told=None)


def _reported(progress: Progress, body: means_check.Reported) -> Progress:
    return replace(progress, report=body, explained=(), check_told=None, check_objected=None)


def _visited(progress: Progress, body: home_visit.Visited) -> Progress:
    return replace(progress, visits=(*progress.visits, body))


def _opinion(progress: Progress, body: opinion.Opinion) -> Progress:
    return replace(progress, opinion=body, sent_back=None)


def _sent_back(progress: Progress, body: opinion.SentBack) -> Progress:
    """The opinion falls, with its notice; a check or a visit that must be done again falls too."""
    back = replace(progress, sent_back=body, opinion=None, notice_made=None, notice=None, deliberated=None)
    if body.to == opinion.BackTo.CHECK:
        return replace(back, request=None, report=None, explained=(), check_told=None, check_objected=None)
    if body.to == opinion.BackTo.VISIT:
        return replace(back, visits=(), past_visits=(*progress.past_visits, *progress.visits), visit_prepared=None)
    return back


def _made(progress: Progress, body: public_notice.Made) -> Progress:
    if body.purpose == public_notice.Purpose.STOP:
        return replace(progress, notice_made=body, notice_of_end=None)
    return replace(progress, notice_made=body, notice=None, notice_down=None)


def _posted(progress: Progress, body: public_notice.Posted) -> Progress:
    if body.purpose == public_notice.Purpose.STOP:
        return replace(progress, notice_of_end=body)
    return replace(progress, notice=body)


def _settled(progress: Progress, body: public_notice.Settled) -> Progress:
    """A new opinion follows, and where the programme wants it a new notice."""
    progress = replace(progress, settled=(*progress.settled, body))
    if progress.is_decided:
        return progress
    progress = replace(progress, opinion=None, deliberated=None)
    return replace(progress, notice_made=None, notice=None) if body.notice_again else progress


def _changed(progress: Progress, body: aid.Changed) -> Progress:
    """Whoever was heard was heard for this change, not for the next one."""
    return replace(progress, changes=(*progress.changes, body), hearing=None, notice_of_end=None)


_STEPS: Final[dict[tuple[str, int], tuple[type[Any], Apply]]] = {
    ("case.check_requested", 1): (means_check.Requested, _requested),
    ("case.check_reported", 1): (means_check.Reported, _reported),
    ("case.doubt_explained", 1): (means_check.Explained, _all("explained")),
    ("case.check_told", 1): (means_check.Told, _last("check_told")),
    ("case.check_objected", 1): (means_check.Objected, _last("check_objected")),
    ("case.visit_prepared", 1): (home_visit.Prepared, _last("visit_prepared")),
    ("case.home_visited", 1): (home_visit.Visited, _visited),
    ("case.kin_named", 1): (home_visit.KinNamed, _all("kin")),
    ("case.county_visited", 1): (home_visit.CountyVisited, _last("county_visit")),
    ("case.drawn", 1): (home_visit.Drawn, _last("drawn")),
    ("case.opinion_given", 1): (opinion.Opinion, _opinion),
    ("case.sent_back", 1): (opinion.SentBack, _sent_back),
    ("case.notice_made", 1): (public_notice.Made, _made),
    ("case.notice_posted", 1): (public_notice.Posted, _posted),
    ("case.notice_taken_down", 1): (public_notice.TakenDown, _last("notice_down")),
    ("case.objection_raised", 1): (public_notice.Objection, _all("objections")),
    ("case.objection_settled", 1): (public_notice.Settled, _settled),
    ("case.appraised", 1): (public_notice.Appraised, _all("appraisals")),
    ("case.deliberated", 1): (decision.Deliberated, _last("deliberated")),
    ("case.confirmed", 1): (decision.Confirmed, _last("confirmed")),
    ("case.not_confirmed", 1): (decision.NotConfirmed, _last("not_confirmed")),
    ("case.announced", 1): (decision.Announced, _last("announced")),
    ("case.delivered", 1): (decision.Delivered, _all("deliveries")),
    ("case.account_given", 1): (aid.AccountGiven, _last("account")),
    ("case.hearing_held", 1): (aid.Heard, _last("hearing")),
    ("case.aid_changed", 1): (aid.Changed, _changed),
    ("case.rechecked", 1): (aid.Rechecked, _last("rechecked")),
    ("case.member_died", 1): (people.Died, _all("deaths")),
    ("case.household_changed", 1): (people.HouseholdChanged, _all("household_changes")),
    ("case.moved", 1): (people.Moved, _last("moved")),
    ("case.aid_given", 1): (relief.Given, _all("given")),
    ("case.emergency_ended", 1): (relief.EmergencyEnded, _last("emergency_ended")),
    ("case.papers_supplemented", 1): (relief.Supplemented, _last("supplemented")),
    ("case.routed_up", 1): (relief.RoutedUp, _all("routed_up")),
    ("case.cap_lifted", 1): (relief.CapLifted, _all("cap_lifted")),
}
KINDS: Final = frozenset(_STEPS)  # what is a step: kind and version
DECIDES: Final[dict[str, frozenset[str]]] = {
    "case.opinion_given": frozenset({"decision:opinion"}),
    "case.confirmed": frozenset({decision.RESULT}),
    "case.not_confirmed": frozenset({decision.RESULT}),
    "case.aid_changed": frozenset({aid.AID}),
}
