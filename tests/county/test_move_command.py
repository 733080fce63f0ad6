"""`yimen-county move`, as an administrator types it beside a county that serves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.county import cli
from sync.county.embedded import County
from tests.county.at_the_county import Township
from tests.sync.window import Window

QINGLONG, SANHUI = "511725106", "511725107"


@pytest.fixture
def township(tmp_path: Path, county_of_own: County) -> Iterator[Township]:
    window = Window(tmp_path / "window")
    county_of_own.enrol_code(SANHUI, "三汇镇")
    yield Township(window.enrol(county_of_own.enrol_code(QINGLONG, "青龙镇").code, county_of_own.url))
    window.close()


def test_a_case_moves_and_what_came_later_goes_after_it(
    township: Township, county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    case = township.accept()
    township.bring()

    def run(*words: str) -> tuple[int, Any]:
        code = cli.main(["move", *words, "--data", str(county_of_own.site.data), "--json"])
        return code, json.loads(capfdbinary.readouterr()[0])

    by = ("--case", township.number(), "--by", "郑直")
    assert run("--by", "郑直")[1]["error"]["code"] == "county.which_case"
    assert run(*by[:2])[1]["error"]["code"] == "county.nobody"
    assert run(*by, "--to", SANHUI)[1]["error"]["code"] == "move.no_reason"

    code, told = run(*by, "--to", SANHUI, "--reason", "户籍迁走")
    assert (code, told["case"], told["office"], told["carried"]) == (0, case, "三汇镇", 1)
    township.window.note(case, "以后才报的")
    township.bring()
    code, after = run("--case", case, "--by", "郑直", "--after")
    assert (code, after["goes_on"], after["carried"], after["not_carried"]) == (0, told["goes_on"], 1, 0)
    assert run("--case", case, "--by", "郑直", "--after")[1]["error"]["code"] == "move.nothing"


def test_it_says_in_words_what_was_done(
    township: Township, county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    township.accept()
    township.bring()
    words = ("--case", township.number(), "--by", "郑直", "--to", SANHUI, "--reason", "户籍迁走")
    assert cli.main(["move", *words, "--data", str(county_of_own.site.data)]) == 0
    said = capfdbinary.readouterr()[0].decode("utf-8")
    assert f"已把 {township.number()} 王德贵 移交给三汇镇，1 条记录" in said
