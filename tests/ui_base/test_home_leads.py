"""Leads that nobody has followed, households that a risen standard waits for, and a backup that is late, on home."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from app.store.values import Matter
from tests.ui_base.made_up_desk import Shelf, a_case, a_referral
from ui.home.model import HomeModel
from ui.home.view import HomeView
from ui.jobs import Jobs

Now = Callable[[], datetime]


def opened(shelf: Shelf, jobs: Jobs, now: Now) -> HomeModel:
    model = HomeModel(shelf, jobs, now=now)
    model.refresh()
    jobs.wait()
    return model


def keys(view: HomeView) -> list[str]:
    return [row.key for row in view.rows]


def words(view: HomeView, key: str) -> list[str]:
    row = next(row for row in view.rows if row.key == key)
    return [cell.spoken for cell in row.cells if cell.spoken]


def a_lead(number: int, name: str = "周桂芳", day: str = "2026-10-08") -> Matter:
    return replace(a_referral(number, "open", "", day, name), subject=f"lead:l{number}", kind="lead")


def test_a_lead_that_nobody_followed_stands_by_its_name_and_leads_there(jobs: Jobs, now: Now) -> None:
    settled = replace(a_lead(2), state="no_need")
    model = opened(Shelf(found_matters=(a_lead(1), settled)), jobs, now)
    assert words(model.view, "lead:l1") == [
        "周桂芳",
        "石桥村",
        "去看看 有人看到他有困难，还没有办",
        "10月8日看到",
    ]
    assert went(model, "lead:l1") == [("lead", "lead:l1")]


def test_several_leads_are_one_row(jobs: Jobs, now: Now) -> None:
    model = opened(Shelf(found_matters=(a_lead(1), a_lead(2, day="2026-10-01"), a_lead(3, day=""))), jobs, now)
    assert keys(model.view) == ["lead:"]
    assert words(model.view, "lead:")[:2] == ["主动发现", "去看看 3 条线索还没有办"]
    assert went(model, "lead:") == [("lead", "")]


def test_a_lead_without_name_or_day_is_shown_too(jobs: Jobs, now: Now) -> None:
    model = opened(Shelf(found_matters=(a_lead(1, "", ""),)), jobs, now)
    assert words(model.view, "lead:l1")[0] == "还没填姓名"


def test_a_risen_standard_stands_on_home_until_nobody_waits_for_it(jobs: Jobs, now: Now) -> None:
    model = opened(Shelf(), jobs, now)
    model.risen(3)
    assert words(model.view, "standards:") == ["标准变了", "调标 3 户要调"]
    assert went(model, "standards:") == [("standards", "")]
    model.risen(0)
    assert keys(model.view) == []


def test_what_waits_for_a_standard_is_kept_for_the_first_reading(jobs: Jobs, now: Now) -> None:
    model = HomeModel(Shelf(), jobs, now=now)
    model.risen(2)
    assert keys(model.view) == []
    model.refresh()
    jobs.wait()
    assert keys(model.view) == ["standards:"]


def test_a_backup_that_is_late_stands_on_home_and_leads_to_the_page(jobs: Jobs, now: Now) -> None:
    model = opened(Shelf(found_cases=(a_case(1),)), jobs, now)
    assert "backup:" not in keys(model.view)
    model.backup_late("")
    assert words(model.view, "backup:")[-1] == "还没有过"
    model.backup_late("2026-10-01T01:00:00.000Z")
    assert words(model.view, "backup:")[-1].startswith("上次10月1日")
    assert went(model, "backup:") == [("backup", "")]
    model.backup_late(None)
    assert "backup:" not in keys(model.view)


@pytest.mark.parametrize("state", ["start_again", "failed", "not_taken", "ask"])
def test_an_update_that_somebody_has_to_know_of_stands_on_home(jobs: Jobs, now: Now, state: str) -> None:
    model = opened(Shelf(found_cases=(a_case(1),)), jobs, now)
    assert "updates:" not in keys(model.view)
    model.update_waits((state, "0.3.0"))
    assert any("0.3.0" in word for word in words(model.view, "updates:"))
    assert went(model, "updates:") == [("updates", "")]
    model.update_waits(None)
    assert "updates:" not in keys(model.view)


def test_where_nothing_was_ever_accepted_no_backup_is_missed(jobs: Jobs, now: Now) -> None:
    model = HomeModel(Shelf(), jobs, now=now)
    model.backup_late("")
    model.refresh()
    jobs.wait()
    assert keys(model.view) == []


def went(model: HomeModel, key: str) -> list[tuple[str, str]]:
    found = list[tuple[str, str]]()
    model.asked.connect(lambda name, fact: found.append((name, fact)))
    model.choose(key)
    return found
