"""What is to be done, as a read model: made from the entries alone, with days that are reckoned when they are read."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.fact import Fact
from app.rules import calendar
from app.rules.agenda import todos
from app.services import check_steps, intake
from app.services.check_steps import Report
from app.services.desk import Desk
from app.services.verify import verify
from app.store import Store
from app.vault import BlobVault, Keyring
from tests.journal.golden_steps import BODIES
from tests.store import township
from tests.store.damage import run
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, TODAY

NEW_YEAR = """
year = 2027
off = [["2027-01-01", "2027-01-03"]]
working = []
"""


PAPERS: dict[str, tuple[str, ...]] = defaultdict(
    tuple, announced=("photo",), delivered=("document",), account_given=("document",)
)


@pytest.fixture(autouse=True)
def own_calendars() -> Iterator[None]:
    """Leave no calendar behind."""
    yield
    calendar.use_folders()


def accept(desk: Desk, seed: int = 1) -> Case:
    return intake.accept(desk, township.application(desk, seed)).case


def tell(desk: Desk, case: Case, *kinds: str) -> None:
    """Write steps as another program might, whatever the guards say; no papers come with them."""
    bodies = {kind: BODIES[f"case.{kind}"] | dict.fromkeys(PAPERS[kind]) for kind in kinds}
    with desk.store.work(AUTHOR) as work:
        work.append([Fact(f"case:{case.id}", f"case.{kind}", 1, body) for kind, body in bodies.items()])


def test_what_is_to_be_done_is_what_the_fold_says(desk: Desk) -> None:
    case = accept(desk)
    found = {(one.what, one.turn, one.due_on) for one in desk.store.todos(TODAY)}
    assert found == {("request_check", "window", "2026-11-27"), ("prepare_visit", "window", "2026-11-27")}
    (first, _) = desk.store.todos(TODAY)
    accepted = case.accepted
    assert accepted is not None
    assert (first.case_id, first.number, first.applicant) == (case.id, case.number, case.applicant)
    assert (first.village, first.accepted_on, first.programme) == (accepted.village, TODAY.isoformat(), case.programme)

    check_steps.request_check(desk, case.id)

    assert [one.what for one in desk.store.todos(TODAY, "await_check")] == ["await_check"]
    later = replace(desk, now=lambda: township.MORNING + timedelta(days=1))
    check_steps.report_check(later, case.id, Report("2026-11-25", qualified=True))
    assert [one.what for one in desk.store.todos(TODAY)] == ["prepare_visit"]


def test_the_nearest_comes_first_and_what_is_due_later_only_when_it_is_asked_for(desk: Desk) -> None:
    case = accept(desk)
    tell(desk, case, "opinion_given", "confirmed", "announced", "delivered", "account_given")

    assert [one.what for one in desk.store.todos(TODAY)] == []
    assert [one.due_on for one in desk.store.todos(TODAY, "recheck")] == ["2027-12-14"]
    assert [one.due_on for one in desk.store.todos(date(2027, 12, 14))] == ["2027-12-14"]
    tell(desk, case, "objection_raised", "member_died")
    with desk.store.work(AUTHOR) as work:
        heard = BODIES["case.hearing_held"] | {"pages": []}
        work.append([Fact(f"case:{case.id}", "case.hearing_held", 1, heard)])
    assert [(one.what, one.due_on) for one in desk.store.todos(date(2027, 6, 1))] == [
        ("settle_objection", "2026-12-15"),
        ("death_change", "2027-03-24"),
        ("county_visit", ""),
        ("change_aid", ""),
    ]


def test_two_windows_that_tell_the_same_death_make_one_row(desk: Desk, tmp_path: Path) -> None:
    case = accept(desk)
    tell(desk, case, "opinion_given", "confirmed")
    county = Exchange()
    folder = tmp_path / "other"
    folder.mkdir()
    other = township.desk_of(folder, township.open_store(folder, device=other_device()))
    county.sync(desk.store, other.store)
    for one in (desk, other):
        tell(one, case, "member_died", "objection_raised")

    county.sync(desk.store, other.store)

    for store in (desk.store, other.store):
        assert len(store.todos(date(2028, 1, 1), "death_change")) == 1
        assert len(store.todos(TODAY, "settle_objection")) == 1
    other.store.close()


def test_a_row_that_was_altered_is_found_and_put_right(desk: Desk) -> None:
    accept(desk)
    vault = BlobVault(desk.data / "blobs")
    right = desk.store.todos(TODAY)
    assert verify(desk.store, vault).ok
    run(desk.store.path, "UPDATE todo SET due_on = '1999-01-01', step = '' WHERE what = 'request_check'")
    run(desk.store.path, "DELETE FROM todo WHERE what = 'prepare_visit'")
    assert not verify(desk.store, vault).ok
    assert desk.store.todos(TODAY) != right

    list(desk.store.rebuild())

    assert desk.store.todos(TODAY) == right
    assert verify(desk.store, vault).ok


def test_a_calendar_that_comes_later_gives_the_day_and_changes_no_row(tmp_path: Path) -> None:
    desk = township.desk_at(tmp_path, lambda: township.MORNING + timedelta(days=36))
    accept(desk)
    assert {one.due_on for one in desk.store.todos(TODAY)} == {""}

    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "2027.toml").write_text(NEW_YEAR, "utf-8")
    calendar.use_folders(folder)

    assert {one.due_on for one in desk.store.todos(TODAY)} == {"2027-01-05"}
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok
    desk.store.close()


def test_a_store_that_was_kept_before_the_steps_has_their_rows_after_the_rebuild(tmp_path: Path) -> None:
    stored = Path(__file__).parents[1] / "data" / "stores" / "v0003"
    folder = Path(shutil.copytree(stored, tmp_path / "v0003"))
    known = json.loads((folder / "known.json").read_text("utf-8"))
    key = Keyring(folder).open(known["officer"], known["password"])
    store = Store.open(folder / "yimen.db", key)

    list(store.rebuild())

    wanted = {(case.case_id, one.what) for case in store.cases() for one in todos(folded(store, case.case_id))}
    far = date(2099, 1, 1)
    assert {(one.case_id, one.what) for one in store.todos(far)} == wanted
    assert wanted
    assert verify(store, BlobVault(folder / "blobs")).ok
    store.close()


def folded(store: Store, case_id: str) -> Case:
    case = store.case(case_id)
    assert case is not None
    return case


def test_what_a_newer_program_wrote_has_nothing_to_be_done(desk: Desk) -> None:
    case = accept(desk)
    with desk.store.work(AUTHOR) as work:
        work.append([Fact(f"case:{case.id}", "case.dreamt_of", 1, {})])

    assert desk.store.todos(TODAY) == ()
    assert [task.kind for task in desk.store.tasks()] == ["needs_newer"]


def test_people_of_a_number_are_found_in_every_case_of_theirs(desk: Desk) -> None:
    case = accept(desk)
    number = case.members[0].identity.id_number

    assert desk.store.cases_of(number) == {case.id}
    assert desk.store.cases_of(f"{number[:6]} {number[6:]}") == {case.id}
    assert desk.store.cases_of("") == frozenset()
