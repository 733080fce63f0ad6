"""The pages of the journal as an inspector or officer uses them, without their glass."""

from pathlib import Path

import pytest

from app.domain.access import Purpose
from app.services import inspection, looking
from app.services.desk import Desk
from tests.at_work import bugs, jobs, problems
from tests.evidence.journals import inspector, verifier
from ui.inspection.export_model import ExportModel
from ui.inspection.model import InspectModel
from ui.jobs import Jobs
from ui.printing import Printing
from ui.receipt_check.model import CheckModel
from ui.seen_by.model import SeenByModel

__all__ = ["bugs", "jobs", "problems"]


@pytest.fixture
def acts(busy: Desk, jobs: Jobs) -> InspectModel:
    made = InspectModel(inspector(busy), jobs)
    made.start()
    jobs.wait()
    return made


def test_filters_are_asked_as_they_are_typed_and_cleared(acts: InspectModel, busy: Desk, jobs: Jobs) -> None:
    case = busy.store.cases()[1]
    assert (acts.view.note, acts.view.officers) == ("第 1－15 条，共 15 条", ("王德贵",))
    acts.set_typed("about", case.number)
    acts.set_typed("group", "登记受理")
    jobs.wait()
    assert acts.view.note == "第 1－2 条，共 2 条"
    acts.set_typed("officer", "王德贵")
    acts.set_typed("since", "2026-11-25")
    jobs.wait()
    assert (acts.view.rows, acts.view.none[:6]) == ((), "没有这样的记")
    acts.set_typed("until", "昨年")
    assert (acts.view.wrong, acts.asked.about) == ("until", "")
    acts.clear()
    jobs.wait()
    assert acts.view.note == "第 1－15 条，共 15 条"


def test_who_is_found_by_nothing_that_was_typed_is_told(acts: InspectModel, jobs: Jobs) -> None:
    acts.set_typed("about", "没有这个人")
    jobs.wait()
    assert "没有找到" in acts.view.refused
    assert acts.view.rows == ()


def test_pages_turn_both_ways(acts: InspectModel, jobs: Jobs, busy: Desk) -> None:
    for nth in range(4):
        with busy.store.work(busy.author) as work:
            from tests.store.township import note  # noqa: PLC0415 - used once

            work.append([note(f"case-{nth}-{at}", "一句") for at in range(25)])
    acts.clear()
    jobs.wait()
    first = [row.key for row in acts.view.rows]
    assert (acts.view.note, acts.view.newer, acts.view.older) == ("第 1－50 条，共 115 条", False, True)
    acts.older()
    acts.older()  # one at a time
    jobs.wait()
    assert acts.view.note == "第 51－100 条，共 115 条"
    acts.older()
    jobs.wait()
    assert (acts.view.note, acts.view.older) == ("第 101－115 条，共 115 条", False)
    acts.older()
    for _ in range(3):
        acts.newer()
        jobs.wait()
    assert [row.key for row in acts.view.rows] == first
    assert inspection.PAGE == 50


def test_a_row_opens_its_case(acts: InspectModel, busy: Desk) -> None:
    opened: list[str] = []
    acts.case_asked.connect(opened.append)
    for row in acts.view.rows:
        acts.open(row.key)
    acts.open("no such row")
    assert set(opened) == {case.case_id for case in busy.store.cases()}


def test_a_window_officer_reads_why_the_page_is_empty(busy: Desk, jobs: Jobs) -> None:
    model = InspectModel(busy, jobs)
    model.start()
    jobs.wait()
    assert "不在您的职责里" in model.view.refused


def test_lists_and_the_journal_are_taken_out_with_a_reason(
    acts: InspectModel, busy: Desk, jobs: Jobs, tmp_path: Path
) -> None:
    said: list[str] = []
    out = ExportModel(inspector(busy), jobs)
    out.said.connect(said.append)
    for form in ("xlsx", "pdf", "ndjson"):
        out.take(acts.asked, form, "信访核查", tmp_path / out.file_name(form))
        jobs.wait()
    names = sorted(path.name for path in tmp_path.iterdir() if "2026-11-24" in path.name)
    assert [name.split(" ")[0] for name in names] == ["本窗口记录", *["留痕记录"] * 4]
    assert verifier().Journal(tmp_path / out.file_name("ndjson"), [], []).wrong == []
    assert "会签过 0 次" in said[-1]


@pytest.mark.parametrize("form", ["xlsx", "ndjson"])
def test_without_a_reason_nothing_is_taken_out(
    acts: InspectModel, busy: Desk, jobs: Jobs, tmp_path: Path, form: str
) -> None:
    refused: list[str] = []
    out = ExportModel(inspector(busy), jobs)
    out.refused.connect(refused.append)
    out.take(acts.asked, form, "", tmp_path / f"x.{form}")
    jobs.wait()
    assert refused == ["请写为什么导出，导出会记下来。"]
    assert not (tmp_path / f"x.{form}").exists()


def test_a_disk_that_does_not_take_the_list_is_told(acts: InspectModel, busy: Desk, jobs: Jobs, tmp_path: Path) -> None:
    refused: list[str] = []
    out = ExportModel(inspector(busy), jobs)
    out.refused.connect(refused.append)
    out.take(acts.asked, "xlsx", "信访", tmp_path / "no such folder" / "x.xlsx")
    jobs.wait()
    assert len(refused) == 1


def test_a_code_is_checked_as_it_is_typed(busy: Desk, jobs: Jobs) -> None:
    model = CheckModel(busy, jobs)
    _, code = busy.store.receipt_code(busy.store.cases()[0].case_id)
    for typed in (code[:5], code):
        model.type(typed)
        model.check()
        model.check()  # one at a time
        jobs.wait()
    assert (model.view.wrong, model.view.busy, len(model.view.rows)) == ("", False, 1)
    model.type(code[:5])
    model.check()
    jobs.wait()
    assert "12个字" in model.view.wrong


def test_a_person_is_told_who_saw_the_file_and_gets_a_paper(busy: Desk, jobs: Jobs) -> None:
    case = busy.store.cases()[0]
    looking.case(busy, case.case_id, Purpose.INSPECT)
    model = SeenByModel(busy, jobs, Printing(jobs, lambda: "", lambda _name: None, lambda _paper, _as_file: None))
    model.print()
    model.type("谁也不是")
    model.ask()
    jobs.wait()
    assert "没有这个人" in model.view.wrong
    model.type(case.number)
    model.ask()
    model.ask()  # one at a time
    jobs.wait()
    assert (model.view.whose, len(model.view.rows)) == (f"{case.applicant} 的材料，本窗口看过 1 次", 1)
    model.print()
    jobs.wait()
    assert model.view.said
