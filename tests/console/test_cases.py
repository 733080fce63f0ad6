"""Finding a case and looking at it: what is shown, and that each look is an entry of the county's chain before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection

from app.domain.access import Purpose
from app.domain.household import Member
from app.domain.person import Identity
from app.ids import uuid7
from sync.county import case_search
from sync.county.case_index import CaseIndex
from sync.county.case_search import Wanted
from sync.county.embedded import County
from sync.county.ledger import Ledger
from sync.county.looking import Looking
from sync.county.site import state
from sync.county.verify import verify
from tests.console.browser import Browser
from tests.county.at_the_county import Township
from tests.county.windows import Window as Raw
from tests.sync.window import filed, picture

NUMBER = "511725195003080018"
MOTHER = Member("m2", Identity("刘·玉珍", id_number="511725195306020022"), "10")


def household(name: str, number: str = NUMBER) -> dict[str, Any]:
    return {"members": (Member("m1", Identity(name, birth="1950-03-08", id_number=number), "01"), MOTHER)}


def looks(county: County) -> list[dict[str, Any]]:
    """The access entries of the county's own chain, by order."""
    with county.site.database.reading() as connection:
        row = state(connection)
    assert row is not None
    return [
        dict(entry.body or {}) | {"actor": entry.actor, "subject_of": entry.subject, "parents": entry.parents}
        for entry in county.entries(row.device)
        if entry.kind == "access.looked"
    ]


def looked_at(county: County, case: str) -> list[str]:
    return [look["purpose"] for look in looks(county) if look["subject"] == f"case:{case}"]


@pytest.fixture
def case(township: Township) -> str:
    """A case that only this test knows."""
    case = township.accept(**household("陈独一"))
    township.ask_for_check(case)
    township.bring()
    return case


def test_a_case_is_found_by_its_number_a_part_of_its_name_and_an_id_number(worker: Browser, township: Township) -> None:
    mine = "51172519620101001X"
    case = township.accept(**household("欧阳·百里%_", mine))
    township.bring()
    number = township.number()

    assert worker.get(f"/cases?q={number}").path == f"/cases/{case}"
    for text in (
        number[-9:],
        number.replace("-", "").lower(),
        "阳·百",
        "百里%_",
        mine,
        mine.lower(),
        "5117251962 0101 001X",
    ):
        shown = worker.get("/cases?q=" + text.replace("%", "%25").replace(" ", "%20")).text
        assert number in shown, text
        assert mine not in shown
    for text in (mine[:17], mine[4:], "百里__", "欧阳百里"):
        assert number not in worker.get(f"/cases?q={text}").text, text


def test_cases_are_listed_by_office_and_state_and_page_by_page(worker: Browser, county: County, case: str) -> None:
    scope = next(row.scope for row in _lines(county) if row.id == case)
    assert "陈独一" in worker.get(f"/cases?office={scope}&state=means_check_sent").text
    assert "陈独一" not in worker.get(f"/cases?office={scope}&state=confirmed").text
    assert "没有找到" in worker.get("/cases?office=t-000000").text
    for page in ("x", "-1", "9" * 30, "9999"):
        assert worker.get(f"/cases?page={page}").status == 200


def _lines(county: County) -> list[Any]:
    CaseIndex(county.site).catch_up()
    with county.site.database.reading() as connection:
        return list(case_search.cases(connection, Wanted()).rows)


def test_a_part_of_the_list_is_given_where_a_script_asks(worker: Browser, case: str) -> None:
    part = worker.get("/cases?q=陈独一", **{"HX-Request": "true"}).page.text
    assert case in part
    assert "<html" not in part


def test_a_page_shows_the_household_with_hidden_numbers_and_what_happened(
    worker: Browser, county: County, case: str
) -> None:
    text = worker.get(f"/cases/{case}").text
    assert "5117…0018 看全" in text
    assert NUMBER not in worker.page.text
    assert "刘·玉珍 配偶" in text
    assert "送核对 王" not in text
    assert "核对结果 F10" in text
    assert looked_at(county, case) == ["handle"]


def test_each_purpose_is_an_entry_and_a_quarter_of_an_hour_is_one(
    worker: Browser, leader: Browser, county: County, case: str
) -> None:
    for _ in range(2):
        worker.get(f"/cases/{case}")
        worker.get(f"/cases/{case}/print")
        worker.post(f"/cases/{case}/reveal", member="m1")
        assert NUMBER in worker.text
    assert sorted(looked_at(county, case)) == ["handle", "print", "reveal"]
    leader.get(f"/cases/{case}")
    assert sorted(looked_at(county, case)) == ["handle", "handle", "print", "reveal"]
    mine = [look for look in looks(county) if look["subject"] == f"case:{case}"]
    assert len({look["actor"] for look in mine}) == 2
    assert all(look["subject_of"] == f"access:{look['actor']}" for look in mine)
    assert verify(county.site).broken == ()


def test_a_number_is_laid_open_in_its_place(worker: Browser, case: str) -> None:
    worker.get(f"/cases/{case}")
    part = worker.send(f"/cases/{case}/reveal", {"csrf": worker.csrf, "member": "m1"}, **{"HX-Request": "true"})
    assert part.text == NUMBER
    assert worker.get(f"/cases/{case}").post(f"/cases/{case}/reveal", member="nobody").status == 404


