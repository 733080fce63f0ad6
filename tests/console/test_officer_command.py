"""`yimen-county officer`: the first account, and whose steps old and new entries are."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ids import named_uuid
from sync.county import cli
from sync.county.deeds import Deeds
from sync.county.embedded import County
from sync.county.officers import Officers
from tests.console.conftest import PASSWORD

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with County(tmp_path / "county") as running:
        yield running


@pytest.fixture
def run(county: County, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("YIMEN_COUNTY_PASSWORD", PASSWORD)

    def command(*words: str) -> tuple[int, Any]:
        code = cli.main(["officer", *words, "--data", str(county.site.data), "--json"])
        return code, json.loads(capfdbinary.readouterr().out)

    return command


def test_accounts_are_opened_listed_closed_and_opened_again(run: Run, county: County) -> None:
    assert run() == (0, [])
    code, made = run("add", "--name", "周敏", "--role", "leader")
    assert (code, made["name"], made["role"], made["removed_at"]) == (0, "周敏", "leader", None)
    assert run("add", "--name", "周敏")[1]["error"]["code"] == "officer.known"
    assert run("remove", "--name", "周敏")[0] == 0
    assert run()[1][0]["removed_at"]
    assert run("password", "--name", "周敏")[1]["id"] == made["id"]
    assert Officers(county.site).recognise("周敏", PASSWORD).id == made["id"]
    assert run("password", "--name", "没有这个人")[1]["error"]["code"] == "officer.unknown"
    assert run("remove")[1]["error"]["code"] == "officer.whose"
    assert [one.what for one in Deeds(county.site).newest()] == ["set_password", "remove_officer", "add_officer"]


def test_a_password_is_typed_twice(
    county: County, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YIMEN_COUNTY_PASSWORD", raising=False)
    typed = iter([PASSWORD, "别的", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    words = ["officer", "add", "--name", "周敏", "--data", str(county.site.data)]
    assert cli.main(words) == 3
    assert "两遍" in capfd.readouterr().err
    assert cli.main(words) == 0
    assert "开账号" in capfd.readouterr().out
    assert cli.main(["officer", "--data", str(county.site.data)]) == 0
    assert "周敏　经办" in capfd.readouterr().out


def test_who_has_an_account_acts_under_its_id_and_others_under_their_name_as_before(run: Run, county: County) -> None:
    deciding = county.deciding
    before = deciding.by("周敏").officer
    assert before == named_uuid(county.site.keys.kid, "周敏")
    made = run("add", "--name", "周敏")[1]["id"]
    assert deciding.by(" 周敏 ").officer == made
    run("remove", "--name", "周敏")
    assert deciding.by("周敏").officer == before
