import json
from typing import Any

import pytest

from app.ids import uuid7
from sync.county.embedded import County


def of_office(lines: list[dict[str, Any]], window: Any) -> list[dict[str, Any]]:
    """Leave out what the county itself wrote for other tests."""
    return [line for line in lines if line["entry"]["scope"] == window.scope]


def orders_of(lines: list[dict[str, Any]]) -> list[int]:
    return [line["order"] for line in lines]


def test_another_window_of_the_office_gets_each_entry_as_it_was_written(window: Any, make_window: Any) -> None:
    entry = window.append({"note": "张三，䶮", "deep": [{"a": [None, True, -1]}]})
    order = window.push().json()["orders"][0][1]

    (line,) = of_office(make_window().pull(), window)

    assert line["order"] == order
    assert line["entry"] == json.loads(entry.to_line())
    assert line["received_at"].endswith("Z")


def test_an_erased_entry_is_relayed_without_salt_and_body(window: Any, make_window: Any) -> None:
    window.append()
    window.push([window.chain[0].without_body()])

    (line,) = of_office(make_window().pull(), window)

    assert {"salt", "body"} & line["entry"].keys() == set()


def test_after_is_exclusive_and_limit_counts_lines(window: Any, make_window: Any) -> None:
    for _ in range(5):
        window.append()
    orders = [order for _, order in window.push().json()["orders"]]
    other = make_window()

    assert orders_of(other.pull(orders[0])) == orders[1:]
    assert orders_of(other.pull(orders[0], limit=2)) == orders[1:3]
    assert other.pull(orders[-1]) == []


def test_pulling_in_steps_gives_the_same_as_at_once(window: Any, make_window: Any) -> None:
    for _ in range(7):
        window.append()
    window.push()
    other, after, seen = make_window(), 0, []
    while lines := other.pull(after, limit=2):
        seen += lines
        after = lines[-1]["order"]

    assert seen == other.pull()


def test_own_entries_come_short_up_to_have_seq_and_whole_above(window: Any) -> None:
    for _ in range(3):
        window.append()
    window.first_order = window.push().json()["orders"][0][1]

    lines = window.pull(window.first_order - 1, have_seq=2)

    assert [sorted(line) for line in lines] == [["device", "order", "seq"]] * 2 + [["entry", "order", "received_at"]]
    assert [line["seq"] for line in lines[:2]] == [1, 2]
    assert lines[2]["entry"]["seq"] == 3
    assert all("entry" in line for line in window.pull())


def test_access_entries_are_pushed_and_never_pulled(window: Any, make_window: Any) -> None:
    window.append(kind="access.viewed")
    window.append()
    window.push()

    for reader in (window, make_window()):
        assert [line["entry"]["seq"] for line in of_office(reader.pull(), window)] == [2]


def test_the_head_is_the_highest_order_that_this_token_could_pull(window: Any, make_window: Any) -> None:
    empty = window.call("GET", "/v1/journal")
    window.append()
    window.append(kind="access.viewed")
    (_, visible), _ = window.push().json()["orders"]
    stranger = make_window("511799010")
    stranger.append()
    stranger.push()

    answer = window.call("GET", "/v1/journal", params={"after": visible})

    assert int(empty.headers["yimen-head"]) < visible
    assert answer.headers["yimen-head"] == str(visible)
    assert answer.content == b""


def test_every_pull_carries_head_epoch_and_the_type_of_lines(window: Any) -> None:
    epoch = window.call("GET", "/v1/devices/me").json()["server_epoch"]

    answer = window.call("GET", "/v1/journal")

    assert answer.status_code == 200
    assert answer.headers["yimen-epoch"] == epoch
    assert answer.headers["yimen-head"].isdigit()
    assert answer.headers["content-type"] == "application/x-ndjson"


def test_what_the_county_writes_reaches_every_office(
    window: Any, make_window: Any, county: County, division: str
) -> None:
    granted = county.grant(division, "李红")
    other = make_window("511799011")

    for reader in (window, other):
        entries = {line["order"]: line["entry"] for line in reader.pull() if "entry" in line}
        assert entries[granted.order] == json.loads(granted.entry.to_line())


