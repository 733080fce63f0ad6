"""The county's words as they arrive at a window, and what they let somebody do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.draft import Reply
from app.domain.duties import Act
from app.domain.fact import Fact, plain
from app.domain.officer import Delegated, GrantState
from app.domain.person import Identity
from app.domain.steps.home_visit import Investigator
from app.errors import Refused
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Place, write
from app.services import decision_steps, intake, looking, session, stand_ins, visit_steps
from app.services.desk import Desk
from app.services.session import SetUp
from app.services.stand_ins import StandIn
from app.store import Received
from app.vault.keys import Keyring
from tests.made_up.county_words import Words
from tests.services.conftest import COST, MONDAY, NAME, OFFICE, PASSWORD, enrol, monday
from tests.services.test_intake import CARD
from tests.store import township

MINE, OTHER, BOSS = (f"019aa000-0000-7000-8000-0000000000f{nth}" for nth in (1, 2, 3))
NAMES = {MINE: NAME, OTHER: "赵勇", BOSS: "刘强"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    """陈素华 has unlocked; 赵勇 and 刘强 have keys too."""
    folder = tmp_path / "window"
    session.set_up(folder, SetUp(NAME, PASSWORD, officer=MINE), enrol, cost=COST, now=monday)
    desk = session.unlock(folder, MINE, PASSWORD, now=monday)
    keyring = Keyring(folder)
    key = keyring.open(MINE, PASSWORD)
    for officer in (OTHER, BOSS):
        keyring.add_slot(key, officer, NAMES[officer], PASSWORD, cost=COST)
    yield desk
    desk.store.close()


@pytest.fixture
def words(office: Desk) -> Words:
    return Words(office)


def on(desk: Desk, day: str, officer: str = "") -> Desk:
    days = (date.fromisoformat(day) - date(2026, 10, 12)).days
    moved = replace(desk, now=lambda: MONDAY + timedelta(days=days))
    return (
        replace(moved, author=replace(desk.author, officer=officer), officer_name=NAMES[officer]) if officer else moved
    )


def test_of_whom_the_county_told_nothing_applications_are_taken_in(office: Desk) -> None:
    assert office.standing().state is GrantState.UNKNOWN
    assert office.may(Act.TAKE_IN)
    assert office.may(Act.INVESTIGATE)
    with pytest.raises(Refused, match=r"duty\.unknown"):
        office.needs(Act.EXPORT)


def test_a_key_alone_makes_no_leader(office: Desk) -> None:
    keyring = Keyring(office.data)
    keyring.add_slot(keyring.open(MINE, PASSWORD), BOSS, "刘强", PASSWORD, role="leader", cost=COST)
    desk = session.reopen(office, BOSS, PASSWORD)
    assert desk.roles == ("leader",)
    with pytest.raises(Refused, match=r"duty\.unknown"):
        decision_steps.confirm(desk, "x")


def test_a_grant_of_several_roles_opens_them_all_and_days_are_told_near_its_end(office: Desk, words: Words) -> None:
    words.grant(MINE, "window", "reviewer")
    standing = office.standing()
    assert (standing.roles, standing.until, standing.days_left) == (("window", "reviewer"), "2026-11-10", 29)
    assert on(office, "2026-11-03").standing().ends_soon
    words.grant(MINE, "fund")
    assert office.standing().roles == ("fund",)


def test_an_expired_grant_is_said_and_a_clock_that_was_set_back_does_not_prolong_it(office: Desk, words: Words) -> None:
    words.grant(MINE, "window", "leader")
    with office.store.work() as work:
        work.saw_server_time(MONDAY + timedelta(days=40))  # the county's clock: it is November 21st
    assert office.standing().state is GrantState.EXPIRED
    assert on(office, "2026-09-01").standing().state is GrantState.EXPIRED
    with pytest.raises(Refused, match=r"duty\.expired"):
        office.needs(Act.DECIDE)
    office.needs(Act.TAKE_IN)
    office.needs(Act.SEE)


def test_what_is_taken_back_ends_where_it_is_known_and_can_be_given_again(office: Desk, words: Words) -> None:
    words.grant(MINE, "window", "leader")
    words.revoke(MINE, "t-ELSEWH")
    assert office.standing().is_valid
    words.revoke(MINE)
    assert office.standing().state is GrantState.REVOKED
    for act in set(Act) - {Act.LOOK_AFTER}:
        with pytest.raises(Refused, match=r"duty\.revoked"):
            office.needs(act)
    with pytest.raises(Refused, match=r"duty\.revoked"):
        looking.case(office, "x")
    words.grant(MINE, "window")
    assert office.standing().roles == ("window",)


def test_a_word_that_the_county_did_not_sign_takes_nothing_back(office: Desk, words: Words) -> None:
    words.grant(MINE, "window")
    body = {
        "officer": MINE,
        "scope": OFFICE.scope,
        "revoked_on": "2026-10-12",
        "reason": "x",
        "signature": "",
        "kid": "",
    }
    place = Place(OTHER, 1, ZERO_HASH, (), "2026-10-11T01:00:00.000Z", "ok", OTHER, ZERO_HASH, COUNTY_SCOPE)
    with office.store.work() as work:
        work.receive(
            [Received(write(place, f"officer:{MINE}", "officer.revoked", 1, body), 99, "2026-10-11T01:00:00.000Z")]
        )
    assert office.standing().is_valid


def test_who_stands_in_for_somebody_on_leave_has_that_duty_and_papers_say_so(office: Desk, words: Words) -> None:
    words.grant(MINE, "window")
    words.grant(MINE, "leader", until="2026-10-20", **{"for": BOSS, "for_name": "刘强"})
    assert office.standing().roles == ("window", "leader")
    assert office.standing().instead_of("leader") == "刘强"
    office.needs(Act.DECIDE)
    assert office.signed_as(MINE, Act.DECIDE, "2026-10-12") == "陈素华（代刘强）"
    assert office.signed_as(MINE, Act.TAKE_IN, "2026-10-12") == "陈素华"
    assert office.signed_as(MINE, Act.REVIEW, "2026-10-12") == "陈素华"
    after = on(office, "2026-10-21")
    assert after.standing().roles == ("window",)
    words.revoke(MINE)
    assert after.signed_as(MINE, Act.DECIDE, "2026-10-12") == "陈素华（代刘强）"
    assert after.signed_as("nobody", Act.DECIDE, "2026-10-12") == ""


def leave(officer: str = OTHER, role: str = "reviewer", **more: Any) -> StandIn:
    return StandIn(
        **({"officer": officer, "role": role, "stands_for": MINE, "to_on": "2026-10-20", "reason": "请假"} | more)
    )


def test_the_leader_lets_a_colleague_stand_in_without_the_county(office: Desk, words: Words) -> None:
    words.grant(BOSS, "leader")
    words.grant(OTHER, "window")
    boss, other = on(office, "2026-10-12", BOSS), on(office, "2026-10-12", OTHER)
    given = stand_ins.hand_on(boss, leave())
    assert other.standing().roles == ("window", "reviewer")
    assert other.standing().instead_of("reviewer") == "陈素华"
    assert stand_ins.standing_in(boss) == (given,)
    assert office.signed_as(OTHER, Act.REVIEW, "2026-10-13") == "赵勇（代陈素华）"
    assert on(office, "2026-10-21", OTHER).standing().roles == ("window",)
    stand_ins.take_back(boss, given)
    assert other.standing().roles == ("window",)
    assert stand_ins.standing_in(boss) == ()


def test_what_a_leader_handed_on_ends_with_the_leader_s_own_word(office: Desk, words: Words) -> None:
    words.grant(BOSS, "leader")
    words.grant(OTHER, "window")
    stand_ins.hand_on(on(office, "2026-10-12", BOSS), leave())
    words.revoke(BOSS)
    assert on(office, "2026-10-12", OTHER).standing().roles == ("window",)


def test_nobody_else_hands_duties_on(office: Desk, words: Words) -> None:
    mine = words.grant(MINE, "window")
    words.grant(OTHER, "window")
    with pytest.raises(Refused, match=r"duty\.role"):
        stand_ins.hand_on(office, leave())
    body = Delegated(OTHER, "赵勇", "reviewer", BOSS, "刘强", "2026-10-12", "2026-10-20", "请假", MINE)
    from app.domain import granting  # noqa: PLC0415 - as a program that was tampered with would

    with office.store.work(replace(office.author, grant=mine)) as work:
        work.append([granting.delegate(body)])
    assert on(office, "2026-10-12", OTHER).standing().roles == ("window",)


def test_a_leader_hands_nothing_on_to_oneself_also_where_the_program_was_tampered_with(
    office: Desk, words: Words
) -> None:
    hers = words.grant(BOSS, "leader")
    body = plain(Delegated(BOSS, "刘强", "fund", MINE, NAME, "2026-10-12", "2026-10-20", "请假", BOSS))
    boss = on(office, "2026-10-12", BOSS)
    with office.store.work(replace(boss.author, grant=hers)) as work:
        work.append([Fact(f"officer:{BOSS}", "officer.delegated", 1, body)])
    assert boss.standing().roles == ("leader",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "leader"}, "stand_in.role"),
        ({"role": "it"}, "stand_in.role"),
        ({"officer": "nobody"}, "stand_in.nobody"),
        ({"stands_for": OTHER}, "stand_in.self"),
        ({"reason": " "}, "stand_in.reason"),
        ({"to_on": "2026-11-30"}, "stand_in.days"),
        ({"to_on": "2026-10-01"}, "stand_in.days"),
        ({"from_on": "soon"}, "day.unreadable"),
    ],
)
def test_what_cannot_be_handed_on(office: Desk, words: Words, change: dict[str, str], code: str) -> None:
    words.grant(BOSS, "leader")
    words.grant(OTHER, "window")
    with pytest.raises(Refused) as refused:
        stand_ins.hand_on(on(office, "2026-10-12", BOSS), leave(**change))
    assert refused.value.code == code


def test_who_has_no_word_of_the_county_does_not_stand_in(office: Desk, words: Words) -> None:
    words.grant(BOSS, "leader")
    with pytest.raises(Refused, match=r"stand_in\.no_grant"):
        stand_ins.hand_on(on(office, "2026-10-12", BOSS), leave())


def test_without_a_book_nothing_is_handed_on(office: Desk) -> None:
    alone = replace(office, book=None, roles=("leader",))
    assert stand_ins.standing_in(alone) == ()
    assert alone.standing_of(OTHER).roles == ("window",)
    assert alone.standing_of("nobody").roles == ()
    with pytest.raises(Refused, match=r"duty\.unknown"):
        stand_ins.take_back(alone, Delegated(OTHER, "赵勇", "fund", MINE, NAME, "2026-10-12", "", "x", BOSS))


def test_an_officer_who_is_a_near_relative_leaves_the_case_to_others(office: Desk, words: Words) -> None:
    words.grant(MINE, "window", "investigator", "reviewer")
    case = _accepted(office)
    member = case.members[0].id
    told = visit_steps.declare_kin(office, case.id, member, "侄子")
    assert told.progress.awaits_county
    assert told.progress.is_kin("", MINE)
    with pytest.raises(Refused, match=r"kin\.declared"):
        visit_steps.declare_kin(office, case.id, member, "侄子")
    with pytest.raises(Refused, match=r"kin\.withdraw"):
        decision_steps.extend(office, case.id, "hard_to_look_into", "路远")
    team = (Investigator(NAME, staff=True, officer=MINE), Investigator("孙主任", staff=False))
    with pytest.raises(Refused, match=r"visit\.kin"):
        visit_steps.prepare_round(office, (case.id,), team)
    words.grant(OTHER, "reviewer")
    assert decision_steps.extend(
        on(office, "2026-10-12", OTHER), case.id, "hard_to_look_into", "路远"
    ).progress.extended


def _accepted(desk: Desk) -> Any:
    begun = intake.begin(desk)
    father = Identity("王德贵", "male", "汉", "1960-02-29", "四川省渠县青龙镇青龙村3组", "511725196002290018")
    own = replace(begun.applicant, identity=father)
    alone = replace(begun, members=(own,), replies={"near_relative": Reply("no")})
    filled = intake.add_picture(desk, alone, "id_front", own.id, CARD)
    return intake.accept(desk, township.signed(desk, filled, Random(7))).case


def test_an_inspector_s_look_says_what_it_is_for(office: Desk, words: Words) -> None:
    words.grant(MINE, "window")
    case = _accepted(office)
    words.grant(OTHER, "inspector")
    inspector = on(office, "2026-10-12", OTHER)
    assert looking.case(inspector, case.id) is not None
    (line,) = [item.entry for item in office.store.entries(f"access:{OTHER}")]
    assert line.body is not None
    assert line.body["purpose"] == "inspect"
    with pytest.raises(Refused, match=r"duty\.role"):
        intake.begin(inspector)


def test_a_second_person_has_to_do_with_cases(office: Desk, words: Words) -> None:
    words.grant(MINE, "window")
    words.grant(OTHER, "it")
    with pytest.raises(Refused, match=r"second\.not_theirs"):
        session_second(office)
    words.grant(OTHER, "window")
    assert session_second(office) == (MINE, OTHER)


def session_second(desk: Desk) -> tuple[str, str]:
    from app.services import second  # noqa: PLC0415 - beside the session's own names

    return second.agree(desk, OTHER, PASSWORD)


def test_a_colleague_of_several_roles_gets_a_key_by_the_newest_grant(office: Desk, words: Words) -> None:
    words.grant(MINE, "window", "leader")
    assert session.granted_as(office.store, NAME, OFFICE.scope, datetime(2026, 10, 12, tzinfo=MONDAY.tzinfo).date())
    words.revoke(MINE)
    assert session.granted_as(office.store, NAME, OFFICE.scope, date(2026, 10, 12)) is None


def test_who_was_granted_under_another_id_goes_on_under_that_unless_something_was_written(
    office: Desk, words: Words
) -> None:
    keyring = Keyring(office.data)
    strange, known = "019aa000-0000-7000-8000-0000000000f9", "019aa000-0000-7000-8000-0000000000fa"
    keyring.add_slot(keyring.open(MINE, PASSWORD), strange, "周芳", PASSWORD, cost=COST)
    before = session.reopen(office, strange, PASSWORD)
    assert before.author.officer == strange, "the county has told nothing"
    words.grant(known, "reviewer", name="周芳")

    again = session.reopen(office, strange, PASSWORD)
    assert (again.author.officer, again.roles) == (known, ("reviewer",))

    keyring.remove_slot(known, keyring.open(MINE, PASSWORD))
    keyring.add_slot(keyring.open(MINE, PASSWORD), strange, "周芳", PASSWORD, cost=COST)
    with office.store.work(before.author) as work:
        work.append([Fact("case:x", "case.noted", 1, {"text": "b"})])
    assert session.reopen(office, strange, PASSWORD).author.officer == strange
    assert session.reopen(office, strange, PASSWORD).standing().officer == strange
