from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH
from sync.county.embedded import County
from sync.protocol import PushHeader, ndjson


def append(window: Any, count: int) -> list[Any]:
    return [window.append() for _ in range(count)]


def stand(window: Any) -> tuple[int, str]:
    told = window.call("GET", "/v1/devices/me").json()
    return told["acked_seq"], told["head_hash"]


def test_a_push_is_acknowledged_with_an_order_for_each_entry(window: Any, county: County) -> None:
    entries = append(window, 3)

    answer = window.push()

    told = answer.json()
    assert answer.status_code == 200
    assert told["acked_seq"] == 3
    assert [seq for seq, _ in told["orders"]] == [1, 2, 3]
    first = told["orders"][0][1]
    assert [order for _, order in told["orders"]] == [first, first + 1, first + 2]
    assert told["withheld"] == []
    assert told["server_epoch"]
    assert stand(window) == (3, entries[-1].hash)
    assert county.entries(window.id) == entries


def test_the_first_order_of_a_county_is_one(county_of_own: County, make_window: Any) -> None:
    window = make_window(at=county_of_own)
    window.append()

    assert window.push().json()["orders"] == [[1, 1]]


def test_a_repeat_is_harmless_and_answered_as_the_first_time(window: Any, county: County) -> None:
    append(window, 3)
    first = window.push().json()

    assert window.push().json() == first
    assert window.push(window.chain[1:2]).json() == first | {"orders": first["orders"][1:2]}
    assert len(county.entries(window.id)) == 3


def test_entries_that_the_county_has_in_part_are_taken_in_part(window: Any) -> None:
    append(window, 2)
    first = window.push().json()
    append(window, 2)

    answer = window.push()

    assert answer.status_code == 200
    assert answer.json()["orders"][:2] == first["orders"]
    assert [seq for seq, _ in answer.json()["orders"]] == [1, 2, 3, 4]


def test_a_gap_is_told_with_where_the_county_stands(window: Any, problem_of: Any) -> None:
    entries = append(window, 5)
    window.push(entries[:2])

    answer = window.push(entries[3:])

    assert problem_of(answer) == (409, "gap")
    assert (answer.json()["acked_seq"], answer.json()["head_hash"]) == (2, entries[1].hash)
    assert stand(window) == (2, entries[1].hash)


def test_another_entry_at_a_known_place_is_a_fork_and_nothing_of_it_is_stored(
    window: Any, problem_of: Any, county: County
) -> None:
    entries = append(window, 4)
    window.push()
    window.chain = entries[:2]
    append(window, 5)

    answer = window.push()

    assert problem_of(answer) == (409, "fork")
    assert (answer.json()["seq"], answer.json()["acked_seq"]) == (3, 4)
    assert answer.json()["head_hash"] == entries[-1].hash
    assert county.entries(window.id) == entries


def test_a_first_entry_that_names_another_one_before_it_is_a_fork(window: Any, problem_of: Any) -> None:
    entries = append(window, 3)
    window.push()
    window.chain = entries[:2]
    append(window, 3)

    answer = window.push(window.chain[3:])

    assert problem_of(answer) == (409, "fork")
    assert answer.json()["seq"] == 3
    assert stand(window) == (3, entries[-1].hash)


def test_a_chain_that_does_not_begin_with_zeros_is_a_fork(window: Any, problem_of: Any) -> None:
    answer = window.push([window.next_entry(prev="1" * 64)])

    assert problem_of(answer) == (409, "fork")
    assert answer.json()["seq"] == 1
    assert stand(window) == (0, ZERO_HASH)


def test_a_fork_is_shown_to_it_once(county_of_own: County, make_window: Any) -> None:
    window = make_window(at=county_of_own)
    append(window, 1)
    window.push()
    window.chain = []
    append(window, 1)

    for _ in range(3):
        window.push()

    (told,) = county_of_own.incidents()
    assert (told.kind, told.device) == ("fork", window.id)


def test_the_signature_covers_device_last_seq_and_last_hash(window: Any, problem_of: Any) -> None:
    entries = append(window, 2)
    lines = [entry.to_line() for entry in entries]
    good = PushHeader.signed(window.private, window.id, 1, [entry.hash for entry in entries])
    fields = {name: getattr(good, name) for name in PushHeader.__slots__}
    wrong = [
        {"signature": sign.sign(sign.new_key(), b"x")},
        {"signature": ""},
        {"signature": "张三"},
        {"kid": "another"},
        {"head_hash": entries[0].hash},
    ]

    for change in wrong:
        answer = window.push_body(ndjson(PushHeader(**(fields | change)), lines))
        assert problem_of(answer) == (422, "chain"), change
        told = answer.json()
        assert (told["seq"], told["acked_seq"], told["orders"], told["withheld"]) == (1, 0, [], []), change
    assert stand(window) == (0, ZERO_HASH)


