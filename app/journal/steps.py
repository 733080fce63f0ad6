"""How the steps after acceptance fold. What a (kind, version) does here is fixed for ever."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, Final

import msgspec

from app.domain.steps import (
    aid,
    decision,
    elsewhere,
    extension,
    handover,
    home_visit,
    means_check,
    opinion,
    people,
    public_notice,
    relief,
    self_care,
)
from app.domain.steps.progress import Progress
from app.journal.body import read_body
from app.journal.entry import Entry

Apply = Callable[[Any, Any], None]
_FIRST: Final = Progress()


def progress_of(entries: Iterable[Entry]) -> tuple[Progress, bool]:
    """Give what the steps among `entries` make, in their order, and whether every one of them was understood.

    While it folds it writes into one place, with the members of a `Progress`: a case may have hundreds of steps.
    """
    made = SimpleNamespace(**{name: getattr(_FIRST, name) for name in Progress.__slots__})
    understood = True
    for entry in entries:
        shape, apply = _STEPS[entry.kind, entry.v]
        try:
            body = read_body(entry, shape)
        except msgspec.ValidationError:
            understood = False
            continue
        apply(made, body)
    return Progress(**vars(made)), understood


def _last(name: str) -> Apply:
    def apply(made: Any, body: Any) -> None:
        setattr(made, name, body)

    return apply


def _all(name: str) -> Apply:
    def apply(made: Any, body: Any) -> None:
        setattr(made, name, (*getattr(made, name), body))

    return apply


def _is_decided(made: Any) -> bool:
    return made.confirmed is not None or made.not_confirmed is not None


def _requested(made: Any, body: means_check.Requested) -> None:
    made.request = body
    made.report = made.check_told = made.check_objected = None
    made.explained = ()


def _reported(made: Any, body: means_check.Reported) -> None:
    made.report = body
    made.check_told = made.check_objected = None
    made.explained = ()


def _opinion(made: Any, body: opinion.Opinion) -> None:
    """What hung on the wall, or was talked over, was another opinion. What was decided keeps the one it rests on."""
    if _is_decided(made):
        return
    if made.opinion and made.opinion.substance != body.substance:
        made.notice_made = made.notice = made.notice_down = made.deliberated = None
    made.opinion, made.sent_back = body, None


def _sent_back(made: Any, body: opinion.SentBack) -> None:
    """The opinion falls, with its notice; a check or a visit that must be done again falls too."""
    if _is_decided(made):
        return
    made.sent_back = body
    made.opinion = made.notice_made = made.notice = made.notice_down = made.deliberated = None
    if body.to == opinion.BackTo.CHECK:
        made.request = made.report = made.check_told = made.check_objected = None
        made.explained = ()
    if body.to == opinion.BackTo.VISIT:
        made.past_visits, made.visits, made.visit_prepared = (*made.past_visits, *made.visits), (), None


def _made(made: Any, body: public_notice.Made) -> None:
    made.notice_made = body
    if body.purpose == public_notice.Purpose.STOP:
        made.notice_of_end = None
    else:
        made.notice = made.notice_down = None


def _posted(made: Any, body: public_notice.Posted) -> None:
    """A sheet that was put up after another one had been made in its place tells the village nothing that stands."""
    if made.notice_made is None or made.notice_made.poster != body.poster:
        return
    if body.purpose == public_notice.Purpose.STOP:
        made.notice_of_end = body
    else:
        made.notice = body


def _settled(made: Any, body: public_notice.Settled) -> None:
    """A new opinion follows, and where the programme wants it a new notice."""
    made.settled = (*made.settled, body)
    if _is_decided(made):
        if body.notice_again and made.notice_of_end is not None:
            made.notice_made = made.notice_of_end = made.notice_down = None
        return
    made.opinion = made.deliberated = None
    if body.notice_again:
        made.notice_made = made.notice = made.notice_down = None


def _confirmed(made: Any, body: decision.Confirmed) -> None:
    """Of two that contradict each other a third word is the one that counts."""
    made.confirmed, made.not_confirmed = body, None


def _not_confirmed(made: Any, body: decision.NotConfirmed) -> None:
    made.not_confirmed, made.confirmed = body, None


def _changed(made: Any, body: aid.Changed) -> None:
    """Whoever was heard was heard for this change, not for the next one."""
    made.changes = (*made.changes, body)
    made.heard_before, made.hearing = made.hearing, None
    made.ended_notice, made.notice_of_end = made.notice_of_end, None
    if made.notice_made and made.notice_made.purpose == public_notice.Purpose.STOP:
        made.notice_made = None


def _given(made: Any, body: relief.Given) -> None:
    made.given, made.lift_open = (*made.given, body), False


def _lifted(made: Any, body: relief.CapLifted) -> None:
    made.cap_lifted, made.lift_open = (*made.cap_lifted, body), body.amount_fen > 0


_STEPS: Final[dict[tuple[str, int], tuple[type[Any], Apply]]] = {
    ("case.check_requested", 1): (means_check.Requested, _requested),
    ("case.check_reported", 1): (means_check.Reported, _reported),
    ("case.doubt_explained", 1): (means_check.Explained, _all("explained")),
    ("case.check_told", 1): (means_check.Told, _last("check_told")),
    ("case.check_objected", 1): (means_check.Objected, _last("check_objected")),
    ("case.visit_prepared", 1): (home_visit.Prepared, _last("visit_prepared")),
    ("case.home_visited", 1): (home_visit.Visited, _all("visits")),
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
    ("case.confirmed", 1): (decision.Confirmed, _confirmed),
    ("case.not_confirmed", 1): (decision.NotConfirmed, _not_confirmed),
    ("case.announced", 1): (decision.Announced, _last("announced")),
    ("case.delivered", 1): (decision.Delivered, _all("deliveries")),
    ("case.account_given", 1): (aid.AccountGiven, _last("account")),
    ("case.hearing_held", 1): (aid.Heard, _last("hearing")),
    ("case.aid_changed", 1): (aid.Changed, _changed),
    ("case.rechecked", 1): (aid.Rechecked, _last("rechecked")),
    ("case.member_died", 1): (people.Died, _all("deaths")),
    ("case.household_changed", 1): (people.HouseholdChanged, _all("household_changes")),
    ("case.moved", 1): (people.Moved, _last("moved")),
    ("case.aid_given", 1): (relief.Given, _given),
    ("case.emergency_ended", 1): (relief.EmergencyEnded, _last("emergency_ended")),
    ("case.papers_supplemented", 1): (relief.Supplemented, _last("supplemented")),
    ("case.routed_up", 1): (relief.RoutedUp, _all("routed_up")),
    ("case.cap_lifted", 1): (relief.CapLifted, _lifted),
    ("case.extended", 1): (extension.Extended, _last("extended")),
    ("case.self_care_assessed", 1): (self_care.Assessed, _all("assessed")),
    ("case.seen_elsewhere", 1): (elsewhere.Seen, _all("seen_elsewhere")),
    ("case.elsewhere_settled", 1): (elsewhere.Settled, _all("elsewhere_settled")),
    ("case.continued", 1): (handover.Continued, _last("continued")),
    ("case.handed_over", 1): (handover.HandedOver, _last("handed_over")),
    ("case.sent_after", 1): (handover.SentAfter, _all("sent_after")),
}
KINDS: Final = frozenset(_STEPS)  # what is a step: kind and version
# An office decides nothing about a case that has left it.
_LEAVES: Final = frozenset({opinion.OPINION, decision.RESULT, aid.AID, "decision:closed"})
DECIDES: Final[dict[str, frozenset[str]]] = {
    "case.handed_over": _LEAVES,
    "case.sent_after": _LEAVES,
    "case.opinion_given": frozenset({opinion.OPINION}),
    "case.confirmed": frozenset({decision.RESULT}),
    "case.not_confirmed": frozenset({decision.RESULT}),
    "case.aid_changed": frozenset({aid.AID}),
}
