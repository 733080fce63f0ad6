"""县级抽查: 30 % of a month's new cases over the whole county, and those that are always looked at."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.steps.opinion import Proposal
from app.errors import Refused
from sync.county import acts
from sync.county.drawing import Drawing, draw
from sync.county.embedded import County
from sync.county.verify import verify
from tests.county.at_the_county import Township
from tests.sync.window import Window, until_quiet

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 30)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with County(tmp_path / "county", now=lambda: NOW) as running:
        yield running


@pytest.fixture
def township_of(tmp_path: Path, county: County) -> Iterator[Callable[[str], Township]]:
    windows: list[Window] = []

    def make(division: str) -> Township:
        window = Window(tmp_path / division)
        windows.append(window)
        return Township(window.enrol(county.enrol_code(division, "乡镇").code, county.url))

    yield make
    for window in windows:
        window.close()


def aided(
    county: County, township: Township, on: date = OCTOBER, *, complained: bool = False, kin: bool = False
) -> str:
    """A case that was confirmed on a day; an objection against it came after the decision."""
    case = township.accept()
    township.ask_for_check(case)
    township.visit(case)
    township.propose(case)
    township.post(case)
    township.bring()
    deciding = county.deciding
    report = acts.report(qualified=True, valid_until=None)
    deciding.act(case, deciding.by("周敏", on), report)
    deciding.act(case, deciding.by("郑直", on), acts.confirm())
    if complained:
        township.object_to(case)
    if kin:
        township.name_kin(case)
    township.bring()
    return case


def drawing(county: County, month: str = "", seed: str = "s", on: date | None = None) -> Drawing:
    deciding = county.deciding
    return draw(county.site, deciding, deciding.by("周敏", on), month, seed)


def names(made: Drawing) -> set[str]:
    return {done.case.id for done in made.done}


def test_thirty_in_a_hundred_are_drawn_over_all_townships_and_their_windows_hear_of_it(
    county: County, township_of: Callable[[str], Township]
) -> None:
    one, two = township_of("511725106"), township_of("511725107")
    cases = {aided(county, one) for _ in range(3)} | {aided(county, two)}
    aided(county, two, date(2026, 11, 2))  # of another month

    made = drawing(county)

    assert (made.month, made.of, made.count, len(made.done)) == ("2026-10", 4, 2, 2)
    assert names(made) < cases
    for township in (one, two):
        until_quiet(township.window)
        for name in cases:
            seen = township.window.store.case(name)
            assert seen is None or bool(seen.progress.drawn) == (name in names(made))
    assert {one.waits for one in county.deciding.waiting()} == {"visit"}
    assert verify(county.site).broken == ()


def test_a_drawn_home_is_visited_after_the_decision(county: County, township_of: Callable[[str], Township]) -> None:
    case = aided(county, township_of("511725106"))
    drawing(county)
    (waiting,) = county.deciding.waiting()
    assert (waiting.case, waiting.waits, waiting.since) == (case, "visit", "2026-11-03")

    deciding = county.deciding
    deciding.act(case, deciding.by("周敏"), acts.visit(("周敏", "吴刚"), "属实"))

    assert county.deciding.waiting() == ()


def test_a_second_draw_takes_nothing_back_and_adds_what_was_confirmed_since(
    county: County, township_of: Callable[[str], Township]
) -> None:
    township = township_of("511725106")
    for _ in range(3):
        aided(county, township)
    first = drawing(county)
    assert (first.count, len(first.done)) == (1, 1)
    assert drawing(county).done == ()

    aided(county, township)
    second = drawing(county)

    assert (second.of, second.count, len(second.done)) == (4, 2, 1)
    assert not names(first) & names(second)


def test_whoever_was_complained_about_or_is_kin_of_an_official_is_looked_at_whatever_the_lot(
    county: County, township_of: Callable[[str], Township]
) -> None:
    township = township_of("511725106")
    cases = [aided(county, township) for _ in range(2)]
    complained, kin = aided(county, township, complained=True), aided(county, township, kin=True)

    made = drawing(county, "2026-10")

    whys = {done.case.id: done.entry.body["why"] for done in made.done if done.entry.body}
    assert whys.keys() >= {complained, kin}
    assert sorted(whys.values()).count("sample") == made.count
    assert whys[complained] in {"sample", "complaint"}
    assert whys[kin] in {"sample", "kin"}
    assert whys.keys() - {complained, kin} <= set(cases)


def test_nothing_is_drawn_where_nobody_was_aided_or_aid_only_recognised(
    county: County, township_of: Callable[[str], Township]
) -> None:
    township = township_of("511725106")
    refused = township.accept()
    township.propose(refused, Proposal.REFUSE.value, monthly_fen=0)
    township.bring()
    deciding = county.deciding
    deciding.act(refused, deciding.by("周敏", OCTOBER), acts.refuse("f", "a"))

    made = drawing(county)

    assert (made.of, made.count, made.done) == (0, 0, ())


@pytest.mark.parametrize(("on", "month"), [(date(2026, 1, 5), "2025-12"), (date(2026, 11, 3), "2026-10")])
def test_the_month_before_is_drawn_where_none_is_named(county: County, on: date, month: str) -> None:
    assert drawing(county, on=on).month == month


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "10", "2026-10-01"])
def test_a_month_that_is_none_or_has_not_begun_is_refused(county: County, month: str) -> None:
    with pytest.raises(Refused, match=r"county\.month"):
        drawing(county, month)


def test_a_seed_is_made_where_none_is_given(county: County) -> None:
    assert len(drawing(county, seed="").seed) == 16
