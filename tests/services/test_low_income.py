"""The register by hand, by a list, and back again; nothing half-imported; leads that become applications."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.fact import Fact
from app.domain.lead import LeadResult
from app.domain.low_income_list import New, Preview, ReadHousehold, ReadList
from app.domain.visit import Source, Visitor
from app.errors import Refused, Unavailable
from app.services import intake, leads, low_income, low_income_import, registration
from app.services.desk import Desk
from app.services.leads import Sighting
from app.sheets.progress import Progress
from app.store.work import Work
from tests.made_up.household import id_number
from tests.made_up.register import HEAD, OTHER, listing, other

SEEN = Sighting(Visitor("王德贵", HEAD, "13900000000", "青龙村", "3"), "桥头", "米缸空了", "网格员", "2026-10-11")
ROWS = "村,组,姓名,身份证号,救助类别,电话\n青龙村,3,王德贵,{head},低保,13900000009\n青龙村,5,李桂兰,{other},特困,\n"


def code_of(job: Any) -> str:
    with pytest.raises((Refused, Unavailable)) as refused:
        job()
    return str(refused.value.code)


def names(desk: Desk) -> list[str]:
    return [row.listing.name for row in desk.store.every_listing() if row.on_list]


def many(count: int) -> ReadList:
    found = [other(name=f"李{nth}", id_number=id_number("1950-01-01", nth)) for nth in range(count)]
    return ReadList(tuple(ReadHousehold(nth, one) for nth, one in enumerate(found, 2)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of two households."""
    made = tmp_path / "名单.csv"
    made.write_text(ROWS.format(head=HEAD, other=OTHER), "utf-8-sig")
    return made


def test_a_household_is_added_changed_taken_off_and_put_back(desk: Desk) -> None:
    kept = low_income.add(desk, listing())
    assert low_income.change(desk, kept.id, listing()) == kept
    changed = low_income.change(desk, kept.id, listing(phone="1"))
    assert changed.listing == listing(phone="1")
    assert low_income.remove(desk, kept.id, "搬走了").on_list is False
    assert low_income.put_back(desk, kept.id, listing()).on_list
    assert names(desk) == ["王德贵"]


def test_nobody_stands_on_the_register_twice(desk: Desk) -> None:
    kept = low_income.add(desk, listing())
    assert code_of(lambda: low_income.add(desk, listing())) == "low_income.on_list"
    assert code_of(lambda: low_income.put_back(desk, kept.id, listing())) == "low_income.on_list"
    low_income.remove(desk, kept.id, "搬走了")
    low_income.add(desk, listing())
    assert code_of(lambda: low_income.put_back(desk, kept.id, listing())) == "low_income.on_list"


def test_a_household_of_which_nothing_is_here_cannot_be_changed(desk: Desk) -> None:
    assert code_of(lambda: low_income.change(desk, "nobody", listing())) == "low_income.gone"


def test_a_dry_run_writes_nothing(desk: Desk, file: Path) -> None:
    low_income.add(desk, listing())
    before = desk.store.head()

    shown = low_income_import.preview(desk, low_income_import.read(desk, file))

    assert [change.fields for change in shown.changed] == [("phone",)]
    assert [new.listing.name for new in shown.new] == ["李桂兰"]
    assert desk.store.head() == before


def test_a_list_is_written_as_it_was_shown_and_can_be_undone(desk: Desk, file: Path) -> None:
    low_income.add(desk, listing())
    stays = low_income.add(desk, other(name="周大山", id_number=id_number("1950-01-01", 8)))
    leaves = low_income.add(desk, other(name="何家福", id_number=id_number("1950-01-01", 9)))
    before = {row.id: (row.listing, row.on_list) for row in desk.store.every_listing()}
    shown = low_income_import.preview(desk, low_income_import.read(desk, file))
    assert {one.id for one in shown.missing} == {stays.id, leaves.id}

    done = low_income_import.write(desk, shown, file.name, [leaves.id])

    assert (done.new, done.changed, done.removed) == (1, 1, 1)
    assert names(desk) == ["周大山", "李桂兰", "王德贵"]
    assert low_income_import.last_import(desk) == done
    assert low_income_import.undo(desk) == low_income_import.Undone(3, 0)
    after = {row.id: (row.listing, row.on_list) for row in desk.store.every_listing()}
    assert {name: after[name] for name in before} == before
    assert [on for name, (_, on) in after.items() if name not in before] == [False]
    assert code_of(lambda: low_income_import.undo(desk)) == "low_income.nothing_to_undo"


