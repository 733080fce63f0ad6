"""One line of JSON a request, which says what happened and names nobody; and counters that say the same."""

import errno
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from app.errors import Refused, Unavailable
from sync.county import logs
from sync.county.cause import called, of_log
from sync.county.embedded import County

PLANTED = ("王德贵", "511725195003080018", "13800138000")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "county.log"
    with logs.written(file):
        yield file


def lines(log: Path, least: int = 1, **facts: Any) -> list[dict[str, Any]]:
    """Give the lines with these facts, once there are so many: an answer is there a moment before its line."""
    for _ in range(500):
        every = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
        found = [line for line in every if facts.items() <= line.items()]
        if len(found) >= least:
            return found
        threading.Event().wait(0.01)
    raise AssertionError(log.read_text("utf-8"))


def test_a_request_leaves_one_line_that_says_who_what_and_how_long(window: Any, log: Path) -> None:
    window.append()
    window.push(headers={"User-Agent": "yimen/1.2.3"})

    (line,) = lines(log, route="/v1/journal")
    assert {name: line[name] for name in ("method", "route", "status", "office", "number", "version")} == {
        "method": "POST", "route": "/v1/journal", "status": 200, "office": window.scope, "number": "00",
        "version": "1.2.3",
    }  # fmt: skip
    assert (line["in"] > 500, line["out"] > 20, line["ms"] > 0, "code" in line) == (True, True, True, False)
    assert line["at"].endswith("Z")


def test_a_refusal_is_logged_with_its_code(window: Any, stranger: Any, log: Path) -> None:
    window.call("GET", "/v1/journal", params={"scope": "t-000000"})
    stranger.bare("GET", "/v1/journal")

    assert [(line["status"], line["code"]) for line in lines(log, 2, route="/v1/journal")] == [
        (403, "scope"),
        (401, "token"),
    ]


def test_an_answer_that_blames_the_county_names_its_line(county_of_own: County, make_window: Any, log: Path) -> None:
    window = make_window("511725001", at=county_of_own)
    county_of_own.site.database.close()
    window.append()

    refused, failed = window.call("GET", "/v1/nothing"), window.push()

    (line,) = lines(log, route="/v1/journal")
    assert (failed.status_code, line["code"]) == (503, "busy")
    assert failed.headers["request-id"] == line["request"]
    assert "request-id" not in refused.headers


def test_no_line_names_a_person_or_holds_what_opens_something(window: Any, county: County, log: Path) -> None:
    planted = " ".join(PLANTED)
    window.append({"name": planted, "phone": PLANTED[2]})
    window.push()
    sent = window.upload(planted.encode(), "image/jpeg")
    window.blob(sent)
    code = county.enrol_code("511725001", PLANTED[0]).code
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", f"/v1/journal?scope={quote(planted)}", {}),
        ("GET", f"/v1/blobs/{quote(planted)}?{quote(planted)}=1", {}),
        ("GET", f"/{quote(planted)}", {}),
        ("POST", "/v1/enrol", {"content": json.dumps(window.said(code=code, name=planted))}),
        ("POST", "/v1/token", {"content": f"client_assertion={quote(planted)}"}),
        ("POST", "/v1/journal", {"content": planted.encode()}),
    ]
    said = {"User-Agent": "yimen/1 " + quote(planted), "Referer": quote(planted)}
    for method, path, parts in calls:
        window.call(method, path, headers=said, **parts)

    assert len(lines(log, len(calls), version="1")) == len(calls)
    written = log.read_text("utf-8")
    for secret in (*PLANTED, *map(quote, PLANTED), window.token, code, code.replace("-", ""), sent, str(log.parent)):
        assert secret not in written, secret


def test_a_page_is_logged_by_the_template_of_its_address(stranger: Any, log: Path) -> None:
    for path in (f"/console/cases/{quote(PLANTED[0])}?q={PLANTED[1]}", "/console", "/console/static/console.css",
                 f"/console/{quote(PLANTED[0])}"):  # fmt: skip
        stranger.bare("GET", path, follow_redirects=False)

    assert [line["route"] for line in lines(log, 4)] == [
        "/console/cases/{case}", "/console", "/console/static/{name}", "-",
    ]  # fmt: skip
    assert not any(secret in log.read_text("utf-8") for secret in (*PLANTED, *map(quote, PLANTED)))


