"""A window's journal from the county, checked by the verifier that knows neither."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.county import cli
from sync.county.deeds import Deeds
from sync.county.embedded import County
from tests.evidence.journals import verifier
from tests.sync.window import Window


@pytest.fixture
def busy(tmp_path: Path, county_of_own: County) -> Window:
    """A window that has reported."""
    window = Window(tmp_path / "window").enrol(county_of_own.enrol_code("511725106", "青龙镇").code, county_of_own.url)
    for nth in range(5):
        window.note(f"case-{nth}", "一条")
    window.sync()
    return window


def run(county: County, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = cli.main(["export-journal", *map(str, words), "--data", str(county.site.data), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_countys_file_of_a_window_proves_itself_up_to_its_last_word(
    busy: Window, county_of_own: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, device = tmp_path / "journal.ndjson", busy.store.device()
    assert device is not None

    code, told = run(county_of_own, capsys, file, "--device", device.id, "--reason", "信访核查")

    assert code == 0
    journal = verifier().Journal(file, [told["county_key"]], [])
    assert journal.wrong == []
    newest = busy.store.checkpoints()[-1]
    assert (told["entries"], told["witnessed"]) == (busy.store.head()[0], newest.size)
    assert journal.receipt(newest.code).startswith("回执")
    assert journal.wrong == []
    assert [deed.detail for deed in Deeds(county_of_own.site).newest(device.id)] == ["信访核查"]
    busy.close()


def test_what_the_county_does_not_know_or_is_not_told_is_refused(
    busy: Window, county_of_own: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    device = busy.store.device()
    assert device is not None
    file = tmp_path / "journal.ndjson"
    code, told = run(county_of_own, capsys, file, "--device", "nobody", "--reason", "信访")
    assert (code, told["error"]["code"]) == (3, "county.no_device")
    code, told = run(county_of_own, capsys, file, "--device", device.id, "--reason", " ")
    assert (code, told["error"]["code"]) == (3, "export.reason_missing")
    assert not file.exists()
    busy.close()
