"""What follows on a day from the county's words, and from what a leader handed on."""

from dataclasses import replace

import pytest

from app.domain.granting import delegate, is_fit, may_hand_on, open_grants, standing_on, with_delegated
from app.domain.officer import Delegated, Grant, GrantState, Revoked, Standing
from app.errors import Refused

HERE, AWAY = "t-HERE", "t-AWAY"
GIVEN = Grant("a" * 64, "o-1", "陈素华", ("window",), HERE, "2026-11-01", "2026-11-30")
LEAVE = replace(GIVEN, hash="b" * 64, roles=("leader",), stands_for="o-2", stands_for_name="刘强")
GONE = Revoked("o-1", HERE, "2026-11-20", "调走了")
WORD = Delegated("o-1", "陈素华", "reviewer", "o-3", "赵勇", "2026-11-10", "2026-11-20", "请假", "o-2")


def stand(*words: Grant | Revoked, day: str = "2026-11-15") -> Standing:
    return standing_on(words, HERE, day, ("window", "investigator"))


def test_the_first_and_the_last_day_are_inside() -> None:
    states = [stand(GIVEN, day=day).state for day in ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")]
    assert states == [GrantState.UNKNOWN, GrantState.VALID, GrantState.VALID, GrantState.EXPIRED]
    assert stand(GIVEN, day="2026-11-30").days_left == 0


def test_the_newest_of_one_s_own_says_the_roles() -> None:
    newer = replace(GIVEN, hash="c" * 64, roles=("fund", "reviewer"))
    assert stand(GIVEN, newer).roles == ("reviewer", "fund")
    assert stand(newer, GIVEN).roles == ("window",)
    assert stand(GIVEN, newer).grant == newer.hash


def test_another_office_s_words_are_not_ours() -> None:
    assert stand(replace(GIVEN, scope=AWAY)).state is GrantState.UNKNOWN
    assert stand(GIVEN, replace(GONE, scope=AWAY)).is_valid
    assert stand(replace(GIVEN, scope=AWAY), replace(GONE, scope=AWAY)).roles == ("window", "investigator")


def test_a_revocation_ends_what_stands_before_it() -> None:
    assert stand(GIVEN, LEAVE, GONE).state is GrantState.REVOKED
    assert stand(GONE, GIVEN).is_valid
    assert open_grants((GIVEN, GONE, LEAVE), HERE) == (LEAVE,)
    again = stand(GIVEN, GONE, GIVEN, day="2026-12-05")
    assert again.state is GrantState.EXPIRED


def test_who_stands_in_has_the_other_s_roles_besides() -> None:
    both = stand(GIVEN, LEAVE)
    assert (both.roles, both.stands_in) == (("window", "leader"), (("leader", "刘强"),))
    alone = stand(LEAVE)
    assert (alone.roles, alone.until) == (("leader",), "2026-11-30")
    assert stand(LEAVE, day="2026-12-05").state is GrantState.UNKNOWN


def test_a_duty_that_was_handed_on_holds_on_its_days() -> None:
    own = stand(GIVEN)
    assert with_delegated(own, [WORD], "2026-11-15").roles == ("window", "reviewer")
    for day in ("2026-11-09", "2026-11-21"):
        assert with_delegated(own, [WORD], day).roles == ("window",)
    ended = replace(WORD, to_on="")
    assert with_delegated(own, [WORD, ended], "2026-11-15").roles == ("window",)
    assert with_delegated(own, [replace(WORD, role="window")], "2026-11-15").stands_in == ()


def test_nothing_is_handed_on_to_who_has_no_word_or_stands_alone() -> None:
    for standing in (Standing(("window",), GrantState.EXPIRED), Standing(("it",)), Standing(("inspector",))):
        assert with_delegated(standing, [WORD], "2026-11-15") == standing


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"to_on": ""}, True),
        ({"role": "leader"}, False),
        ({"role": "inspector"}, False),
        ({"to_on": "2026-12-09"}, True),
        ({"to_on": "2026-12-10"}, False),
        ({"to_on": "2026-11-09"}, False),
        ({"from_on": "", "to_on": "2026-11-20"}, False),
    ],
)
def test_what_an_office_may_hand_on(change: dict[str, str], *, fits: bool) -> None:
    assert is_fit(replace(WORD, **change)) == fits


def test_only_a_leader_s_grant_of_the_office_hands_on() -> None:
    assert may_hand_on(LEAVE, HERE)
    assert not may_hand_on(LEAVE, AWAY)
    assert not may_hand_on(GIVEN, HERE)
    assert not may_hand_on(replace(LEAVE, roles=("leader", "it")), HERE)


def test_a_fact_of_it_is_written_or_refused() -> None:
    assert delegate(WORD).kind == "officer.delegated"
    for change, code in (
        ({"role": "leader"}, "stand_in.role"),
        ({"by": "o-1"}, "stand_in.self"),
        ({"stands_for": "o-1"}, "stand_in.self"),
        ({"reason": ""}, "stand_in.reason"),
        ({"to_on": "2027-01-01"}, "stand_in.days"),
        ({"to_on": "soon"}, "day.unreadable"),
    ):
        with pytest.raises(Refused) as refused:
            delegate(replace(WORD, **change))
        assert refused.value.code == code
