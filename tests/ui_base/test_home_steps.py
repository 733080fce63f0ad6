"""The steps of cases on home: each case once, in the order of the desk."""

from app import clock
from app.store.todo_values import CaseTodo
from tests.ui_base.conftest import MORNING
from tests.ui_base.made_up_desk import Shelf, a_task
from ui.home.facts import HomeFacts, read
from ui.home.view import HomeView, make_view


def home(shelf: Shelf) -> HomeView:
    """Give what home shows of a store this morning."""
    return make_view(_facts(shelf), MORNING)


def _facts(shelf: Shelf) -> HomeFacts:
    slices = read(shelf, clock.local_date(MORNING), None)
    while True:
        try:
            next(slices)
        except StopIteration as end:
            facts: HomeFacts = end.value
            return facts


def keys(view: HomeView) -> list[str]:
    return [row.key for row in view.rows]


def words(view: HomeView, key: str) -> list[str]:
    row = next(row for row in view.rows if row.key == key)
    return [cell.spoken for cell in row.cells if cell.spoken]


def a_step(nth: int, what: str, due_on: str, *, turn: str = "window", since_on: str = "2026-10-01") -> CaseTodo:
    """Give a step of the nth case."""
    who = (f"00-{nth}", f"王{nth}", "青龙村", "2026-10-01")
    return CaseTodo(what, turn, f"c{nth}", "", since_on, due_on, "dibao", *who)


def test_steps_stand_in_the_order_of_the_desk() -> None:
    steps = (
        a_step(1, "recheck", "2026-10-30"),
        a_step(2, "visit", "2026-10-15"),
        a_step(3, "deliver", "2026-10-14"),
        a_step(4, "explain_doubts", "2026-11-09"),
        a_step(5, "post_notice", "2026-10-14"),
        a_step(6, "visit", "2026-10-11"),
        a_step(7, "supplement", "2026-10-20"),
        a_step(8, "decide", "2026-11-09"),
    )
    view = home(Shelf(found_todos=steps))
    assert keys(view) == [f"case:c{nth}" for nth in (6, 5, 4, 8, 3, 7, 1, 2)]
    assert words(view, "case:c5") == ["王5", "青龙村", "去张榜 贴好拍照，写谁贴的", "还剩 2 天"]


def test_a_case_with_several_steps_stands_once_with_the_most_pressing() -> None:
    steps = (a_step(1, "visit", "2026-10-20"), a_step(1, "explain_doubts", "2026-10-25"))
    view = home(Shelf(found_todos=steps, found_tasks=(a_task(1, "signature", "2026-11-09", "王建军"),)))
    assert [words(view, key)[2] for key in keys(view)] == ["说明疑点 每条写清属实不属实、凭什么"]


def test_what_others_have_is_waited_for_until_it_is_late() -> None:
    steps = (
        a_step(1, "await_check", "2026-10-15", turn="county", since_on="2026-10-09"),
        a_step(2, "await_check", "2026-10-09", turn="county"),
        a_step(3, "await_notice", "2026-10-19", turn="time"),
        a_step(3, "decide", "2026-11-09", since_on="2026-10-20"),
        a_step(4, "await_notice", "2026-10-09", turn="time"),
        a_step(4, "decide", "2026-11-09", since_on="2026-10-10"),
    )
    view = home(Shelf(found_todos=steps))
    assert keys(view) == ["case:c2", "case:c4"]
    assert {wait.name: wait.count for wait in view.waits} == {"县里核对中": 2, "公示中": 1}


def test_what_is_due_after_this_month_is_no_row_yet() -> None:
    assert keys(home(Shelf(found_todos=(a_step(1, "recheck", "2026-11-01"),)))) == []
    assert keys(home(Shelf(found_todos=(a_step(1, "recheck", "2026-10-31"),)))) == ["case:c1"]