def test_what_was_changed_after_an_import_is_not_undone(desk: Desk, file: Path) -> None:
    low_income_import.write(desk, low_income_import.preview(desk, low_income_import.read(desk, file)), "x")
    (wang,) = [row.id for row in desk.store.every_listing() if row.listing.name == "王德贵"]
    low_income.change(desk, wang, replace(listing(members=(), since=""), phone="5"))

    assert low_income_import.undo(desk) == low_income_import.Undone(1, 1)
    assert names(desk) == ["王德贵"]


def test_who_left_before_is_put_back_to_that_by_undoing(desk: Desk, file: Path) -> None:
    kept = low_income.add(desk, listing())
    low_income.remove(desk, kept.id, "搬走了")
    low_income_import.write(desk, low_income_import.preview(desk, low_income_import.read(desk, file)), "x")
    assert {row.id for row in desk.store.every_listing() if row.on_list} >= {kept.id}

    low_income_import.undo(desk)

    assert names(desk) == []


def test_the_same_list_again_changes_nothing(desk: Desk, file: Path) -> None:
    low_income_import.write(desk, low_income_import.preview(desk, low_income_import.read(desk, file)), "x")

    again = low_income_import.preview(desk, low_income_import.read(desk, file))

    assert (again.same, again.is_empty) == (2, True)
    assert code_of(lambda: low_income_import.write(desk, again, "x")) == "low_income.nothing"


def test_a_long_list_is_compared_in_slices_and_written_whole(desk: Desk) -> None:
    steps = list(low_income_import.compare(desk, many(900)))
    shown = low_income_import.preview(desk, many(900))
    progress = Progress()

    low_income_import.write(desk, shown, "x", progress=progress)

    assert len(steps) >= 5
    assert (progress.done, progress.total) == (900, 900)
    assert desk.store.register_counts().households == 900


def test_an_import_that_fails_in_the_middle_leaves_the_register_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, before, append, calls = (
        low_income_import.preview(desk, many(900)),
        desk.store.head(),
        Work.append,
        list[int](),
    )

    def breaks(work: Work, facts: Iterable[Fact]) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise Unavailable("store.disk_full")
        return append(work, facts)

    monkeypatch.setattr(Work, "append", breaks)

    assert code_of(lambda: low_income_import.write(desk, shown, "x")) == "store.disk_full"
    assert (desk.store.head(), desk.store.every_listing()) == (before, ())
    assert low_income_import.last_import(desk) is None
    assert desk.store.find("李1") == ()


def test_an_import_that_is_stopped_leaves_the_register_as_it_was(desk: Desk) -> None:
    shown, progress = low_income_import.preview(desk, many(900)), StopsAt(400)

    assert code_of(lambda: low_income_import.write(desk, shown, "x", progress=progress)) == "list.stopped"
    assert desk.store.every_listing() == ()


class StopsAt(Progress):
    """Somebody presses stop when so much is done."""

    def __init__(self, done: int) -> None:
        super().__init__()
        self._last = done

    def at(self, done: int, total: int = 0) -> None:
        """Stop in time."""
        if done >= self._last:
            self.stop()
        super().at(done, total)


def test_a_list_that_was_shown_before_the_register_changed_is_not_written(desk: Desk, file: Path) -> None:
    kept = low_income.add(desk, listing())
    gone = low_income.add(desk, other(name="何家福", id_number=id_number("1950-01-01", 9)))
    shown = low_income_import.preview(desk, low_income_import.read(desk, file))

    low_income.change(desk, kept.id, listing(group="4"))
    assert code_of(lambda: low_income_import.write(desk, shown, "x")) == "low_income.meanwhile"
    low_income.remove(desk, kept.id, "搬走了")
    assert code_of(lambda: low_income_import.write(desk, shown, "x")) == "low_income.meanwhile"
    low_income.remove(desk, gone.id, "搬走了")
    assert code_of(lambda: low_income_import.write(desk, replace(shown, changed=()), "x", [gone.id])) == (
        "low_income.meanwhile"
    )
    low_income.add(desk, other())
    assert code_of(lambda: low_income_import.write(desk, replace(shown, changed=()), "x")) == "low_income.meanwhile"


