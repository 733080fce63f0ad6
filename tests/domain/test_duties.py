"""Who may do what: the table, and what no combination of roles opens."""

import pytest

from app.domain import duties
from app.domain.duties import KIN_ASKED, NOT_FOR_KIN, TABLE, WEIGHTY, Act
from app.domain.officer import GrantState, Role, Standing, roles_of
from app.errors import Refused


def open_to(*roles: str) -> set[Act]:
    return {act for act in Act if duties.may(Standing(roles), act)}


def test_every_act_is_somebody_s() -> None:
    assert set(TABLE) == set(Act)
    assert all(TABLE.values())


def test_it_sees_no_case_and_an_inspector_changes_nothing() -> None:
    assert open_to("it") == {Act.ADOPT_RULES, Act.MANAGE_KEYS, Act.KEEP_KEYS, Act.LOOK_AFTER}
    assert open_to("inspector") == {Act.SEE, Act.SEE_FUND, Act.LOOK_AFTER, Act.INSPECT, Act.TAKE_EVIDENCE}


def test_what_stands_alone_puts_all_else_aside() -> None:
    assert open_to("it", "window", "leader") == open_to("it")
    assert open_to("inspector", "leader", "fund") == open_to("inspector")
    assert open_to("it", "inspector") == set()


def test_only_the_leader_decides_and_only_who_keeps_the_fund_touches_it() -> None:
    assert TABLE[Act.DECIDE] == {Role.LEADER}
    assert TABLE[Act.KEEP_FUND] == {Role.FUND}
    assert Act.DECIDE not in open_to("fund")
    assert Act.KEEP_FUND not in open_to("leader")


def test_several_roles_open_what_each_of_them_opens() -> None:
    assert open_to("window", "reviewer") == open_to("window") | open_to("reviewer")


def test_a_role_of_a_newer_program_is_kept_and_opens_nothing() -> None:
    assert roles_of(["leader", "auditor", "window", "leader"]) == ("window", "leader", "auditor")
    assert open_to("auditor") == set()
    assert open_to("auditor", "window") == open_to("window")


@pytest.mark.parametrize(
    ("standing", "act", "code"),
    [
        (Standing(("window",)), Act.REVIEW, "duty.role"),
        (Standing(("window",)), Act.DECIDE, "decision.no_leader"),
        (Standing(("leader",), GrantState.EXPIRED, "2026-11-01"), Act.DECIDE, "duty.expired"),
        (Standing(("leader",), GrantState.UNKNOWN), Act.DECIDE, "duty.unknown"),
        (Standing(("leader",), GrantState.REVOKED), Act.SEE, "duty.revoked"),
    ],
)
def test_a_refusal_says_why(standing: Standing, act: Act, code: str) -> None:
    with pytest.raises(Refused) as refused:
        duties.check(standing, act)
    assert refused.value.code == code
    assert not duties.may(standing, act)


def test_with_an_expired_word_applications_are_taken_in_and_worked_on() -> None:
    expired = Standing(("window", "investigator", "reviewer", "leader", "fund"), GrantState.EXPIRED)
    theirs = {Act.INSPECT, Act.TAKE_EVIDENCE}  # an inspector's
    assert {act for act in Act if not duties.may(expired, act)} == WEIGHTY | theirs
    assert {act for act in theirs if duties.may(Standing(("inspector",), GrantState.EXPIRED), act)} == {Act.INSPECT}
    assert not {Act.TAKE_IN, Act.HANDLE, Act.INVESTIGATE, Act.REVIEW} & WEIGHTY


def test_kin_is_asked_for_where_something_is_looked_into_or_decided() -> None:
    assert set(KIN_ASKED.values()) == NOT_FOR_KIN


def test_days_are_told_from_a_week_before_the_end() -> None:
    assert [Standing((), days_left=days).ends_soon for days in (8, 7, 0, None)] == [False, True, True, False]
    assert not Standing((), GrantState.EXPIRED, days_left=3).ends_soon
    assert [Standing((), state).is_revoked for state in GrantState] == [False, False, False, True]
    assert Standing((), stands_in=(("reviewer", "刘强"),)).instead_of("reviewer") == "刘强"
    assert Standing(()).instead_of("reviewer") == ""
