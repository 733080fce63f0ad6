"""Every page asks who it is, what they may, and whether it was their own hand."""

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from app.ids import uuid7
from sync.county.console.app import console_routes
from sync.county.console.gate import COOKIE
from sync.county.desk import Desk
from sync.county.embedded import County
from sync.county.officers import CountyRole
from tests.console.browser import Browser

OPEN = {"/sign-in", "/static/tokens.css", "/static/{name}"}
W, L, T = CountyRole.CASE_WORKER, CountyRole.LEADER, CountyRole.IT
# Who may open what; a page that is missing here fails the test below.
MAY = {
    "GET /": {W, L, T},
    "GET /cases": {W, L},
    "GET /cases/{case}": {W, L},
    "GET /cases/{case}/print": {W, L},
    "GET /cases/{case}/seen": {W, L},
    "GET /cases/{case}/documents/{sha256}": {W, L},
    "POST /cases/{case}/reveal": {W, L},
    "GET /doubt": {W, L},
    "GET /cases/{case}/decide": {L},
    **{f"{method} /cases/{{case}}/{step}": {W, L} for method in ("GET", "POST") for step in ("check", "visit")},
    **{
        f"{method} /cases/{{case}}/{step}": {L}
        for method in ("GET", "POST")
        for step in ("confirm", "refuse", "lift-cap", "confirmer", "move", "send-after")
    },
    "GET /checks": {W, L},
    "POST /checks": {W, L},
    "POST /checks/write": {W, L},
    "GET /lots": {W, L},
    "POST /lots": {W, L},
    "GET /windows": {W, L, T},
    "GET /windows/{device}": {W, L, T},
    "POST /windows/{device}/revoke": {T},
    "GET /incidents": {W, L, T},
    "POST /incidents/{incident}/settle": {T},
    "GET /codes": {T},
    "POST /codes": {T},
    "POST /codes/cancel": {T},
    "GET /held": {T},
    **{
        f"{method} /held/{what}": {T}
        for method in ("GET", "POST")
        for what in ("entries/{device}/{seq}", "bundles/{name}", "authors/{device}")
    },
    "GET /officers": {T},
    "POST /officers": {T},
    "GET /officers/{officer}": {T},
    **{f"POST /officers/{{officer}}/{act}": {T} for act in ("role", "password", "close")},
    "GET /grants": {W, L, T},
    "POST /grants": {L, T},
    "POST /grants/revoke": {L, T},
    "GET /settings": {W, L},
    "POST /settings": {L},
    "POST /sign-out": {W, L, T},
    "GET /password": {W, L, T},
    "POST /password": {W, L, T},
}


def routes(county: County) -> Iterator[tuple[str, str]]:
    for mount in console_routes(Desk(county.site)):
        if isinstance(mount, Mount) and isinstance(mount.app, Starlette):
            for route in mount.app.routes:
                assert isinstance(route, Route)
                for method in (route.methods or set()) - {"HEAD"}:
                    yield method, route.path


def address(path: str) -> str:
    return re.sub(r"{[a-z0-9]+}", lambda _: uuid7(), path)


def test_the_list_of_who_may_what_is_whole(county: County) -> None:
    assert {f"{method} {path}" for method, path in routes(county) if path not in OPEN} == MAY.keys()


@pytest.mark.parametrize("page", MAY)
def test_nobody_sees_a_page_without_signing_in(nobody: Browser, page: str) -> None:
    method, path = page.split(" ")
    for token in ("", "x" * 43):
        nobody.cookies.set(COOKIE, token, path="/console")
        shown = nobody.get(address(path)) if method == "GET" else nobody.send(address(path), {"csrf": ""})
        assert shown.path == "/sign-in"


@pytest.mark.parametrize("role", CountyRole)
def test_a_page_opens_for_its_roles_only(staff: dict[CountyRole, Browser], role: CountyRole) -> None:
    browser = staff[role]
    refused = set()
    for page in MAY:
        method, path = page.split(" ")
        shown = browser.get(address(path)) if method == "GET" else browser.send(address(path), {"csrf": "wrong"})
        if "不归您看" in shown.text:
            assert shown.status == 403
            refused.add(page)
    assert refused == {page for page, roles in MAY.items() if role not in roles}


@pytest.mark.parametrize("page", [page for page in MAY if page.startswith("POST")])
def test_a_form_without_the_secret_or_of_another_site_does_nothing(
    staff: dict[CountyRole, Browser], county: County, page: str
) -> None:
    path = address(page.split(" ")[1])
    browser = staff[next(iter(MAY[page]))]
    secret, before = browser.csrf, county.counts()
    for fields, headers in (
        ({}, {}),
        ({"csrf": "x" * 43}, {}),
        ({"csrf": "密"}, {}),
        ({"csrf": secret}, {"Origin": "https://evil.example"}),
        ({"csrf": secret}, {"Sec-Fetch-Site": "same-site"}),
    ):
        assert browser.send(path, fields, **headers).status == 403
        assert "重新来一次" in browser.text
    assert county.counts() == before
    assert browser.get("/password").status == 200  # and the session stands


def test_every_answer_carries_what_browsers_are_to_enforce(worker: Browser) -> None:
    for path in ("/", "/cases", "/nothing", "/cases/x", "/static/console.css", "/static/../app.py", "/codes"):
        headers = worker.get(path).page.headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        if "/static/" not in path:
            assert headers["cache-control"] == "no-store", path


def test_pages_load_nothing_from_elsewhere(worker: Browser) -> None:
    for path in ("/", "/cases", "/checks", "/lots", "/windows", "/settings"):
        text = worker.get(path).page.text
        assert set(re.findall(r'(?:src|href|action)="([^"]*)"', text)) == {
            found for found in re.findall(r'(?:src|href|action)="([^"]*)"', text) if found[:9] in {"/console/", "#main"}
        }
        assert not re.search(r"<script>|<style| style=| on\w+=", text)


def test_too_much_is_not_read(worker: Browser) -> None:
    assert worker.send("/lots", {"csrf": "x" * 300_000}).status == 413
    assert worker.get("/lots").post("/lots", month="上月").status == 409  # and the next one is


def test_what_is_no_form_is_told_so(worker: Browser) -> None:
    worker.get("/checks")
    answer = worker._http.post(  # noqa: SLF001 - a body that no form would send
        "/checks", content=b"--x\r\nbroken", headers={"Content-Type": "multipart/form-data"}
    )
    assert (answer.status_code, "没看懂" in answer.text) == (400, True)


def test_what_is_not_here_is_a_page_and_not_json(worker: Browser) -> None:
    assert (worker.get("/nothing").status, "没有这一页" in worker.text) == (404, True)
    assert worker.send("/cases", {}).status == 405


def test_the_api_stays_as_it_was(county: County, nobody: Browser) -> None:
    answer = nobody._http.get(f"{county.url}/v1/nothing")  # noqa: SLF001 - beside the console
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert nobody._http.get(f"{county.url}/console").url.path == "/console/sign-in"  # noqa: SLF001 - as above
