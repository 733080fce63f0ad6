"""What is to be done in every state, and whose turn it is: from the facts alone."""

from dataclasses import replace

import pytest

from app.domain.case import Declared
from app.domain.draft import Reply
from app.domain.fact import Fact, plain
from app.domain.steps.agenda import Todo, agenda
from app.errors import Refused
from app.rules.agenda import due_of, may_decide_from, todos
from tests.domain.steps.walk import DOUBT, WIFE, Walk
from tests.domain.steps.ways import confirmed, looked_into, posted, proposed


def turns(walk: Walk) -> dict[str, str]:
    """Give what is to be done, and by whom."""
    return {one.what: one.turn for one in todos(walk.case)}


def due(walk: Walk, what: str) -> str:
    """Give the day on which something is due."""
    found = next(one for one in todos(walk.case) if one.what == what)
    confirmer = walk.case.accepted.confirmer if walk.case.accepted else ""
    return due_of(found, walk.case.programme, confirmer)


def test_check_and_visit_are_begun_side_by_side() -> None:
    walk = Walk()

    assert turns(walk) == {"request_check": "window", "prepare_visit": "window"}
    assert (due(walk, "request_check"), due(walk, "prepare_visit")) == ("2026-10-15", "2026-10-15")
    assert turns(walk.prepare()) == {"request_check": "window", "visit": "window"}


def test_who_has_not_signed_keeps_the_request_away_but_not_the_visit() -> None:
    assert turns(Walk(members=(*Walk().case.members, WIFE))) == {"prepare_visit": "window"}


def test_the_county_is_waited_for_and_each_doubt_and_result_is_somebody_s_turn() -> None:
    walk = Walk().visit().request()
    assert turns(walk) == {"await_check": "county"}
    assert due(walk, "await_check") == "2026-10-15"
    walk.report(doubts=(DOUBT,), qualified=False)
    assert turns(walk) == {"explain_doubts": "window"}
    assert turns(walk.explain()) == {"tell_check": "window"}
    assert turns(walk.tell_result()) == {"give_opinion": "window"}
    assert turns(walk.contest()) == {"request_check": "window"}
    assert turns(walk.request()) == {"await_check": "county"}


def test_who_joined_is_checked_by_a_new_request() -> None:
    walk = looked_into().change_household("joined", joined=(WIFE,))
    assert turns(walk) == {}
    assert turns(walk.sign("m3")) == {"request_check": "window"}


def test_the_opinion_is_due_by_its_own_rule_where_there_is_one() -> None:
    assert due(looked_into(), "give_opinion") == "2026-11-09"
    assert due(looked_into("tekun"), "give_opinion") == "2026-11-02"


def test_rule_7_the_last_day_for_the_poster_is_reckoned_backwards() -> None:
    """DESK 26: accepted on 10-12, 20 working days end on 11-09; the poster hangs by Friday 10-30 at the latest."""
    walk = proposed()
    assert turns(walk) == {"make_notice": "window"}
    assert due(walk, "make_notice") == "2026-10-30"
    assert turns(walk.make_notice()) == {"post_notice": "window"}
    assert due(walk, "post_notice") == "2026-10-30"


def test_while_a_notice_hangs_time_is_waited_for_and_then_somebody_decides() -> None:
    walk = posted()

    assert turns(walk) == {"await_notice": "time", "decide": "decider"}
    assert (due(walk, "await_notice"), due(walk, "decide")) == ("2026-10-22", "2026-11-09")
    assert turns(posted(confirmer="county")) == {"await_notice": "time", "decide": "county"}
    assert turns(proposed("guer")) == {"decide": "county"}


def test_a_report_that_runs_out_hurries_the_decision() -> None:
    walk = Walk().request().report(valid_until_on="2026-11-01").visit().give_opinion()

    assert due(walk.make_notice().post(), "decide") == "2026-11-01"