def test_a_household_whose_content_was_never_here_is_passed_over_by_undoing(desk: Desk) -> None:
    low_income_import.write(desk, Preview(new=(New(2, other()),)), "x")
    (row,) = desk.store.every_listing()
    unknown = Fact("household:other", "household.unlisted", 1, {"unlisted_on": "", "source": "list", "reason": "x",
                   "handler": "o", "batch": row.batch})  # fmt: skip
    with desk.store.work(desk.author) as work:
        work.append([unknown])

    assert low_income_import.undo(desk).back == 1


def test_the_register_goes_into_a_file_that_can_be_brought_in_again(desk: Desk, tmp_path: Path) -> None:
    low_income.add(desk, listing(phone="", flags=("severe_disability", "old"), classes=("dibao", "fangzhi_fanpin")))
    low_income.add(desk, other(since="2020-12", number="0012"))
    file = tmp_path / "名册.xlsx"

    assert low_income.export(desk, file, "report") == 2
    again = low_income_import.preview(desk, low_income_import.read(desk, file))

    assert (again.same, again.new, again.changed, again.wrong, again.missing) == (2, (), (), (), ())
    assert code_of(lambda: low_income.export(desk, tmp_path / "none" / "x.xlsx", "report")) == "list.not_written"


def test_a_lead_becomes_an_application_with_what_is_known(desk: Desk) -> None:
    found = leads.find(desk, SEEN)

    draft = leads.begin(desk, found)

    who = draft.applicant.identity
    assert (who.name, who.id_number, who.birth, who.sex) == ("王德贵", HEAD, "1960-02-29", "male")
    assert (draft.village, draft.group, draft.phone, draft.source) == ("青龙村", "3", "13900000000", Source.FOUND)
    nobody = leads.find(desk, replace(SEEN, person=Visitor(id_number="1")))
    assert leads.begin(desk, nobody).applicant.identity.id_number == ""


def test_an_application_that_is_registered_settles_its_lead_and_no_other(desk: Desk) -> None:
    other_lead = leads.find(desk, replace(SEEN, person=Visitor("张婆婆", village="石桥村")))
    found = leads.find(desk, SEEN)
    draft = leads.begin(desk, found)
    assert leads.settle_by(desk, draft) is None
    registration.register(desk, draft)

    settled = leads.settle_by(desk, draft)

    assert settled is not None
    assert (settled.id, settled.state, settled.settled[0].case) == (found.id, "became_case", draft.id)
    assert [row.subject for row in desk.store.matters("lead", "open")] == [f"lead:{other_lead.id}"]
    assert leads.settle_by(desk, draft) is None
    assert leads.settle_by(desk, replace(draft, source=Source.WALK_IN.value)) is None


def test_a_lead_without_a_number_is_settled_by_name_and_village(desk: Desk) -> None:
    leads.find(desk, replace(SEEN, person=Visitor(village="青龙村")))
    found = leads.find(desk, replace(SEEN, person=Visitor("张婆婆", village="石桥村")))
    draft = leads.begin(desk, found)
    registration.register(desk, draft)

    settled = leads.settle_by(desk, draft)

    assert settled is not None
    assert settled.id == found.id


def test_nothing_may_come_of_a_lead_for_a_reason(desk: Desk) -> None:
    found = leads.find(desk, SEEN)

    done = leads.settle(desk, found.id, LeadResult.NO_NEED, "儿子接走了")

    assert (done.state, done.settled[0].reason) == ("no_need", "儿子接走了")
    assert code_of(lambda: leads.settle(desk, found.id, LeadResult.DECLINED)) == "lead.settled_already"
    assert code_of(lambda: leads.settle(desk, "nobody", LeadResult.DECLINED)) == "lead.gone"
    assert code_of(lambda: leads.find(desk, replace(SEEN, found_on="2026-10-13"))) == "lead.in_future"
    assert intake.begin(desk).source == Source.WALK_IN
