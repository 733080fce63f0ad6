"""Who confirms: the county's dated word, its windows' knowledge of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.office import Office
from app.errors import Refused
from app.services.office import office_on
from sync.county.confirming import Confirming
from sync.county.embedded import County
from sync.county.ledger import Ledger
from sync.county.verify import verify
from tests.sync.window import Window, until_quiet

NOW = datetime(2026, 10, 28, 2, 0, tzinfo=UTC)
DIVISION = "511725106"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with County(tmp_path / "county", now=lambda: NOW) as running:
        yield running


@pytest.fixture
def window(tmp_path: Path, county: County) -> Iterator[Window]:
    window = Window(tmp_path / "window")
    yield window.enrol(county.enrol_code(DIVISION, "青龙镇").code, county.url)
    window.close()


def confirming(county: County) -> Confirming:
    return Confirming(county.site, Ledger(county.site))


def at_the_window(window: Window, day: date, said: str = "") -> str:
    office = Office(window.scope(), DIVISION, "青龙镇", confirmer=said)
    return office_on(window.store, office, day).confirmer


def test_nobody_is_taken_to_confirm_before_it_was_said(county: County, window: Window) -> None:
    window.sync()

    assert confirming(county).known(DIVISION) == ""
    assert at_the_window(window, date(2026, 10, 28)) == ""
    assert at_the_window(window, date(2026, 10, 28), "township") == "township"


def test_the_county_s_word_reaches_the_window_and_goes_before_what_was_said_there(
    county: County, window: Window
) -> None:
    confirming(county).name(DIVISION, "county", date(2026, 10, 1), "社会救助法44")
    until_quiet(window)

    assert confirming(county).known(DIVISION) == "county"
    assert at_the_window(window, date(2026, 10, 1), "township") == "county"
    assert at_the_window(window, date(2026, 9, 30), "township") == "township"


def test_a_change_holds_from_its_day_on(county: County, window: Window) -> None:
    words = confirming(county)
    words.name(DIVISION, "township", date(2023, 6, 1))
    words.name(DIVISION, "county", date(2026, 7, 1))
    words.name(DIVISION, "township", date(2025, 1, 1))  # written late, of an earlier day
    until_quiet(window)

    days = (date(2024, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [at_the_window(window, day) for day in days] == ["township", "township", "county"]
    assert [words.known(DIVISION, day) for day in days] == ["township", "township", "county"]


def test_what_holds_already_is_not_written_again(county: County) -> None:
    county.enrol_code(DIVISION, "青龙镇", "township")
    before = county.counts()["entries"]

    county.enrol_code(DIVISION, "青龙镇", "township")
    assert county.counts()["entries"] == before
    county.enrol_code(DIVISION, "青龙镇", "county")
    assert county.counts()["entries"] == before + 1


def test_a_word_of_one_office_is_none_of_another(county: County, window: Window) -> None:
    county.enrol_code("511725107", "定远镇", "county")
    until_quiet(window)

    assert confirming(county).known(DIVISION) == ""
    assert at_the_window(window, date(2026, 10, 28)) == ""


def test_a_window_cannot_say_it_for_the_county(county: County, window: Window) -> None:
    body = {"scope": window.scope(), "confirmer": "township", "from_on": "2026-01-01", "basis": ""}
    window.write_to(f"office:{window.scope()}", "office.confirmer_set", body)
    until_quiet(window)

    assert confirming(county).known(DIVISION) == ""
    assert at_the_window(window, date(2026, 10, 28)) == ""
    confirming(county).name(DIVISION, "county")
    until_quiet(window)
    assert at_the_window(window, date(2026, 10, 28)) == "county"
    assert verify(county.site).broken == ()


def test_nobody_else_confirms_and_no_office_that_is_not_there(county: County) -> None:
    county.enrol_code(DIVISION)
    with pytest.raises(Refused, match=r"county\.confirmer"):
        confirming(county).name(DIVISION, "province")
    with pytest.raises(Refused, match=r"county\.no_office"):
        confirming(county).name("511725999", "county")
