"""Golden journals: what was released once folds to the same for ever."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from app.journal.chain import first_bad
from app.journal.entry import read
from tests.journal.golden import HOME, STORIES, read_lines, state_of
from tests.journal.golden_desk import DESK_STORIES
from tests.journal.golden_steps import STEP_STORIES

NAMES = sorted(path.stem for path in HOME.glob("*.jsonl"))


def agrees(found: Any, golden: Any) -> bool:
    """Tell whether `found` says all that `golden` says; a later program may know more fields."""
    if isinstance(golden, dict):
        return isinstance(found, dict) and all(name in found and agrees(found[name], golden[name]) for name in golden)
    if isinstance(golden, list):
        return len(found) == len(golden) and all(map(agrees, found, golden))
    return bool(found == golden)


def golden(name: str) -> tuple[str, Any]:
    return (HOME / f"{name}.jsonl").read_text("utf-8"), json.loads((HOME / f"{name}.json").read_text("utf-8"))


def test_every_story_has_its_journal() -> None:
    assert sorted(story.__name__ for story in (*STORIES, *DESK_STORIES, *STEP_STORIES)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_journal_folds_to_its_state(name: str) -> None:
    text, state = golden(name)

    assert agrees(state_of(read_lines(text)), state)


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_journal_folds_to_its_state_in_any_order_of_arrival(name: str) -> None:
    text, state = golden(name)
    stored = read_lines(text)

    for seed in range(20):
        assert agrees(state_of(Random(seed).sample(stored, len(stored))), state)


@pytest.mark.parametrize("name", NAMES)
def test_the_entries_of_a_golden_journal_are_whole(name: str) -> None:
    text, _ = golden(name)
    for line in text.rstrip("\n").split("\n"):
        members = json.loads(line)["entry"]
        assert read(members).to_dict() == members
    entries = [item.entry for item in read_lines(text)]
    for device in {entry.device for entry in entries}:
        assert first_bad([entry for entry in entries if entry.device == device], device) is None


def test_what_the_stories_are_about_is_in_their_states() -> None:
    states = {name: golden(name)[1]["case"] for name in NAMES}

    assert states["accepted"]["accepted"]["members"][1]["identity"]["name"] == "䶮桂兰"
    assert [(loss["fields"], loss["settled"]) for loss in states["conflict"]["conflicts"]] == [
        (["phone", "village"], False)
    ]
    assert states["conflict"]["accepted"]["phone"] == "13900000002"
    assert states["settled"]["accepted"]["phone"] == "13900000003"
    assert [loss["settled"] for loss in states["settled"]["conflicts"]] == [True]
    assert states["settled"]["accepted"]["members"][1]["identity"]["name"] == "龚桂兰"
    assert states["reissue"]["notes"] == ["写了两遍的", "它后面的", "新编号接着写的"]
    assert (states["erased"]["erased"], states["erased"]["accepted"]) == (2, None)
    assert states["unknown"]["needs_newer"] is True
    assert states["unknown"]["notes"] == ["认得的照样算"]
    assert states["withheld"]["notes"] == ["有次序的", "暂存的"]


def test_what_the_stories_of_the_desk_are_about_is_in_their_states() -> None:
    states = {story.__name__: golden(story.__name__)[1]["case"] for story in DESK_STORIES}

    assert states["registered"]["registered"]["phone_owner"] == "邻居刘明"
    assert states["registered"]["supplement"]["number"] == states["registered"]["accepted"]["number"]
    assert states["registered"]["presented"]["agent"]["name"] == "刘明"
    assert (states["registered_only"]["accepted"], states["registered_only"]["registration_ended"]["reason"]) == (
        None,
        "不办了",
    )
    assert states["refused_twice"]["not_accepted"]["facts"] == "乙窗口写的"
    assert [loss["fields"] for loss in states["refused_twice"]["conflicts"]] == [["decision:closed"]]
    assert [loss["settled"] for loss in states["handed_over_twice"]["conflicts"]] == [True]
    assert states["handed_over_twice"]["assigned"]["reason"] == "两边说好了"
    assert states["handed_over_twice"]["platform"]["platform_number"] == "SC-1"
    assert states["ended_and_withdrawn"]["conflicts"] == []
    assert states["ended_and_withdrawn"]["ended"]["contacts"][1]["how"] == "home"
    assert states["ended_and_withdrawn"]["withdrawn"]["by"] == "王德贵"
    assert [mark["way"] for mark in states["signed_on_paper"]["signed_on_paper"]] == ["village", "post"]
    assert states["signed_on_paper"]["signed_on_paper"][0]["witnesses"] == ["李秀英", "陈素华"]
    assert (states["urgent"]["urgent"]["told_name"], states["urgent"]["needs_newer"]) == ("阿依古丽·买买提", True)
    assert states["urgent"]["urgent"]["number"] == states["registered"]["supplement"]["number"]
    assert (states["days"]["needs_newer"], states["days"]["accepted"], states["days"]["supplement"]) == (
        True,
        None,
        None,
    )


def test_what_the_stories_of_the_steps_are_about_is_in_their_states() -> None:
    states = {story.__name__: golden(story.__name__)[1]["case"] for story in STEP_STORIES}
    progress = {name: state["progress"] for name, state in states.items()}

    assert progress["steps_granted"]["confirmed"]["from_month"] == "2027-01"
    assert [one["monthly_fen"] for one in progress["steps_granted"]["changes"]] == [60_000]
    assert progress["steps_granted"]["heard_before"]["adopted"] == "少减一点"
    assert progress["steps_granted"]["notice"]["posted_by"] == "孙主任"
    assert progress["steps_granted"]["household_changes"][0]["joined"][0]["identity"]["name"] == "王小妹"
    assert progress["steps_granted"]["request"]["obligors"][1]["refusal"] == "不愿意"
    assert (progress["steps_refused"]["opinion"], progress["steps_refused"]["notice"]) == (None, None)
    assert progress["steps_refused"]["not_confirmed"]["notice_by_on"] == "2026-12-17"
    assert progress["steps_refused"]["check_objected"] is None
    assert [one["amount_fen"] for one in progress["steps_emergency"]["given"]] == [950_000, 50_100]
    assert progress["steps_emergency"]["lift_open"] is False
    assert [(loss["fields"], loss["settled"]) for loss in states["steps_disputed"]["conflicts"]] == [
        (["decision:result"], True),
        (["decision:aid"], False),
    ]
    assert progress["steps_disputed"]["confirmed"]["number"] == "N6"
    assert (progress["steps_old_sheet"]["notice"], progress["steps_old_sheet"]["notice_made"]["poster"]) == (None, "p2")
    assert progress["steps_drawn"]["drawn"]["seed"] == "511725-2026-12"
    assert [one["about"] for one in progress["steps_drawn"]["seen_elsewhere"]] == ["person", "cap"]
    assert [one["found"] for one in progress["steps_drawn"]["elsewhere_settled"]] == ["there"]
    moved = states["steps_moved"]
    assert (moved["scope"], progress["steps_moved"]["handed_over"]["office"]) == ("t-7K3Q2M", "临巴镇")
    assert progress["steps_moved"]["continued"]["office"] == "三汇镇"
    assert (progress["steps_moved"]["opinion"], len(moved["left_behind"]), moved["needs_newer"]) == (None, 1, False)
    assert [(loss["kind"], loss["settled"]) for loss in moved["conflicts"]] == [("case.opinion_given", True)]
    assert golden("steps_moved")[1]["desk"]["household:h1"]["links"][0]["office"] == "三汇镇"
    assert (states["steps_newer"]["needs_newer"], progress["steps_newer"]["announced"]["village"]) == (True, "青龙村")


def test_what_is_no_case_folds_on_its_own() -> None:
    desk = golden("desk")[1]["desk"]

    assert [one["outcome"] for one in desk["visit:v1"]["concluded"]] == ["noted", "reported"]
    assert desk["change:c1"]["reported"]["number"] == "C1"
    assert [one["result"] for one in desk["referral:r1"]["answered"]] == ["not_granted", "granted"]
    assert [one["number"] for one in desk["paper:p1"]["spoilt"]] == ["N2"]
    assert golden("days")[1]["desk"]["visit:v1"] == {
        "id": "v1", "scope": "t-7K3Q2M", "recorded": None, "concluded": [], "erased": 0, "needs_newer": True,
    }  # fmt: skip


def test_the_rule_packs_that_were_adopted_are_in_their_story() -> None:
    adopted = golden("steps_drawn")[1]["desk"]["ref:rules.t-7K3Q2M"]

    assert [(one["pack"], one["changes"]) for one in adopted] == [("quxian-1", 3), ("quxian-2", 0)]


def test_what_the_story_of_the_fund_is_about_is_in_its_state() -> None:
    fund = golden("fund")[1]["desk"]["fund:f1"]

    assert [body["line"] for body in fund["bodies"]] == ["l1", "l2", "l3", "l4", "l6", "l7"]
    assert [(loss["fields"], loss["settled"]) for loss in fund["conflicts"]] == [(["line:l3"], False)]
    assert fund["uncertain"] is True


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_journal_folds_to_its_state_whatever_its_clocks_said(name: str) -> None:
    """No order, no deadline and no decision hangs on what a device's clock said: only days that officers saw count."""
    text, state = golden(name)
    stored = read_lines(text)

    for seed in range(5):
        years = Random(seed)
        bent = [replace(item, entry=replace(item.entry, at=any_moment(years))) for item in stored]
        assert agrees(state_of(bent), state)


def any_moment(chance: Random) -> str:
    """Give a moment within ten years before or behind."""
    day = f"{chance.randrange(2016, 2037)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return f"{day}T{chance.randrange(24):02}:00:00.000Z"
