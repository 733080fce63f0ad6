"""`yimen-county decide` and who confirms, as an administrator types them beside a county that serves."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import clock
from sync.county import cli
from sync.county.embedded import County
from tests.county.at_the_county import Township
from tests.sync.window import Window, until_quiet

Run = Callable[..., tuple[int, Any]]
DIVISION = "511725106"
TODAY = clock.local_date(clock.now())


@pytest.fixture
def run(county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def command(*words: str, data: Path | None = None) -> tuple[int, Any]:
        folder = data or county_of_own.site.data
        code = cli.main([*words, "--data", str(folder), "--json"])
        out, _ = capfdbinary.readouterr()
        return code, json.loads(out)

    return command


@pytest.fixture
def township(tmp_path: Path, county_of_own: County) -> Iterator[Township]:
    window = Window(tmp_path / "window")
    yield Township(window.enrol(county_of_own.enrol_code(DIVISION, "青龙镇").code, county_of_own.url))
    window.close()


def test_the_list_is_empty_where_nothing_waits(run: Run, county_of_own: County) -> None:
    county_of_own.enrol_code(DIVISION)

    assert run("decide") == (0, [])
    assert run("decide", "--office", DIVISION) == (0, [])
    assert run("decide", "--office", "511725999")[1]["error"]["code"] == "county.no_office"


def test_what_waits_is_listed_with_who_what_and_since_when(run: Run, township: Township) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()

    assert run("decide", "--office", DIVISION) == (
        0,
        [
            {
                "number": township.number(), "case": case, "applicant": "王德贵", "programme": "dibao",
                "division": DIVISION, "office": "青龙镇", "waits": "check", "since": "2026-10-13", "due": "2026-10-16",
            }
        ],
    )  # fmt: skip


def test_every_step_can_be_typed(run: Run, township: Township) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.name_kin(case)
    township.visit(case)
    township.propose(case, monthly_fen=38_000)
    township.post(case)
    township.bring()
    by = ("--case", township.number(), "--by", "周敏")

    code, told = run(
        "decide", "check", *by, "--qualified", "--valid-until", "2027-05-01",
        "--doubt", "vehicle:川S12345 小车:35000", "--doubt", "other:名下有门面", "--number", "HD-1",
    )  # fmt: skip
    assert (code, told["kind"], told["state"], told["number"]) == (
        0, "case.check_reported", "notice_posted", township.number(),
    )  # fmt: skip
    assert [doubt["amount_fen"] for doubt in told["body"]["doubts"]] == [3_500_000, 0]
    assert (told["body"]["valid_until_on"], told["body"]["number"]) == ("2027-05-01", "HD-1")
    assert run("decide", "visit", *by, "--officer", "周敏", "--officer", "吴刚", "--result", "属实")[0] == 0
    refused = run("decide", "confirm", "--case", case, "--by", "郑直")
    assert (refused[0], refused[1]["error"]["code"]) == (3, "opinion.doubts_open")
    code, told = run("decide", "refuse", "--case", case, "--by", "郑直", "--facts", "高于标准", "--article", "第45条")
    assert (code, told["body"]["organ"], told["body"]["decided_on"]) == (0, "渠县民政局", TODAY.isoformat())

    until_quiet(township.window)
    folded = township.window.store.case(case)
    assert folded is not None
    assert folded.state == "refused"


def test_a_confirmation_a_consent_and_a_draw_can_be_typed(run: Run, township: Township) -> None:
    case = township.accept(("linshi_jiuzhu",))
    township.ask_for_check(case)
    township.visit(case)
    township.propose(case, programme="linshi_jiuzhu", monthly_fen=0, once_fen=1_300_000)
    township.post(case)
    township.route_up(case)
    township.bring()
    by = ("--case", case, "--by", "周敏")
    assert run("decide", "check", *by, "--qualified")[0] == 0

    code, told = run("decide", "confirm", *by, "--number", "渠民临1号", "--unsteady")
    assert (code, told["body"]["once_fen"], told["body"]["number"]) == (0, 1_300_000, "渠民临1号")
    assert (
        run("decide", "lift-cap", *by, "--yuan", "3,000", "--reference", "渠府函2号")[1]["body"]["amount_fen"]
        == 300_000
    )
    code, made = run("decide", "draw", "--by", "周敏", "--month", TODAY.isoformat()[:7], "--seed", "s")
    assert (code, made["of"], made["count"], made["seed"], len(made["drawn"])) == (0, 1, 1, "s", 1)
    assert made["drawn"][0]["case"] == case
    named = run("decide", "confirmer", *by, "--confirmer", "county", "--basis", "社会救助法44")
    assert named[1]["error"]["code"] == "correction.unknown_field"  # it was known at acceptance


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "--by", "周敏", "--qualified"], "county.which_case"),
        (["check", "--case", "CASE", "--qualified"], "county.nobody"),
        (["check", "--case", "CASE", "--by", "周敏"], "county.qualified"),
        (["check", "--case", "CASE", "--by", "周敏", "--qualified", "--doubt", "car"], "county.doubt"),
        (["check", "--case", "511725106", "--by", "周敏", "--qualified"], "case_number.check"),
        (["confirm", "--case", "CASE", "--by", "周敏"], "decision.no_opinion"),
        (["lift-cap", "--case", "CASE", "--by", "周敏", "--yuan", "许多", "--reference", "r"], "money.form"),
        (["draw", "--by", " "], "county.nobody"),
        (["draw", "--by", "周敏", "--month", "上月"], "county.month"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    run: Run, township: Township, county_of_own: County, words: list[str], code: str
) -> None:
    case = township.accept()
    township.bring()
    before = county_of_own.counts()["entries"]

    exit_code, told = run("decide", *(case if word == "CASE" else word for word in words))

    assert (exit_code, told["error"]["code"]) == (3, code)
    assert told["error"]["text"].endswith("。")
    assert county_of_own.counts()["entries"] == before


def test_a_day_ahead_is_refused_and_a_word_that_is_none_is_wrong_usage(run: Run, township: Township) -> None:
    case = township.accept()
    township.bring()
    tomorrow = (TODAY + timedelta(days=2)).isoformat()

    told = run("decide", "check", "--case", case, "--by", "周敏", "--qualified", "--on", tomorrow)
    assert told[1]["error"]["code"] == "county.ahead"
    for words in (
        ["decide", "pay"],
        ["decide", "check", "--on", "昨天"],
        ["enrol-code", "--office", "5", "--confirmer", "x"],
    ):
        with pytest.raises(SystemExit) as ended:
            run(*words)
        assert ended.value.code == 2


def test_people_get_lines(township: Township, county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = ["--data", str(county_of_own.site.data)]
    assert cli.main(["decide", *data]) == 0
    assert "没有等县里办的" in capfdbinary.readouterr().out.decode()
    case = township.accept()
    township.ask_for_check(case)
    township.name_kin(case)
    township.bring()

    assert cli.main(["decide", *data]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert f"{township.number()} 王德贵（青龙镇）：等核对报告，2026-10-13 起，2026-10-16 前" in said
    assert "等县里入户，2026-10-14 起\n" in said
    assert cli.main(["decide", "check", "--case", case, "--by", "周敏", "--unqualified", *data]) == 0
    assert township.number() in capfdbinary.readouterr().out.decode()
    assert cli.main(["decide", "draw", "--by", "周敏", *data]) == 0
    assert "新救助 0 户" in capfdbinary.readouterr().out.decode()


def test_who_confirms_is_said_with_a_code_and_told_where_nobody_has_said_it(
    county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ["enrol-code", "--office", DIVISION, "--data", str(county_of_own.site.data)]

    def said(*more: str) -> str:
        assert cli.main([*words, *more]) == 0
        return capfdbinary.readouterr().out.decode()

    assert "还没有写明由谁确认" in said()
    assert "由乡镇自己确认" in said("--confirmer", "township", "--basis", "渠委办发〔2022〕26号")
    assert "由乡镇自己确认" in said()
    assert "由县里确认" in said("--confirmer", "county")