@pytest.mark.parametrize("name", ["x", "%2e%2e", "01a22c20-095b-7e0b-89f1-7997c69f2bb6"])
def test_what_is_no_case_leaves_no_entry(worker: Browser, county: County, name: str) -> None:
    before = len(looks(county))
    for path in (f"/cases/{name}", f"/cases/{name}/print", f"/cases/{name}/check"):
        assert worker.get(path).status == 404
    assert len(looks(county)) == before


def test_a_search_leaves_an_entry(worker: Browser, county: County) -> None:
    worker.get("/cases?q=任何人")
    assert any((look["subject"], look["purpose"]) == ("ref:cases", "search") for look in looks(county))


def test_a_document_is_given_for_the_case_that_names_it_and_journalled(
    worker: Browser, county: County, township: Township, case: str
) -> None:
    content = picture(4_000)
    ref = township.window.file(case, content)
    township.bring()
    assert worker.get(f"/cases/{case}/documents/{ref.sha256}").page.content == content
    headers = worker.page.headers
    assert (headers["content-type"], headers["content-disposition"]) == ("image/jpeg", "inline")
    assert headers["cache-control"] == "no-store"
    assert "document" in looked_at(county, case)

    other = township.accept()
    township.bring()
    for place in (
        f"/cases/{other}/documents/{ref.sha256}",
        f"/cases/{case}/documents/{'0' * 64}",
        f"/cases/{case}/documents/x",
    ):
        assert worker.get(place).status == 404
    assert looked_at(county, other) == []


def test_what_a_window_calls_a_page_is_saved_and_never_run(worker: Browser, township: Township, case: str) -> None:
    sealed = township.window.vault.put(b"<script>alert(1)</script>", "text/html")
    with township.window.store.work(township.window.author) as work:
        work.keep(sealed)
    document = {"sha256": sealed.ref.sha256, "size": sealed.ref.size, "media_type": "text/html"}
    township.window.write(case, "case.document_filed", _filed(document))
    township.bring()
    headers = worker.get(f"/cases/{case}/documents/{sealed.ref.sha256}").page.headers
    assert (headers["content-type"], headers["content-disposition"]) == ("application/octet-stream", "attachment")


def test_a_document_that_another_office_uploaded_is_not_opened_by_naming_it(
    worker: Browser, county: County, http: httpx.Client
) -> None:
    theirs, mine = (_raw(county, http, division) for division in ("511725198", "511725199"))
    digest = theirs.upload(picture(300))
    cases = []
    for window in (theirs, mine):
        document = {"sha256": digest, "size": 300, "media_type": "image/jpeg"}
        entry = window.append(_filed(document), kind="case.document_filed")
        assert window.push().status_code == 200
        cases.append(entry.subject.removeprefix("case:"))

    assert worker.get(f"/cases/{cases[0]}/documents/{digest}").status == 200
    assert worker.get(f"/cases/{cases[1]}/documents/{digest}").status == 404


def _raw(county: County, http: httpx.Client, division: str) -> Raw:
    window = Raw(http, county.url)
    assert window.enrol(county.enrol_code(division, "别的镇").code).status_code == 201
    assert window.sign_in().status_code == 200
    return window


def _filed(document: dict[str, Any]) -> dict[str, Any]:
    return filed(document, "")


def test_names_that_look_like_markup_stand_as_they_were_typed(worker: Browser, township: Township) -> None:
    name = "<script>alert('王')</script>&amp;\"{{7*7}}"
    case = township.accept(**household(name))
    township.ask_for_check(case)
    township.window.note(case, "<img src=x onerror=alert(1)>")
    township.bring()
    for path in ("/", f"/cases/{case}", f"/cases/{case}/print", f"/cases/{case}/check", "/cases?q=alert"):
        text = worker.get(path).page.text
        assert name in worker.text.replace("  ", " ") or "&lt;script&gt;" in text
        assert "<script>" not in text
        assert "<img" not in text


def test_an_entry_of_a_newer_program_is_shown_by_its_name(worker: Browser, township: Township, case: str) -> None:
    township.window.write(case, "case.beamed_up", {"by": 7})
    township.window.write(case, "case.opinion_given", {"programme": {"x": []}})
    township.bring()
    text = worker.get(f"/cases/{case}").text
    assert "case.beamed_up" in text
    assert "请先升级县服务器" in text


def test_two_looks_in_the_same_moment_are_one_entry(county: County) -> None:
    looking, officer = Looking(county.site, Ledger(county.site)), uuid7()

    def work(connection: Connection) -> None:
        for _ in range(2):  # both found nothing that covers them before either was written
            looking._note(connection, officer, "case:1", Purpose.HANDLE, "")  # noqa: SLF001 - the half that is in the writer

    county.site.database.write(work).result()
    assert [look["purpose"] for look in looks(county) if look["actor"] == officer] == ["handle"]


class _Slow:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 30, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[County, _Slow]]:
    clock = _Slow()
    with County(tmp_path / "slow", now=clock.now) as county:
        yield county, clock


def test_after_a_quarter_of_an_hour_it_is_another_look_and_the_chain_of_looks_holds(slow: tuple[County, _Slow]) -> None:
    county, clock = slow
    looking, officer = Looking(county.site, Ledger(county.site)), uuid7()
    for minutes in (0, 14, 1, 14, -60):
        clock.at += timedelta(minutes=minutes)
        looking.note(officer, "case:1", Purpose.HANDLE)
    said = looks(county)
    assert [look["looked_at"][11:16] for look in said] == ["01:00", "01:15", "00:29"]  # a clock set back hides none
    assert [len(look["parents"]) for look in said] == [0, 1, 1]
    assert verify(county.site).broken == ()