def test_more_time_moves_what_is_due() -> None:
    assert due(posted().extend(), "decide") == "2026-12-14"


def test_what_is_to_be_refused_hangs_nowhere() -> None:
    walk = looked_into().give_opinion(proposal="refuse", monthly_fen=0)

    assert turns(walk) == {"decide": "decider"}
    walk.refuse()
    assert turns(walk) == {"deliver": "window"}
    assert due(walk, "deliver") == "2026-10-18"
    assert turns(walk.deliver()) == {}


def test_an_objection_comes_before_everything_and_the_county_visit_beside_it() -> None:
    walk = posted().object(kind="report")

    assert turns(walk) == {"settle_objection": "window", "county_visit": "county"}
    assert due(walk, "settle_objection") == "2026-10-22"
    assert turns(looked_into().object()) == {"settle_objection": "window"}
    assert "county_visit" in turns(proposed().name_kin())


def test_kin_that_the_applicant_declared_are_named_and_bring_the_county_to_the_home() -> None:
    walk = Walk()
    declared = Declared(Reply("yes", "侄子在村委会"), truth=True)
    walk.tell(Fact(f"case:{walk.case.id}", "case.declared", 1, plain(declared)))

    assert {"name_kin": "window", "county_visit": "county"}.items() <= turns(walk).items()
    assert "name_kin" not in turns(walk.name_kin())


def test_a_check_that_is_asked_for_again_after_the_opinion_is_still_awaited() -> None:
    assert turns(posted().request()) == {"await_check": "county", "await_notice": "time", "decide": "decider"}


def test_a_class_that_is_recognised_is_not_checked_again() -> None:
    walk = Walk("linshi_jiuzhu").visit().give_opinion(recognised="dibao", recognised_number="R1")

    assert turns(walk) == {"make_notice": "window"}


def test_after_the_decision_it_is_told_posted_and_paid() -> None:
    walk = posted().later(8).confirm()
    assert set(turns(walk)) == {"deliver", "announce", "give_account", "recheck"}

    walk.deliver().announce().give_account()

    assert turns(walk) == {"recheck": "window"}
    assert due(walk, "recheck") == "2027-11-24"
    assert set(turns(confirmed("linshi_jiuzhu"))) == {"announce", "give_aid", "recheck"}
    assert "renew" in turns(looked_into("dibao_bianyuan").give_opinion().confirm(valid_until_on="2027-10-15"))


def test_between_hearing_and_change_somebody_decides_and_then_it_is_told() -> None:
    walk = confirmed().announce().give_account().hear()
    assert turns(walk) == {"change_aid": "decider", "recheck": "window"}
    assert turns(walk.later().change()) == {"deliver_change": "window", "recheck": "window"}
    assert turns(walk.deliver()) == {"recheck": "window"}
    assert turns(walk.hear(proposed="stop").later().stop()) == {"deliver_change": "window"}


def test_rule_44_of_a_tekun_the_end_hangs_between_hearing_and_decision() -> None:
    walk = confirmed("tekun").announce().give_account().hear(proposed="stop")
    assert turns(walk) == {"make_end": "window", "recheck": "window"}
    assert turns(walk.make_notice(purpose="stop", poster="p2")) == {"post_end": "window", "recheck": "window"}
    walk.post(purpose="stop", poster="p2")
    assert turns(walk) == {"await_notice": "time", "change_aid": "decider", "recheck": "window"}
    assert turns(walk.object()) == {
        "settle_objection": "window", "await_notice": "time", "change_aid": "decider", "recheck": "window"
    }  # fmt: skip


def test_a_death_and_the_end_of_a_phase_out_have_their_day() -> None:
    walk = confirmed().announce().give_account().die("m2")
    assert due(walk, "death_change") == "2027-01-21"
    walk.hear(proposed="phase_out").later()
    walk.change(what="phase_out", cause="work", until_month="2027-04")
    assert "death_change" not in turns(walk)
    assert due(walk, "phase_out_ends") == "2027-04-01"
    assert "recheck" not in turns(walk)


