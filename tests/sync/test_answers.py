"""What comes back and is not what the county promises counts as no answer; what the county says is understood."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Unavailable
from sync.client.calls import HttpCounty
from sync.client.county import Problem
from tests.sync.stage import DEVICE, HTML, PORTAL, SHA, Stage, ok, problem
from tests.sync.wire import answer

CALLS: dict[str, Callable[[HttpCounty], object]] = {
    "me": lambda county: county.me(),
    "push": lambda county: county.push(b"{}\n"),
    "pull": lambda county: county.pull(0, 0),
    "catch_up": lambda county: county.catch_up("t-7K3Q2M", 0, 9),
    "own": lambda county: county.own(0),
    "checkpoint": lambda county: county.checkpoint({}),
    "relay": lambda county: county.relay(b"{}\n"),
    "has_blob": lambda county: county.has_blob(SHA),
    "standing": lambda county: county.standing([SHA]),
    "bring": lambda county: county.bring(b"[]\n"),
    "read_blob": lambda county: county.read_blob(SHA, bytearray(), 1),
    "read_blob_from": lambda county: county.read_blob(SHA, bytearray(b"x"), 2),
    "create": lambda county: county.uploads.create(SHA, 1, "image/jpeg"),
    "offset": lambda county: county.uploads.offset("/v1/uploads/1"),
    "send": lambda county: county.uploads.send("/v1/uploads/1", 0, b"x"),
    "enrol": lambda county: county.enrol({}),
    "take_over": lambda county: county.take_over({}),
}


@pytest.fixture(scope="module")
def said(stage: Stage, session: HttpCounty) -> Callable[..., Any]:
    """Give what a call makes of an answer: its value, or the code of its error."""

    def say(call: str, page: bytes) -> Any:
        stage.answer = page
        try:
            return CALLS[call](session)
        except Unavailable as error:
            return error.code
        except Problem as problem:
            return problem

    return say


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("status", ["200 OK", "201 Created", "204 No Content", "206 Partial Content"])
def test_a_portal_s_good_page_is_no_answer(said: Callable[..., Any], call: str, status: str) -> None:
    assert said(call, answer(status, HTML, b"" if status.startswith("204") else PORTAL)) == "county.no_answer"


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "status", ["302 Found", "307 Temporary Redirect", "403 Forbidden", "407 Proxy", "500 Error", "502 Bad", "511 Login"]
)
def test_a_portal_s_other_pages_are_no_answer(said: Callable[..., Any], call: str, status: str) -> None:
    page = answer(status, HTML | {"Location": "http://192.0.2.1/login"}, PORTAL)

    assert said(call, page) == "county.no_answer"


@pytest.mark.parametrize("call", [call for call in CALLS if call != "has_blob"])
@pytest.mark.parametrize("status", ["404 Not Found", "409 Conflict", "410 Gone", "422 Bad", "460 Digest"])
def test_a_stranger_s_refusal_forgets_nothing(said: Callable[..., Any], call: str, status: str) -> None:
    assert said(call, answer(status, HTML, PORTAL)) == "county.no_answer"


@pytest.mark.parametrize("call", ["me", "push", "checkpoint", "relay", "enrol", "take_over"])
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b'{"acked_seq": 1', b"\xff", b'{"server_epoch": 7}'])
def test_json_that_is_not_the_promised_one_is_no_answer(said: Callable[..., Any], call: str, body: bytes) -> None:
    assert said(call, ok({"Content-Type": "application/json"}, body)) == "county.no_answer"


@pytest.mark.parametrize("missing", ["Yimen-Head", "Yimen-Epoch"])
def test_a_pull_without_its_headers_is_no_answer(said: Callable[..., Any], missing: str) -> None:
    headers = {"Yimen-Head": "0", "Yimen-Epoch": "e"}
    assert said("pull", ok(headers, b"")).head == 0

    del headers[missing]

    assert said("pull", ok(headers, b"")) == "county.no_answer"


@pytest.mark.parametrize("head", ["", "-1", "x", "1.0", "\u0661"])
def test_a_pull_whose_head_is_no_number_is_no_answer(said: Callable[..., Any], head: str) -> None:
    assert said("pull", ok({"Yimen-Head": head, "Yimen-Epoch": "e"}, b"")) == "county.no_answer"


@pytest.mark.parametrize("body", [b"<html>\n", b"\n", b"{}\n", b'{"order":0}\n', b'{"order":1}\n{"order"'])
def test_a_pull_of_other_lines_is_no_answer(said: Callable[..., Any], body: bytes) -> None:
    assert said("pull", ok({"Yimen-Head": "1", "Yimen-Epoch": "e"}, body)) == "county.no_answer"


def test_an_entry_that_cannot_be_read_is_put_aside_and_the_rest_goes_on(said: Callable[..., Any]) -> None:
    short = {"order": 8, "device": DEVICE, "seq": 3}
    spoilt = {"order": 7, "received_at": "2026-11-24T08:00:00.000Z", "entry": {"seq": 1}}
    body = "\n".join(map(json.dumps, [spoilt, short])).encode()

    page = said("pull", ok({"Yimen-Head": "8", "Yimen-Epoch": "e"}, body))

    assert [(line.order, line.seq) for line in page.entries] == [(8, 3)]
    assert [(aside.order, json.loads(aside.line), aside.reason) for aside in page.aside] == [(7, spoilt, "members")]
    assert page.last == 8


@pytest.mark.parametrize(
    "body", [b"{}", b'{"order":1,"entry":{}}', b'{"withheld":"scope"}', b'{"order":1,"received_at":""}', b"\n"]
)
def test_own_lines_of_another_form_are_no_answer(said: Callable[..., Any], body: bytes) -> None:
    assert said("own", ok({"Content-Type": "application/x-ndjson"}, body)) == "county.no_answer"


def test_no_own_entries_are_none(said: Callable[..., Any]) -> None:
    assert said("own", ok({"Content-Type": "application/x-ndjson; charset=utf-8"}, b"")) == ()


@pytest.mark.parametrize("relayed", [[["d", 1]], [["d", "1", "kept"]], [[1, 1, "kept"]], [["d", True, "kept"]], [7]])
def test_a_relay_answered_otherwise_is_no_answer(said: Callable[..., Any], relayed: list[object]) -> None:
    assert said("relay", ok({}, json.dumps({"relayed": relayed}).encode())) == "county.no_answer"


def test_a_relay_says_what_became_of_each_entry(said: Callable[..., Any]) -> None:
    body = json.dumps({"server_epoch": "e", "relayed": [[DEVICE, 1, "kept"], [DEVICE, 2, "known"]]}).encode()

    assert said("relay", ok({}, body)) == ((DEVICE, 1, "kept"), (DEVICE, 2, "known"))


# --- problem documents --------------------------------------------------------------------------


def test_the_county_s_no_has_its_code_and_members(said: Callable[..., Any]) -> None:
    no = said("push", problem("409 Conflict", "gap", acked_seq=4))

    assert isinstance(no, Problem)
    assert (no.status, no.code, no.members["acked_seq"]) == (409, "gap", 4)


def test_a_problem_of_another_family_is_no_answer(said: Callable[..., Any]) -> None:
    page = answer("409 Conflict", {"Content-Type": "application/problem+json"}, b'{"type": "about:blank"}')

    assert said("push", page) == "county.no_answer"


@pytest.mark.parametrize(
    ("given", "seconds"), [("7", 7.0), ("", 0.0), ("soon", 0.0), ("-1", 0.0), ("9" * 17, 0.0), ("\u0661", 0.0)]
)
@pytest.mark.parametrize("status", ["429 Many", "503 Busy"])
def test_a_busy_county_says_when_to_come_again(
    stage: Stage, session: HttpCounty, status: str, given: str, seconds: float
) -> None:
    body = b'{"type": "urn:yimen:problem:busy"}'
    stage.answer = answer(status, {"Content-Type": "application/problem+json", "Retry-After": given}, body)

    with pytest.raises(Unavailable) as caught:
        session.me()

    assert caught.value.code == "county.busy"
    assert caught.value.facts == {"retry_after_s": seconds}


def test_a_busy_portal_is_no_county(said: Callable[..., Any]) -> None:
    assert said("me", answer("503 Busy", HTML | {"Retry-After": "9"}, PORTAL)) == "county.no_answer"


# --- documents ----------------------------------------------------------------------------------


def test_only_an_answer_that_names_the_blob_says_that_the_county_has_it(said: Callable[..., Any]) -> None:
    assert said("has_blob", answer("200 OK", {"ETag": f'"{SHA}"'})) is True
    assert said("has_blob", answer("200 OK", {"ETag": '"other"'})) == "county.no_answer"
    assert said("has_blob", answer("404 Not Found", HTML)) is False


def test_a_blob_that_is_longer_than_it_says_is_no_answer(stage: Stage, session: HttpCounty) -> None:
    stage.answer = ok({"ETag": f'"{SHA}"'}, b"xyz")

    with pytest.raises(Unavailable, match=r"county\.no_answer"):
        session.read_blob(SHA, bytearray(), 2)


def test_a_whole_blob_where_a_part_was_asked_for_is_no_answer(stage: Stage, session: HttpCounty) -> None:
    stage.answer = ok({"ETag": f'"{SHA}"'}, b"xyz")
    kept = bytearray(b"x")

    with pytest.raises(Unavailable, match=r"county\.no_answer"):
        session.read_blob(SHA, kept, 3)
    assert kept == b"x"


def test_an_upload_is_gone_only_if_an_upload_server_says_so(said: Callable[..., Any]) -> None:
    gone = answer("404 Not Found", {"Tus-Resumable": "1.0.0"})

    assert said("offset", gone) is None
    assert said("offset", answer("410 Gone", {"Content-Type": "application/problem+json"})) is None
    assert said("offset", answer("404 Not Found", HTML)) == "county.no_answer"
    assert said("offset", answer("409 Conflict", {"Tus-Resumable": "1.0.0"})).code == "offset"
    assert said("send", answer("460 Digest", {"Tus-Resumable": "1.0.0"})).code == "digest"


@pytest.mark.parametrize("offset", ["", "x", "-1"])
def test_an_offset_that_is_no_number_is_no_answer(said: Callable[..., Any], offset: str) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": offset}

    assert said("offset", answer("200 OK", headers)) == "county.no_answer"
    assert said("send", answer("204 No Content", headers)) == "county.no_answer"


@pytest.mark.parametrize("location", ["", "v1/uploads/1", "http://192.0.2.1"])
def test_an_upload_without_a_place_is_no_answer(said: Callable[..., Any], location: str) -> None:
    assert said("create", answer("201 Created", {"Location": location})) == "county.no_answer"


def test_a_place_on_another_host_is_taken_on_this_one(said: Callable[..., Any]) -> None:
    assert said("create", answer("201 Created", {"Location": "http://192.0.2.1/v1/uploads/7"})) == "/v1/uploads/7"


# --- bodies -------------------------------------------------------------------------------------


def test_a_packed_answer_is_unpacked(said: Callable[..., Any]) -> None:
    body = gzip.compress(json.dumps({"relayed": []}).encode())

    assert said("relay", ok({"Content-Encoding": "gzip"}, body)) == ()


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_an_answer_that_does_not_unpack_is_no_answer(said: Callable[..., Any], encoding: str) -> None:
    assert said("me", ok({"Content-Encoding": encoding}, b"not packed")) == "county.no_answer"


def test_an_answer_without_end_is_no_answer(said: Callable[..., Any]) -> None:
    bomb = gzip.compress(b'{"relayed": [], "more": "%s"}' % (b"x" * 20 * 2**20))

    assert said("relay", ok({"Content-Encoding": "gzip"}, bomb)) == "county.no_answer"


@pytest.mark.parametrize(
    "page", [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", b"\x15\x03\x01\x00\x02\x02P", b"HTTP/1.1 20"]
)
def test_what_is_cut_or_no_http_is_unreachable(stage: Stage, session: HttpCounty, page: bytes) -> None:
    stage.answer = page
    stage.hangs_up = True
    try:
        with pytest.raises(Unavailable, match=r"county\.unreachable"):
            session.me()
    finally:
        stage.hangs_up = False


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=st.sampled_from(sorted(CALLS)), status=st.integers(200, 599), body=st.binary(max_size=60))
def test_no_page_of_anybody_breaks_a_call(said: Callable[..., Any], call: str, status: int, body: bytes) -> None:
    body = b"" if status in {204, 304} else body

    result = said(call, answer(f"{status} X", {"Content-Type": "application/json", "Retry-After": "x"}, body))

    assert result == "county.no_answer" or (call == "has_blob" and result is False)


def test_an_offset_in_another_answer_than_the_promised_one_is_no_answer(said: Callable[..., Any]) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "1"}

    assert said("offset", answer("200 OK", headers)) == 1
    assert said("offset", answer("204 No Content", headers)) == "county.no_answer"
    assert said("send", answer("204 No Content", headers)) == 1
    assert said("send", answer("200 OK", headers)) == "county.no_answer"
