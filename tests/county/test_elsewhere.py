"""One person at two offices: both are told where and since when, once, and nothing of it leaves its own office."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.course import Withdrawn
from app.domain.steps.elsewhere import Seen, Settled
from app.domain.steps.relief import Given
from sync.county.case_index import CaseIndex
from sync.county.elsewhere import Elsewhere, Watching
from sync.county.embedded import County
from tests.county.at_the_county import FATHER, Township
from tests.sync.window import Window

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
NAMES = {"511725106": "青龙镇", "511725107": "三汇镇"}


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
        return Township(window.enrol(county.enrol_code(division, NAMES[division]).code, county.url))

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def two(township_of: Callable[[str], Township]) -> tuple[Township, Township]:
    return township_of("511725106"), township_of("511725107")


def open_at(township: Township, case: str) -> tuple[Seen, ...]:
    """What the window of an office knows to be open about its case."""
    township.window.sync()
    folded = township.window.store.case(case)
    assert folded is not None
    return folded.progress.open_elsewhere


def given(fen: int) -> Given:
    return Given("2026-10-20", "cash", "王德贵", "孙主任", "o", fen)


def test_both_offices_are_told_where_and_since_when_and_only_once(
    county: County, two: tuple[Township, Township]
) -> None:
    one, other = two
    mine, theirs = one.accept(), other.accept(accepted_on="2026-10-14")
    for township in two:
        township.bring()
    watcher = Elsewhere(county.site)

    assert {done.case.id for done in watcher.look()} == {mine, theirs}
    assert watcher.look() == ()
    (seen,) = open_at(one, mine)
    assert (seen.about, seen.member, seen.office, seen.on) == ("person", "m1", "三汇镇", "2026-10-14")
    (seen,) = open_at(other, theirs)
    assert (seen.office, seen.on) == ("青龙镇", "2026-10-12")
    assert one.window.store.case(theirs) is None, "nothing else of the other office is here"


def test_a_case_that_is_over_is_nobody_s_news_and_is_told_nothing(
    county: County, two: tuple[Township, Township]
) -> None:
    one, other = two
    mine, theirs = one.accept(), other.accept()
    paper = other.window.file(theirs, b"a signed withdrawal")
    other.say(theirs, "case.withdrawn", Withdrawn("2026-10-20", "o", paper))
    for township in two:
        township.bring()

    assert Elsewhere(county.site).look() == ()
    assert open_at(one, mine) == ()


def test_what_was_settled_stays_settled(county: County, two: tuple[Township, Township]) -> None:
    one, other = two
    mine, theirs = one.accept(), other.accept()
    for township in two:
        township.bring()
    Elsewhere(county.site).look()
    (seen,) = open_at(one, mine)
    one.say(mine, "case.elsewhere_settled", Settled(seen.name, "2026-11-03", "both", "两边都对", "o"))
    one.bring()

    assert Elsewhere(county.site).look() == ()
    assert open_at(one, mine) == ()
    assert len(open_at(other, theirs)) == 1


def test_a_number_is_the_same_however_it_was_typed(county: County, two: tuple[Township, Township]) -> None:
    one, other = two
    spaced = replace(FATHER, identity=replace(FATHER.identity, id_number="511725 1950-0308 0018"))
    mine, theirs = one.accept(), other.accept(members=(spaced,))
    for township in two:
        township.bring()
    assert {done.case.id for done in Elsewhere(county.site).look()} == {mine, theirs}
    assert open_at(other, theirs)[0].member == "m1"


def test_two_cases_of_one_office_are_that_office_s_own_affair(county: County, two: tuple[Township, Township]) -> None:
    one, _ = two
    one.accept()
    one.accept()
    one.bring()
    assert Elsewhere(county.site).look() == ()


def test_aid_of_two_offices_beyond_the_cap_of_the_year_is_flagged_and_never_taken_back(
    county: County, two: tuple[Township, Township]
) -> None:
    one, other = two
    mine, theirs = one.accept(), other.accept()
    one.say(mine, "case.aid_given", given(600_000))
    other.say(theirs, "case.aid_given", given(400_000))
    for township in two:
        township.bring()
    watcher = Elsewhere(county.site)
    watcher.look()
    assert {seen.about for seen in open_at(one, mine)} == {"person"}, "together just the cap"

    other.say(theirs, "case.aid_given", given(1))
    other.bring()
    watcher.look()
    assert {seen.about for seen in open_at(one, mine)} == {"person", "cap"}
    folded = other.window.store.case(theirs)
    assert folded is not None
    assert folded.progress.given_fen == 400_001


def test_whoever_watches_looks_by_itself_and_ends_when_told(county: County, two: tuple[Township, Township]) -> None:
    one, other = two
    mine, _ = one.accept(), other.accept()
    for township in two:
        township.bring()
    watching = Watching(county.site, every_s=0.01)
    heard = any(open_at(one, mine) for _ in range(200))
    watching.close()

    assert heard
    assert Elsewhere(county.site).look() == ()


def test_a_look_that_has_to_end_tells_nothing_and_the_next_one_goes_on(
    county: County, two: tuple[Township, Township], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    one.accept()
    other.accept()
    for township in two:
        township.bring()
    ahead = iter((5, 0))
    monkeypatch.setattr(CaseIndex, "catch_up", lambda _index, _most_s: next(ahead))
    watcher = Elsewhere(county.site)

    assert watcher.look(lambda: True) == ()
    assert next(ahead) == 0, "it did not go on"
    monkeypatch.undo()
    assert len(watcher.look()) == 2
