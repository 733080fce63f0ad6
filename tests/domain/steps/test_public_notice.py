"""公示: what hangs in the village, for how long, what is said against it, and 民主评议 where it is called for."""

from typing import Any

import pytest

from app.domain.fact import Fact, plain
from app.domain.steps.public_notice import Posted
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import PAGE, Walk
from tests.domain.steps.ways import confirmed, looked_into, posted, proposed


def test_a_poster_tells_what_is_proposed_and_is_made_once() -> None:
    walk = proposed()
    assert code_of(lambda: walk.make_notice(made_on="")) == "day.unreadable"

    made = walk.make_notice().case.progress.notice_made

    assert made is not None
    assert (made.programme, made.people, made.monthly_fen, made.once_fen) == ("dibao", 1, 69_300, 0)
    assert walk.case.state == "notice_to_post"
    assert code_of(walk.make_notice) == "notice.made"
    assert code_of(walk.post().make_notice) == "notice.made"


def test_nothing_hangs_before_an_opinion_to_grant() -> None:
    assert code_of(looked_into().make_notice) == "notice.no_opinion"
    refused = looked_into().give_opinion(proposal="refuse", monthly_fen=0)
    assert code_of(refused.make_notice) == "notice.no_opinion"
    assert code_of(confirmed().make_notice) == "decision.made"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"poster": "p9"}, "notice.not_made"),
        ({"posted_by": " "}, "notice.nobody"),
        ({"photo": None}, "notice.no_photo"),
        ({"posted_on": "2026-10-14"}, "notice.in_past"),
        ({"posted_on": ""}, "day.unreadable"),
        ({"ends_on": "2026-10-14"}, "notice.in_past"),
        ({"ends_on": ""}, "day.unreadable"),
    ],
)
def test_a_poster_that_was_not_put_up_does_not_run(changes: dict[str, Any], code: str) -> None:
    walk = proposed().make_notice()

    assert code_of(lambda: walk.post(**changes)) == code
    assert walk.case.state == "notice_to_post"


def test_a_poster_is_put_up_once() -> None:
    assert code_of(proposed().post) == "notice.not_made"
    assert code_of(posted().post) == "notice.hangs"


def test_a_poster_hangs_to_its_last_day() -> None:
    walk = posted()
    assert code_of(walk.later(6).take_down) == "notice.runs"
    assert walk.later(1).take_down().case.progress.notice_down is not None
    assert code_of(proposed().take_down) == "notice.not_posted"
    assert code_of(lambda: walk.take_down(taken_on="")) == "day.unreadable"


def test_a_sheet_that_was_replaced_counts_no_more() -> None:
    """One window sends back and makes a new sheet; the other one puts up the old sheet, knowing nothing of it."""
    walk = proposed().make_notice()
    old = Posted(walk.on, "2026-10-22", "p1", "村务公开栏", "孙主任", "officer-1", photo=PAGE)
    walk.send_back().give_opinion(monthly_fen=90_000).make_notice(poster="p2")

    walk.tell(Fact("case:case-1", "case.notice_posted", 1, plain(old)))

    assert (walk.case.state, walk.case.progress.notice) == ("notice_to_post", None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": " "}, "objection.nothing_said"),
        ({"handler": ""}, "objection.investigator"),
        ({"handler": "officer-2"}, "objection.investigator"),
        ({"received_on": ""}, "day.unreadable"),
        ({"due_on": "下周"}, "day.unreadable"),
    ],
)
def test_an_objection_is_taken_down_for_somebody_who_was_not_there(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: posted().object(**changes)) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"objection": "b9"}, "objection.unknown"),
        ({"result": " "}, "note.empty"),
        ({"way": "appraised"}, "objection.not_looked_into"),
        ({"settled_on": "2026-10-15"}, "objection.in_past"),
        ({"settled_on": ""}, "day.unreadable"),
    ],
)
def test_an_objection_is_settled_after_it_was_looked_into(changes: dict[str, Any], code: str) -> None:
    walk = posted().later().object().visit()

    assert code_of(lambda: walk.settle(**changes)) == code
    assert walk.settle().case.progress.open_objections == ()


def test_an_objection_is_looked_into_anew_and_not_with_what_was_there() -> None:
    walk = posted().later().object()
    assert code_of(walk.settle) == "objection.not_looked_into"
    assert walk.appraise().settle(way="appraised").case.progress.opinion is None
    checked = posted().later().object()
    assert checked.request().report().settle().case.progress.open_objections == ()


def test_somebody_who_gave_a_name_is_answered() -> None:
    walk = posted().later().object(name="孙二娃", phone="13800000002").visit()

    assert code_of(walk.settle) == "objection.no_feedback"
    assert walk.settle(feedback_on=walk.on).case.progress.settled[0].feedback_on == "2026-10-16"


def test_what_is_reported_in_aid_is_looked_into_too() -> None:
    walk = confirmed().object(kind="report")
    assert walk.case.progress.awaits_county

    walk.later().visit().county_visit().settle()

    assert (walk.case.state, walk.case.progress.open_objections) == ("in_aid", ())
    assert not walk.case.progress.awaits_county


def test_the_county_comes_after_a_report_not_before_it() -> None:
    walk = posted().county_visit().later().object(kind="report").visit().settle().give_opinion().later(8)

    assert code_of(walk.confirm) == "decision.no_county_visit"
    assert walk.county_visit().confirm().case.state == "confirmed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "appraisal.no_reason"),
        ({"chair": ""}, "appraisal.no_reason"),
        ({"votes_for": -1}, "appraisal.votes"),
        ({"votes_for": 8}, "appraisal.votes"),
        ({"votes_for": 0, "votes_against": 0, "abstained": 0}, "appraisal.votes"),
        ({"held_on": ""}, "day.unreadable"),
    ],
)
def test_an_appraisal_has_a_reason_and_votes_that_add_up(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk("tekun").appraise(**changes)) == code


def ending() -> Walk:
    """特困 who was heard about the end of it."""
    return confirmed("tekun").hear(proposed="stop")


def test_an_end_hangs_only_after_the_hearing_about_it() -> None:
    assert code_of(lambda: confirmed("tekun").make_notice(purpose="stop")) == "aid.not_heard"
    reduced = confirmed("tekun").hear(proposed="reduce")
    assert code_of(lambda: reduced.make_notice(purpose="stop")) == "aid.not_heard"
    assert code_of(lambda: confirmed().hear(proposed="stop").make_notice(purpose="stop")) == "notice.forbidden"
    assert code_of(lambda: posted("tekun").make_notice(purpose="stop")) == "aid.none"
    assert code_of(lambda: ending().post(purpose="stop")) == "notice.not_made"


def test_an_end_is_posted_contested_and_posted_again() -> None:
    walk = ending().make_notice(purpose="stop", poster="p2")
    assert code_of(lambda: walk.make_notice(purpose="stop", poster="p3")) == "notice.made"
    walk.post(purpose="stop", poster="p2")
    assert code_of(lambda: walk.post(purpose="stop", poster="p2")) == "notice.hangs"
    walk.object().visit().settle()
    assert walk.case.progress.notice_of_end is None

    walk.make_notice(purpose="stop", poster="p4").post(purpose="stop", poster="p4").later(7).take_down()

    assert walk.later().stop().case.state == "stopped"
    assert walk.case.progress.notice_made is None


def test_an_objection_in_aid_leaves_a_notice_that_is_over_alone() -> None:
    walk = confirmed("tekun").object().visit().settle()

    assert walk.case.progress.notice is not None