def test_a_mistake_of_ours_is_logged_by_its_kind_alone(log: Path) -> None:
    try:
        dict[str, str]()[PLANTED[0]]
    except KeyError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")

    (line,) = lines(log, logger="uvicorn.error")
    assert (line["level"], line["error"], line["message"]) == ("error", "KeyError", "Exception in ASGI application")
    assert PLANTED[0] not in log.read_text("utf-8")


def full(path: Path) -> None:
    """Fill an SQLite database, within SQLAlchemy as the county's is."""
    engine = create_engine(f"sqlite:///{path}")
    with closing(engine.connect()) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 2")
        connection.exec_driver_sql(f"CREATE TABLE many (a DEFAULT '{PLANTED[0]}')")
        connection.exec_driver_sql("INSERT INTO many VALUES (zeroblob(90000))")


def test_an_error_of_the_world_is_named_as_the_world_names_it_and_not_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(OperationalError) as failed:
        full(tmp_path / "small.db")
    full_disk = OSError(errno.ENOSPC, "No space left on device", f"/{PLANTED[0]}")

    assert called(failed.value) == "OperationalError SQLITE_FULL"
    assert called(full_disk) == of_log(full_disk) == "OSError ENOSPC"
    assert called(OSError("odd")) == "OSError"
    assert of_log(Unavailable("county.folder", reason="OSError ENOSPC")) == "county.folder OSError ENOSPC"
    assert of_log(Refused("county.division", name=PLANTED[0])) == "county.division"


def test_a_log_that_was_moved_away_is_begun_anew(window: Any, log: Path) -> None:
    window.call("GET", "/v1/devices/me")
    lines(log, route="/v1/devices/me")
    log.rename(log.with_suffix(".1"))

    window.call("GET", "/v1/journal")

    assert len(lines(log, route="/v1/journal")) == 1
    assert len(lines(log.with_suffix(".1"), route="/v1/devices/me")) == 1


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"county\.log"), logs.written(tmp_path / "none" / "county.log"):
        pass


def numbers(window: Any) -> dict[str, float]:
    text = window.bare("GET", "/metrics").text
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_everything_is_counted(county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    before = numbers(window)
    window.append()
    window.push(headers={"User-Agent": "yimen/1.2.3"})
    window.upload(b"picture")
    window.call("GET", "/v1/journal", params={"scope": "t-000000"})

    after = numbers(window)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    assert grown('yimen_requests_total{method="POST",route="/v1/journal",status="200"}') == 1
    assert grown('yimen_request_seconds_count{route="/v1/journal"}') == 2
    assert grown('yimen_refusals_total{code="scope"}') == 1
    assert grown('yimen_http_bytes_total{direction="in"}') > 500
    assert grown('yimen_http_bytes_total{direction="out"}') > 20
    assert grown("yimen_writer_seconds_count") == 3  # the push, the upload's beginning and its end
    assert grown("yimen_writer_group_count") >= 3  # that of the token may have come a moment late
    assert after['yimen_clients{version="1.2.3"}'] == 1
    assert (grown("yimen_newest_order"), grown("yimen_blobs"), grown("yimen_blob_bytes")) == (1, 1, 7)
    assert after["process_resident_memory_bytes"] > 10_000_000
    for name in ("writer_waiting", "requests_under_way", "event_streams", 'lane_waiting{lane="text"}', "incidents"):
        assert after[f"yimen_{name}"] in {0, 1}, name


def test_what_is_no_route_of_ours_does_not_grow_the_counters(window: Any) -> None:
    for at in range(20):
        window.bare("GET", f"/nothing/{at}", headers={"User-Agent": f"yimen/9.{at}"})

    names = [name for name in numbers(window) if "nothing" in name or "9." in name]
    assert names == []
