"""The first start asks only what neither the county's file nor the installer has said."""

from pathlib import Path

import pytest

from app.machine import CODE, CONFIGURATION, OWNERS
from sync.enrol_code import EnrolCode
from ui.jobs import Jobs
from ui.setup.given import given
from ui.setup.model import SetupModel
from ui.setup.view import SetupForm, Step
from ui.setup.window import SetupPage
from ui.widgets.strip import Strip

ENROL_CODE = EnrolCode("t-7Q2K9X", "0A", bytes(range(10)), "ABCDEFGHJKMN")
COUNTY = '[county]\nserver = "https://10.20.30.40:8470"\n'
OFFICE = '[office]\ntown = "青龙镇"\nconfirmer = "county"\n'


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What an installer leaves: the county's file, the code, the folder of those who have a window."""
    (tmp_path / "owners").mkdir()
    (tmp_path / "code").write_text(f"{ENROL_CODE.text}\n", "ascii")
    (tmp_path / "yimen.toml").write_text(COUNTY + OFFICE, "utf-8")
    monkeypatch.setenv(CODE, str(tmp_path / "code"))
    monkeypatch.setenv(CONFIGURATION, str(tmp_path / "yimen.toml"))
    monkeypatch.setenv(OWNERS, str(tmp_path / "owners"))
    return tmp_path


def test_where_nothing_is_said_all_is_asked() -> None:
    known = given()
    assert (known.form, known.step, known.note) == (SetupForm(), Step.COUNTY, "")


@pytest.mark.usefixtures("installed")
def test_where_all_is_said_only_the_officer_is_asked() -> None:
    known = given()
    assert known.step is Step.OFFICER
    assert known.form.office == "渠县青龙镇人民政府"
    assert (known.form.address, known.form.confirmer) == ("https://10.20.30.40:8470", "county")


def test_without_the_office_the_second_page_is_first(installed: Path) -> None:
    (installed / "yimen.toml").write_text(COUNTY, "utf-8")
    assert given().step is Step.OFFICE


@pytest.mark.parametrize("name", ["code", "yimen.toml"])
def test_without_code_or_address_the_first_page_is_first(installed: Path, name: str) -> None:
    (installed / name).unlink()
    assert given().step is Step.COUNTY


def test_the_code_of_another_user_of_this_pc_is_not_used_again(installed: Path) -> None:
    (installed / "owners" / "zhang").touch()
    known = given()
    assert (known.form.code, known.step) == ("", Step.COUNTY)
    assert "zhang" in known.note


def test_the_office_is_named_after_a_township_that_is_said_now() -> None:
    assert given().with_answers(town="三汇镇").office == "渠县三汇镇人民政府"
    assert given().with_answers(town="三汇镇", office="三汇镇便民服务中心").office == "三汇镇便民服务中心"
    assert given().with_answers(town="无名镇").office == ""


def test_what_is_said_now_goes_before_what_was_given(installed: Path) -> None:
    assert installed.exists()
    form = given().with_answers(town="三汇镇", code="", officer="陈素华")
    assert (form.town, form.officer, bool(form.code)) == ("三汇镇", "陈素华", True)


@pytest.mark.usefixtures("theme")
def test_the_page_begins_with_what_it_was_given(installed: Path, jobs: Jobs) -> None:
    (installed / "owners" / "zhang").touch()
    model = SetupModel(None, jobs)  # type: ignore[arg-type]  # nothing is set up here
    page = SetupPage(model)
    model.begin(given())
    assert any("zhang" in strip.text for strip in page.findChildren(Strip))
    assert page.findChild(SetupPage) is None
