"""The index of cases: what lists show is what the ledger folds to, however it came to be made."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.domain.case import Case
from app.journal.case import fold_case
from app.journal.fold import Stored
from sync.county import acts, case_files, case_search, schema
from sync.county import case_index as module
from sync.county import console_schema as tables
from sync.county.case_index import CaseIndex
from sync.county.case_search import Wanted
from sync.county.embedded import County
from sync.county.site import Site
from tests.county.at_the_county import Township
from tests.sync.window import Window, until_quiet

DIVISION = "511725106"


@pytest.fixture
def county(tmp_path: Path, database_url: str) -> Iterator[County]:
    with County(tmp_path / "county", database=database_url) as running:
        yield running


@pytest.fixture
def township(tmp_path: Path, county: County) -> Iterator[Township]:
    window = Window(tmp_path / "window")
    yield Township(window.enrol(county.enrol_code(DIVISION, "青龙镇").code, county.url))
    window.close()


def busy(township: Township) -> list[str]:
    """Cases of all sorts: waiting for a check, for a visit, for a decision, and not for the county at all."""
    plain, checked, kin, proposed = (township.accept() for _ in range(4))
    township.ask_for_check(checked)
    township.name_kin(kin)
    township.ask_for_check(proposed)
    township.visit(proposed)
    township.bring()
    return [plain, checked, kin, proposed]


def shown(site: Site) -> list[tuple[object, ...]]:
    """What lists show, without the names of columns."""
    today = "2026-11-30"
    with site.database.reading() as connection:
        lines = case_search.cases(connection, Wanted()).rows
        waits = case_search.waiting(connection, today)
        return [*map(tuple, lines), *map(tuple, waits)]


def case_of(site: Site, name: str) -> Case:
    with site.database.reading() as connection:
        return case_files.read_case(connection, name)


def test_what_waits_is_the_same_as_what_the_command_finds(county: County, township: Township) -> None:
    busy(township)
    index, today = CaseIndex(county.site), county.deciding.today().isoformat()
    assert index.catch_up() == 0
    with county.site.database.reading() as connection:
        rows = case_search.waiting(connection, today)
        counted = case_search.counts(connection, today)
    found = {(row.id, row.waits, row.since, row.due) for row in rows}
    assert found == {(one.case, one.waits, one.since, one.due) for one in county.deciding.waiting()}
    assert sum(counted.values()) == len(rows) == 3


def test_a_decision_waits_for_the_last_day_of_its_notice(county: County, township: Township) -> None:
    *_, proposed = busy(township)
    deciding = county.deciding
    deciding.act(proposed, deciding.by("周敏"), acts.report(qualified=True, valid_until=None))
    until_quiet(township.window)
    township.propose(proposed)
    township.post(proposed)  # hangs until the 27th of October
    township.bring()
    CaseIndex(county.site).catch_up()
    with county.site.database.reading() as connection:
        assert case_search.counts(connection, "2026-10-27").get("decide", 0) == 0
        assert case_search.counts(connection, "2026-10-28")["decide"] == 1


@pytest.mark.parametrize("size", [1, 3, 2_000])
def test_the_index_is_the_same_in_slices_of_any_size_and_when_it_is_made_anew(
    county: County, township: Township, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = busy(township)
    CaseIndex(county.site).catch_up()
    township.window.note(names[0], "又来了")
    township.ask_for_check(names[0])
    township.bring()
    CaseIndex(county.site).catch_up()
    grown = shown(county.site)

    monkeypatch.setattr(module, "_SLICE", size)
    monkeypatch.setattr(module, "MADE_BY", "another program")
    assert CaseIndex(county.site).catch_up() == 0
    assert shown(county.site) == grown
    assert {row[0] for row in grown} == set(names)


def test_a_look_works_for_a_while_and_says_how_much_is_ahead(
    county: County, township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(township)
    monkeypatch.setattr(module, "_SLICE", 2)
    seconds = iter(range(100))
    index = CaseIndex(county.site, clock=lambda: float(next(seconds)))
    first = index.catch_up(1.0)
    assert first > 0
    assert index.catch_up(1.0) < first
    assert index.catch_up(90.0) == 0


def test_what_a_look_leaves_is_taken_in_behind(
    county: County, township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = busy(township)
    monkeypatch.setattr(module, "_SLICE", 2)
    seconds = itertools.count()
    index = CaseIndex(county.site, clock=lambda: float(next(seconds)))
    assert index.keep_up(1.0) > 0
    index.wait(30)
    assert {row[0] for row in shown(county.site)} == set(names)
    assert index.keep_up(1.0) == 0


def test_a_county_that_is_closed_ends_what_goes_on_behind(
    county: County, township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(township)
    monkeypatch.setattr(module, "_SLICE", 1)
    index = CaseIndex(county.site, clock=itertools.count().__next__)
    index.keep_up(1.0)
    county.stop()
    index.wait(30)
    assert index._behind is not None  # noqa: SLF001 - it ended and did not fail
    assert not index._behind.is_alive()  # noqa: SLF001 - as above
    county.start()


def test_a_case_is_read_whole_wherever_the_index_stands(
    county: County, township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = busy(township)
    without = [case_of(county.site, name) for name in names]
    monkeypatch.setattr(module, "_SLICE", 3)
    index = CaseIndex(county.site, clock=iter((0.0, 9.0, 9.0)).__next__)
    index.catch_up(1.0)
    table = tables.indexed
    with county.site.database.reading() as connection:
        assert 0 < (connection.execute(select(table.c.up_to)).scalar() or 0) < 7
    assert [case_of(county.site, name) for name in names] == without
    CaseIndex(county.site).catch_up()
    assert [case_of(county.site, name) for name in names] == without
    with county.site.database.reading() as connection:
        assert case_files.find_case(connection, township.number()).id == names[-1]


def test_two_looks_at_once_keep_each_entry_once(county: County, township: Township) -> None:
    busy(township)
    index = CaseIndex(county.site)
    index._begin()  # noqa: SLF001 - both looks read the same slice before either is kept
    with county.site.database.reading() as connection:
        step = module._read(connection)  # noqa: SLF001 - as above
    assert step is not None
    for _ in range(2):
        county.site.database.write(lambda connection: module._write(step, connection)).result()  # noqa: SLF001 - as above
    before = shown(county.site)
    index.catch_up()
    assert shown(county.site) == before


def test_names_of_officers_come_from_their_grants(county: County, township: Township) -> None:
    assert township.window
    granted = county.grant(DIVISION, "陈素华")
    CaseIndex(county.site).catch_up()
    table = tables.named_officer
    with county.site.database.reading() as connection:
        assert connection.execute(select(table.c.name).where(table.c.id == granted.officer)).scalar() == "陈素华"


def test_an_index_of_another_program_is_thrown_away(county: County, township: Township) -> None:
    names = busy(township)
    index = CaseIndex(county.site)
    index.catch_up()
    spoilt = update(tables.case_line).values(state="nonsense")
    old = update(tables.indexed).values(made_by="0")
    for change in (spoilt, old):
        county.site.database.write(lambda connection, change=change: connection.execute(change).rowcount).result()  # type: ignore[misc]  # mypy does not see the default
    index.catch_up()
    assert {row[0] for row in shown(county.site) if row[5] != "nonsense"} == set(names)


def test_a_case_is_folded_once_however_many_slices_it_lies_in(
    county: County, township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = busy(township)
    folded: list[str] = []

    def counting(name: str, stored: list[Stored]) -> Case | None:
        folded.append(name)
        return fold_case(name, stored)

    monkeypatch.setattr(module, "fold_case", counting)
    monkeypatch.setattr(module, "_SLICE", 1)
    index = CaseIndex(county.site)
    index.catch_up()
    assert sorted(folded) == sorted(names)
    township.ask_for_check(names[0])
    township.bring()
    index.catch_up()
    assert folded[len(names) :] == [names[0]]


def test_a_damaged_line_takes_no_list_with_it(county: County, township: Township) -> None:
    """`verify` tells of it; everything else is still to be found."""
    names = busy(township)
    table = schema.entry
    for at in (0, 4):  # all there is of one case, and one entry of another
        spoilt = update(table).where(table.c.order_number == at + 1).values(line=b'{"seq":')
        county.site.database.write(lambda connection, change=spoilt: connection.execute(change).rowcount).result()  # type: ignore[misc]  # mypy does not see the default
    assert CaseIndex(county.site).catch_up() == 0
    assert names[0] not in {row[0] for row in shown(county.site)}
    assert {row[0] for row in shown(county.site)} == set(names[1:])
