"""All steps by name, and which can be taken where a case stands."""

from typing import Final

from app.domain.case import Case
from app.domain.duties import Act, holds
from app.domain.steps.progress import Progress
from ui.steps import aid_forms, check_forms, decision_forms, elsewhere_form, handover_form
from ui.steps.spec import Spec

_ALL: Final = (*check_forms.SPECS, *decision_forms.SPECS, *aid_forms.SPECS, *elsewhere_form.SPECS, *handover_form.SPECS)
SPECS: Final[dict[str, Spec]] = {one.name: one for one in _ALL}
# What each step is: it opens for who may do that.
ACTS: Final = {
    **dict.fromkeys(("request_check", "report_check", "tell_check", "contest_check", "prepare_visit"), Act.HANDLE),
    **dict.fromkeys(("name_kin", "make_notice", "post_notice", "take_down", "raise_objection"), Act.HANDLE),
    **dict.fromkeys(("give_account", "hear", "record_death", "change_household", "move_away"), Act.HANDLE),
    **dict.fromkeys(("end_emergency", "supplement", "route_up", "settle_elsewhere", "take_over"), Act.HANDLE),
    **dict.fromkeys(("explain_doubt", "visit", "assess_self_care", "settle_objection", "appraise"), Act.INVESTIGATE),
    "recheck": Act.INVESTIGATE,
    **dict.fromkeys(("give_opinion", "extend"), Act.REVIEW),
    "send_back": Act.SEND_BACK,
    "decide": Act.DECIDE,
    "change_aid": Act.DECIDE,
    **dict.fromkeys(("announce", "deliver"), Act.RELEASE),
    "give_aid": Act.GIVE,
    "declare_kin": Act.DECLARE,
}
# By which step a thing that is to be done is done, where the two have not one name.
_DONE_BY: Final = {
    "await_check": "report_check",
    "explain_doubts": "explain_doubt",
    "await_notice": "take_down",
    "deliver_change": "deliver",
    "make_end": "make_notice",
    "post_end": "post_notice",
    "death_change": "hear",
    "phase_out_ends": "change_aid",
}
# The county's own, and what begins with a new application.
_THEIRS: Final = frozenset({"county_visit", "lift_cap", "renew", "send_after"})


def step_of(todo: str) -> str:
    """Give the step that does what is to be done; empty where it is the county's, or another application."""
    if todo in _THEIRS:
        return ""
    return _DONE_BY.get(todo, todo)


def offered(case: Case, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Give the steps that may be taken now by who has these roles."""
    return tuple(name for name in possible(case) if holds(roles, ACTS[name]))


def possible(case: Case) -> tuple[str, ...]:
    """Give the steps that may be taken now, in the order of the work; whether a rule stands in the way is said then."""
    if case.closed or case.needs_newer:
        return ()
    progress = case.progress
    elsewhere = ("settle_elsewhere",) if progress.open_elsewhere else ()
    if case.accepted is None:
        return (*elsewhere, *_emergency(case))
    found = _in_aid(progress) if progress.confirmed else () if progress.not_confirmed else _before(progress)
    tail = ("deliver",) if progress.is_decided else ()
    take_over = ("take_over",) if progress.continued and not case.assigned else ()
    return (*take_over, *elsewhere, *found, *tail, *_emergency(case), "record_death", "change_household", "move_away")


def _before(progress: Progress) -> tuple[str, ...]:
    check = ("contest_check", "request_check") if progress.check_told else ("tell_check",) if progress.report else ()
    opinion = ("send_back",) if progress.opinion else ("give_opinion",)
    notice = ("take_down",) if progress.notice else ()
    settle = ("settle_objection",) if progress.open_objections else ()
    return (
        "declare_kin",
        "name_kin",
        *check,
        "prepare_visit",
        "visit",
        "assess_self_care",
        "appraise",
        "extend",
        *opinion,
        *notice,
        "raise_objection",
        *settle,
        "decide",
    )


def _in_aid(progress: Progress) -> tuple[str, ...]:
    if progress.stopped:
        return ()
    settle = ("settle_objection",) if progress.open_objections else ()
    ending = ("make_notice",) if progress.hearing else ()
    return (
        "give_account",
        "announce",
        "recheck",
        "assess_self_care",
        "hear",
        *ending,
        "change_aid",
        "declare_kin",
        "raise_objection",
        *settle,
    )


def _emergency(case: Case) -> tuple[str, ...]:
    if case.urgent is None and not (case.progress.confirmed and case.progress.confirmed.once_fen):
        return ()
    ends = ("end_emergency", "supplement") if case.urgent and case.progress.given else ()
    return ("give_aid", *ends, "route_up")
