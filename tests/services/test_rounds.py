"""出门, 收回: homes village by village, the nearest due first; what came back is counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.case import Filed
from app.domain.fact import Fact, plain
from app.services import rounds
from app.services.desk import Desk
from app.services.rounds import Home
from app.store.todo_values import CaseTodo
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.made_up import on_the_way as way
from tests.services.test_rosters import run
from tests.store.township import AUTHOR, desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(tmp_path)
    yield way.on(made, date(2026, 10, 12))
    made.store.close()


def homes(desk: Desk, what: str = rounds.PREPARE) -> tuple[Home, ...]:
    found: tuple[Home, ...] = run(rounds.homes(desk, what))
    return found


def test_homes_stand_village_by_village_the_nearest_due_first(desk: Desk) -> None:
    way.accepted(desk, "王德贵", 11, "石桥村", "2")
    way.accepted(desk, "李国强", 12, "石桥村", "1")
    way.accepted(way.on(desk, date(2026, 10, 9)), "周桂芳", 13, "青龙村", "3")
    way.accepted(desk, "何家福", 14, "青龙村", "1")
    shown = [(one.village, one.group, one.case.applicant) for one in homes(desk)]
    assert shown == [
        ("青龙村", "1", "何家福"),
        ("青龙村", "3", "周桂芳"),
        ("石桥村", "1", "李国强"),
        ("石桥村", "2", "王德贵"),
    ]
    assert homes(desk)[1].due_on == "2026-10-13"
    assert homes(desk)[0].people == 1


def test_what_was_prepared_waits_for_its_papers(desk: Desk) -> None:
    case = way.prepared(desk, way.accepted(desk, "王德贵", 11))
    assert homes(desk) == ()
    (one,) = homes(desk, rounds.VISIT)
    assert (one.prepared_on, one.team, one.pages) == ("2026-10-12", way.TEAM, 0)

    sealed = desk.vault.put(b"\xff\xd8 a survey", "image/jpeg")
    filed = Filed("survey", "", sealed.ref, "file", "good", desk.moment())
    with desk.store.work(desk.author) as work:
        work.keep(sealed)
        work.append([Fact(f"case:{case.id}", "case.document_filed", 1, plain(filed))])
    assert homes(desk, rounds.VISIT)[0].pages == 1


def test_a_case_that_is_not_here_is_no_home(desk: Desk) -> None:
    gone = CaseTodo("visit", "window", "01900000-0000-7000-8000-00000000dead", "", "", "", "", "", "", "", "")

    class Elsewhere:
        """A store that was told of a step, and of nothing else yet."""

        def todos(self, *_asked: object) -> tuple[CaseTodo, ...]:
            return (gone,)

        def case(self, _case_id: str) -> None:
            return None

    store: Any = Elsewhere()
    assert homes(replace(desk, store=store), rounds.VISIT) == ()


def test_colleagues_are_who_has_a_key_here(desk: Desk) -> None:
    Keyring(desk.data).create(AUTHOR.officer, "陈素华", "口令", cost=Cost(8, 1))
    (one,) = rounds.colleagues(desk)
    assert (one.name, one.staff, one.officer) == ("陈素华", True, AUTHOR.officer)