def test_one_scope_up_to_an_order_can_be_caught_up(window: Any, county: County, division: str) -> None:
    for _ in range(4):
        window.append()
    orders = [order for _, order in window.push().json()["orders"]]
    granted = county.grant(division, "李红").order

    here = window.pull(scope=window.scope, until=orders[2])
    there = window.pull(after=granted - 1, scope="county", until=granted)

    assert orders_of(here) == orders[:3]
    assert orders_of(there) == [granted]


def test_a_scope_that_is_not_the_devices_is_refused(window: Any, make_window: Any, problem_of: Any) -> None:
    other = make_window("511799012")
    for scope in (other.scope, "t-ZZZZZZ", "", "张三"):
        answer = window.call("GET", "/v1/journal", params={"scope": scope, "until": 9})
        assert problem_of(answer) == (403, "scope"), scope


@pytest.mark.parametrize("call", ["/v1/journal", "/v1/devices/me/journal"])
def test_numbers_that_are_none_are_malformed(window: Any, problem_of: Any, call: str) -> None:
    wrong = [{"after": text} for text in ("-1", "x", "1.5", "", "１", str(2**53), "9" * 500)]
    wrong += [{"limit": text} for text in ("0", "1001", "-1", "all")]
    for query in wrong:
        assert problem_of(window.call("GET", call, params=query)) == (400, "malformed"), query
    for query in ({"have_seq": "x"}, {"until": "x"}):
        assert problem_of(window.call("GET", "/v1/journal", params=query)) == (400, "malformed"), query


def test_an_answer_ends_at_8_mib_and_the_next_goes_on(window: Any, make_window: Any) -> None:
    for _ in range(150):
        window.append({"note": "x" * 62_000})
    for at in range(0, 150, 50):
        assert window.push(window.chain[at : at + 50]).status_code == 200
    other = make_window()

    first = other.call("GET", "/v1/journal")
    lines = [json.loads(line) for line in first.text.splitlines()]
    rest = other.pull(lines[-1]["order"])

    assert 7 * 2**20 < len(first.content) <= 8 * 2**20
    assert [line["entry"]["seq"] for line in of_office([*lines, *rest], window)] == list(range(1, 151))


def test_the_devices_own_chain_can_be_read_whole_with_what_became_of_it(window: Any) -> None:
    window.append()
    window.append(scope="t-000000")
    window.append(kind="access.viewed")
    orders = dict(window.push().json()["orders"])

    answer = window.call("GET", "/v1/devices/me/journal")

    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [line["entry"] for line in lines] == [json.loads(entry.to_line()) for entry in window.chain]
    assert [line.get("order") for line in lines] == [orders[1], None, orders[3]]
    assert [line.get("withheld") for line in lines] == [None, "scope", None]
    assert all(line["received_at"] for line in lines)
    limited = window.call("GET", "/v1/devices/me/journal", params={"after": 1, "limit": 1})
    assert [json.loads(line) for line in limited.text.splitlines()] == lines[1:2]


def test_an_idle_pull_and_its_answer_are_at_most_600_bytes(window: Any) -> None:
    window.append()
    window.push()
    request = window.call("GET", "/v1/journal", params={"after": 2**53 - 1, "have_seq": 2**53 - 1}).request
    sent = [f"{request.method} {request.url.raw_path.decode()} HTTP/1.1\r\n", "Host: 127.0.0.1:65535\r\n"]
    sent += [f"Authorization: {request.headers['authorization']}\r\n", "Accept-Encoding: zstd\r\n"]
    sent += ["User-Agent: yimen/0.1.0\r\n", "\r\n"]

    answer = window.call("GET", "/v1/journal", params={"after": 2**53 - 1})

    got = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw) + len("HTTP/1.1 200 OK\r\n\r\n")
    assert len("".join(sent)) + got <= 600


def test_a_subject_may_have_parents_that_the_county_does_not_know(window: Any) -> None:
    window.append(parents=("0" * 64, "f" * 64), subject=f"case:{uuid7()}")

    assert window.push().status_code == 200


def test_unknown_kinds_are_stored_and_relayed(window: Any, make_window: Any) -> None:
    window.append(kind="tomorrow.invented_thing", subject="new_type:a.b-c_D")
    window.push()

    (line,) = of_office(make_window().pull(), window)
    assert line["entry"]["kind"] == "tomorrow.invented_thing"