def test_a_household_that_moves_is_heard() -> None:
    assert turns(confirmed().announce().give_account().move()) == {"hear": "window", "recheck": "window"}


def test_a_thing_that_two_windows_told_stands_once() -> None:
    walk = confirmed().die("m2")
    walk.tell(Fact("case:case-1", "case.member_died", 1, dict(walk.history[-1].entry.body or {})))
    walk.object().tell(Fact("case:case-1", "case.objection_raised", 1, dict(walk.history[-1].entry.body or {})))
    walk.tell(Fact("case:case-1", "case.objection_raised", 1, dict(walk.history[-1].entry.body or {})))
    found = [(one.what, one.about) for one in todos(walk.case)]

    assert len(found) == len(set(found))
    assert found.count(("death_change", "m2")) == 1


def test_an_emergency_reminds_until_it_is_over_and_then_the_papers_are_due() -> None:
    walk = Walk("linshi_jiuzhu", urgent=True, accepted=False)
    assert (turns(walk), due(walk, "give_aid")) == ({"give_aid": "window"}, "2026-10-15")
    assert turns(walk.give()) == {"end_emergency": "window"}
    assert due(walk, "end_emergency") == ""
    assert turns(walk.end_emergency()) == {"supplement": "window"}
    assert due(walk, "supplement") == "2026-10-26"
    assert turns(walk.route_up()) == {"supplement": "window", "lift_cap": "county"}
    assert turns(walk.supplement().lift(amount_fen=0)) == {}


def test_of_a_programme_without_rules_nothing_is_known_but_the_emergency() -> None:
    walk = Walk("linshi_jiuzhu", urgent=True).give()
    accepted = walk.case.accepted
    assert accepted is not None
    strange = replace(walk.case, accepted=replace(accepted, programmes=("butie_2030",)))

    assert [one.what for one in todos(strange)] == ["end_emergency"]
    assert agenda(replace(walk.case, needs_newer=True), walk.rules) == ()


@pytest.mark.parametrize(
    ("todo", "programme", "expected"),
    [
        (Todo("x", due_on="2026-11-09"), "dibao", "2026-11-09"),
        (Todo("x", step="start_investigation"), "dibao", ""),
        (Todo("x", since_on="2026-10-12", step="start_investigation"), "nothing", ""),
        (Todo("x", since_on="2026-10-12", due_on="2026-10-20", step="start_investigation"), "nothing", "2026-10-20"),
        (Todo("x", since_on="2026-10-12", due_on="2026-10-13", step="start_investigation"), "dibao", "2026-10-13"),
        (Todo("x", since_on="2026-10-12", step="county_decision"), "dibao", ""),
        (Todo("x", due_on="", step="notice_by"), "dibao", ""),
        (Todo("x", due_on="2031-01-06", step="notice_by"), "dibao", ""),
        (Todo("x", due_on="2026-11-09", step="notice_by"), "guer", ""),
        (Todo("x", since_on="2031-01-06", due_on="2031-02-01", step="start_investigation"), "dibao", "2031-02-01"),
    ],
)
def test_where_no_rule_or_no_calendar_gives_a_day_none_is_guessed(todo: Todo, programme: str, expected: str) -> None:
    assert due_of(todo, programme, "township") == expected


def test_the_first_day_for_a_decision_is_a_working_day_after_the_last_of_the_notice() -> None:
    assert may_decide_from("2026-10-22") == "2026-10-23"
    assert may_decide_from("2026-09-30") == "2026-10-08"
    with pytest.raises(Refused):
        may_decide_from("2031-01-06")


def test_a_paper_that_is_kept_does_not_change_what_is_to_be_done() -> None:
    walk = Walk()
    before = todos(walk.case)
    walk.tell(Fact("case:case-1", "case.noted", 1, {"text": "来问过"}))

    assert todos(walk.case) == before
