"""The report for IT: enough to find a fault with, and nothing of anybody."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import settings
from sync.client import rounds
from sync.client.rounds import Round
from tests.desk.counter import Counter
from ui import cli, machine_report

PLANTED = (
    "王德贵", "谢成英", "511725195003080018", "陈素华", "赵勇", "青龙镇", "13812345678", "6217003810012345678",
)  # fmt: skip


@pytest.fixture
def known(folder: Path, tmp_path: Path) -> Path:
    """An installation whose every setting is called after somebody."""
    data = Path(shutil.copytree(folder / "window", tmp_path / "王德贵的电脑 13812345678"))
    settings.remember(
        data, printer="谢成英的打印机", camera="0", camera_identity="陈素华 511725195003080018",
        second_camera_identity="赵勇的手机", folder=str(tmp_path / "王德贵"),
        reader_folder=str(tmp_path / "6217003810012345678"), county="http://127.0.0.1:9", ca_pin="00" * 10,
        office="渠县青龙镇人民政府", camera_held="谢成英", second_camera_held="赵勇", line_costs="small",
    )  # fmt: skip
    rounds.keep(data / "log", Round("2026-11-24T08:00:00.000Z", 0.2, 3, 9, 7, "county.unreachable", (), 4, 2, -900))
    (data / "log" / "yimen.log").write_text("2026-11-24 ERROR 王德贵 511725195003080018\n", "utf-8")
    return data


@pytest.mark.parametrize("by", ["window", "command"])
def test_no_name_no_number_and_no_folder_is_in_the_report(
    qapp: QApplication, known: Path, tmp_path: Path, by: str
) -> None:
    assert qapp
    file = tmp_path / "report.json"
    if by == "window":
        machine_report.write(known, file)
    else:
        assert cli.main(["doctor", "--data", str(known), "--bundle", str(file), "--json"]) == 0

    said = file.read_text("utf-8")

    assert [value for value in PLANTED if value in said or json.dumps(value) in said] == []
    assert str(tmp_path) not in said
    assert str(Path.home()) not in said


def test_what_it_needs_to_find_a_fault_is_in_it(known: Path) -> None:
    found = machine_report.report(known, lambda _data: [])

    assert found["rounds"][-1]["code"] == "county.unreachable"
    assert (found["rounds"][-1]["entries"], found["rounds"][-1]["ahead_s"]) == (4, -900)
    assert found["settings"]["line_costs"] == "small"
    assert found["settings"]["has_printer"] is True
    assert found["line"]["answer"]["error"] == "county.unreachable", "its county is switched off"
    assert found["program"]


def test_a_setting_that_is_new_stays_out_until_somebody_lets_it_in(known: Path) -> None:
    every = set(settings.Settings.__dataclass_fields__)
    told = {name.removeprefix("has_") for name in machine_report.report(known, lambda _data: [])["settings"]}

    assert every - told == {
        "office", "camera_identity", "second_camera_identity", "camera_held", "second_camera_held",
    }  # fmt: skip


def test_a_window_at_work_writes_its_rounds_down(counter: Counter) -> None:
    counter.pages.syncing.send_now()
    counter.settle()

    (last, *_) = reversed(rounds.kept(counter.desk.data / "log"))

    assert last["code"] == "county.unreachable"
