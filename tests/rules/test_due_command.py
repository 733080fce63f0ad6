"""`yimen due`, as a script calls it."""

import json
from pathlib import Path

import pytest

from ui.cli import main

CALENDAR = 'year = 2027\noff = [["2027-01-01", "2027-01-03"]]\nworking = []\n'


def test_it_gives_the_day_and_the_rule_that_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "dibao", "confirm", "2026-02-12", "--confirmer", "county", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["due"], told["rule"]) == ("2026-04-01", "dibao.due.confirm")
    assert told["source"] == "最低生活保障审核确认办法 第22条"


def test_where_no_rule_says_the_county_must(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "tekun", "confirm", "2026-02-12", "--confirmer", "township", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] is None
    assert main(["due", "tekun", "confirm", "2026-02-12"]) == 0
    assert capsys.readouterr().out.startswith("待县级确认")


def test_to_people_it_says_the_source_and_what_the_county_has_to_confirm(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "xiaoe_kuaijiu", "quick_aid", "2026-09-30"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("2026-10-03（")
    assert second == "待县级确认"


def test_a_year_is_known_once_its_table_lies_in_the_data_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["due", "dibao", "refusal_notice", "2026-12-31", "--data", str(tmp_path), "--json"]
    assert main(words) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "calendar.year_missing"

    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2027.toml").write_text(CALENDAR)
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2027-01-06"


@pytest.mark.parametrize("words", [["dibao", "confirmx", "2026-02-12"], ["dibao", "confirm", "2026-02-30"]])
def test_a_step_or_a_day_that_is_none_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["due", *words])
    assert left.value.code == 2