def test_a_signature_over_another_last_entry_is_refused(window: Any, problem_of: Any) -> None:
    entries = append(window, 2)
    header = PushHeader.signed(window.private, window.id, 1, [entries[1].hash, entries[0].hash])

    answer = window.push_body(ndjson(header, [entry.to_line() for entry in entries]))

    assert problem_of(answer) == (422, "chain")
    assert stand(window) == (0, ZERO_HASH)


def test_a_shorter_batch_under_the_signature_of_a_longer_one_is_refused(window: Any, problem_of: Any) -> None:
    entries = append(window, 3)
    header = PushHeader.signed(window.private, window.id, 1, [entry.hash for entry in entries])

    answer = window.push_body(ndjson(header, [entry.to_line() for entry in entries[:2]]))

    assert problem_of(answer) == (400, "malformed")


def test_a_header_of_another_device_is_refused(window: Any, make_window: Any, problem_of: Any) -> None:
    other = make_window()
    other.append()

    answer = window.push_body(
        ndjson(
            PushHeader.signed(other.private, other.id, 1, [other.chain[0].hash]),
            [entry.to_line() for entry in other.chain],
        )
    )

    assert problem_of(answer) == (403, "device")
    assert stand(other) == (0, ZERO_HASH)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"\n",
        lambda body: body.split(b"\n")[0] + b"\n",
        lambda body: body.replace(b"\n", b"\n\n", 1),
        lambda body: body + b"\n",
        lambda body: body[:-40],
        lambda body: body + b"{",
        lambda body: body.replace(b'"count":2', b'"count":3'),
        lambda body: body.replace(b'"count":2', b'"count":1'),
        lambda body: body.replace(b'"count":2', b'"count":true'),
        lambda body: body.replace(b'"count":2', b'"count":"2"'),
        lambda body: body.replace(b'"from_seq":1', b'"from_seq":0'),
        lambda body: body.replace(b'"from_seq":1', b'"from_seq":1.0'),
        lambda body: body.replace(b'"head_hash"', b'"hash"'),
        lambda body: body.replace(b'"note"', b'"note\xff"'),
        lambda body: body.replace(b'"note":', b'"note":NaN,"x":'),
        lambda body: body.split(b"\n", 1)[1],
    ],
)
def test_a_body_that_cannot_be_read_is_malformed_and_nothing_is_stored(
    window: Any, problem_of: Any, spoil: Any
) -> None:
    entries = append(window, 2)
    header = PushHeader.signed(window.private, window.id, 1, [entry.hash for entry in entries])
    body = ndjson(header, [entry.to_line() for entry in entries])

    assert problem_of(window.push_body(spoil(body))) == (400, "malformed")
    assert stand(window) == (0, ZERO_HASH)


def test_the_last_line_may_lack_its_end(window: Any) -> None:
    entry = window.append()
    header = PushHeader.signed(window.private, window.id, 1, [entry.hash])

    assert window.push_body(ndjson(header, [entry.to_line()])[:-1]).status_code == 200


def test_unknown_members_of_the_header_are_ignored(window: Any) -> None:
    entry = window.append()
    header = PushHeader.signed(window.private, window.id, 1, [entry.hash])
    body = ndjson(header, [entry.to_line()]).replace(b'{"device"', b'{"weight":1.5,"device"', 1)

    assert window.push_body(body).status_code == 200


def test_more_than_a_thousand_entries_are_too_large(window: Any, problem_of: Any) -> None:
    entries = append(window, 1_001)

    assert problem_of(window.push()) == (413, "too_large")
    assert window.push(entries[:1_000]).json()["acked_seq"] == 1_000


def test_more_than_8_mib_are_too_large(window: Any, problem_of: Any) -> None:
    filler = b" " * (8 * 2**20)

    assert problem_of(window.push_body(filler + b"x")) == (413, "too_large")


def test_a_wrong_device_comes_before_a_wrong_signature(window: Any, problem_of: Any) -> None:
    entry = window.append()
    header = PushHeader(uuid7(), 1, 1, entry.hash, "", "")

    assert problem_of(window.push_body(ndjson(header, [entry.to_line()]))) == (403, "device")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=6))
def test_whatever_is_pushed_how_often_and_in_which_pieces_each_entry_is_there_once(
    make_window: Any, county: County, pushes: list[tuple[int, int]]
) -> None:
    window = make_window()
    append(window, 10)

    for start, count in [*pushes, (0, 10)]:
        answer = window.push(window.chain[start : start + count])
        assert answer.status_code in {200, 409}

    orders = [order for order in county.orders(window.id).values() if order is not None]
    assert county.entries(window.id) == window.chain
    assert sorted(set(orders)) == orders
    assert len(orders) == 10
