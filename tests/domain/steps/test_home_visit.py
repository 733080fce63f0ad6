"""入户: who may go, what is written down, when it may be done from afar, and the county's own visit."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.steps.home_visit import Heard, Investigator
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import LEADER, TEAM, Walk
from tests.domain.steps.ways import confirmed, looked_into

REMOTE = {"mode": "remote", "event": "10·12 洪水", "event_from_on": "2026-10-12"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"investigators": TEAM[:1]}, "visit.two_investigators"),
        ({"investigators": (TEAM[0], replace(TEAM[0], name="赵勇 "))}, "visit.two_investigators"),
        ({"investigators": (TEAM[0], replace(TEAM[0], name=" "))}, "visit.two_investigators"),
        ({"investigators": (TEAM[1], Investigator("李会计", staff=False))}, "visit.no_staff"),
        ({"pages": ()}, "visit.unsigned"),
        ({"pages": (), "refusal": " "}, "visit.unsigned"),
        ({"found": " "}, "visit.nothing_found"),
        ({"place": ""}, "visit.nothing_found"),
        ({"visited_on": "2026-10-11"}, "visit.in_past"),
        ({"visited_on": ""}, "day.unreadable"),
        ({"heard": (Heard("邻居", "邻居", "困难", "昨天"),)}, "day.unreadable"),
        ({"mode": "remote"}, "visit.no_event"),
        ({**REMOTE, "event": " "}, "visit.no_event"),
        ({**REMOTE, "event_from_on": ""}, "visit.no_event"),
        ({**REMOTE, "event_from_on": "2026-10-13"}, "visit.no_event"),
        ({**REMOTE, "event_from_on": "2026-10-01", "event_to_on": "2026-10-11"}, "visit.no_event"),
    ],
)
def test_a_visit_that_proves_nothing_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk().visit(**changes)) == code


@pytest.mark.parametrize(
    "changes", [{}, REMOTE, {**REMOTE, "event_to_on": "2026-10-20"}, {"pages": (), "refusal": "x"}]
)
def test_a_visit_is_written_down(changes: dict[str, Any]) -> None:
    assert Walk().visit(**changes).case.state == "visited"


def test_the_papers_of_a_round_are_made_for_those_who_may_go() -> None:
    walk = Walk().name_kin()
    kin = (Investigator("王建国 ", staff=True), TEAM[1])

    assert code_of(lambda: walk.prepare(investigators=TEAM[:1])) == "visit.two_investigators"
    assert code_of(lambda: walk.prepare(investigators=kin)) == "visit.kin"
    assert walk.prepare().case.progress.visit_prepared is not None


def test_who_is_kin_is_known_by_name_or_by_key() -> None:
    walk = Walk().name_kin(officer="officer-2")

    assert code_of(walk.visit) == "visit.kin"


def test_a_visit_by_somebody_who_turns_out_to_be_kin_is_made_again() -> None:
    walk = looked_into().name_kin(official="赵勇")
    assert code_of(walk.give_opinion) == "opinion.no_visit"

    others = (Investigator("周芳", staff=True, officer="officer-3"), TEAM[1])

    assert walk.visit(investigators=others).give_opinion().case.state == "opinion"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"official": " "}, "kin.nobody"),
        ({"relation": ""}, "kin.nobody"),
        ({"member": "m9"}, "kin.unknown_member"),
        ({"learned_on": "上周"}, "day.unreadable"),
    ],
)
def test_kin_is_named_with_official_and_relation(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk().name_kin(**changes)) == code


def test_kin_that_becomes_known_in_aid_is_named_and_brings_the_county() -> None:
    walk = confirmed().name_kin()

    assert walk.case.progress.awaits_county
    assert not walk.county_visit().case.progress.awaits_county


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"officers": ("郑敏", "郑敏 ")}, "visit.two_investigators"),
        ({"result": " "}, "visit.nothing_found"),
        ({"visited_on": ""}, "day.unreadable"),
    ],
)
def test_the_county_goes_by_two(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk().county_visit(**changes)) == code


def test_nobody_of_the_township_writes_the_county_s_visit() -> None:
    assert code_of(lambda: Walk().county_visit(LEADER)) == "county.only"
