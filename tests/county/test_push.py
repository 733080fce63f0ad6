import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ids import uuid7
from app.journal import sign
from app.journal.canonical import canonical
from app.journal.entry import HASHED, ZERO_HASH
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


@pytest.mark.parametrize(
    "broken",
    [{"prev": "1" * 64}, {"seq": 9}, {"seq": 2}, {"device": uuid7()}],
    ids=["prev", "seq ahead", "seq again", "device"],
)
def test_inside_a_batch_a_wrong_place_breaks_the_chain_and_the_good_before_it_stay(
    window: Any, problem_of: Any, broken: dict[str, Any]
) -> None:
    entries = append(window, 2)
    entries += [window.next_entry(**broken), window.next_entry()]

    answer = window.push(entries)

    assert problem_of(answer) == (422, "chain")
    told = answer.json()
    assert (told["seq"], told["acked_seq"]) == (3, 2)
    assert [seq for seq, _ in told["orders"]] == [1, 2]
    assert told["withheld"] == []
    assert stand(window) == (2, entries[1].hash)


def mutated(line: bytes, **changes: Any) -> bytes:
    members = json.loads(line) | changes
    return json.dumps({name: value for name, value in members.items() if value is not ...}).encode()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": {"note": "改过"}}, "chain"),
        ({"body_hash": "2" * 64}, "chain"),
        ({"hash": "3" * 64}, "chain"),
        ({"salt": "0" * 32}, "chain"),
        ({"kind": "case.other"}, "chain"),
        ({"at": "2026-11-24T10:00:00Z"}, "envelope"),
        ({"at": "2026-02-30T10:00:00.000Z"}, "envelope"),
        ({"clock": "late"}, "envelope"),
        ({"colour": "red"}, "envelope"),
        ({"actor": ...}, "envelope"),
        ({"salt": ...}, "envelope"),
        ({"body": ...}, "envelope"),
        ({"salt": None, "body": None}, "envelope"),
        ({"parents": ["1" * 64, "0" * 64]}, "envelope"),
        ({"parents": ["1" * 64, "1" * 64]}, "envelope"),
        ({"parents": [f"{n:064x}" for n in range(17)]}, "envelope"),
        ({"seq": "3"}, "envelope"),
        ({"v": 0}, "envelope"),
        ({"v": 1.0}, "envelope"),
        ({"subject": "case"}, "envelope"),
        ({"kind": "case"}, "envelope"),
        ({"kind": "case." + "x" * 60}, "envelope"),
        ({"scope": "somewhere"}, "envelope"),
        ({"device": "X"}, "envelope"),
        ({"body": [1]}, "envelope"),
        ({"body": {"sum": 1.5}}, "envelope"),
        ({"body": {"sum": 2**53}}, "envelope"),
        ({"body": {"name": "\ud800"}}, "envelope"),
    ],
)
def test_an_entry_that_is_none_is_named_and_the_good_before_it_stay(
    window: Any, problem_of: Any, changes: dict[str, Any], code: str
) -> None:
    good = append(window, 2)
    bad = window.next_entry()
    line = mutated(bad.to_line(), **changes)
    last_hash = changes.get("hash", bad.hash)

    answer = window.push_lines([*(entry.to_line() for entry in good), line], [*(e.hash for e in good), last_hash])

    assert problem_of(answer) == (422, code)
    assert (answer.json()["seq"], answer.json()["acked_seq"]) == (3, 2)
    assert stand(window) == (2, good[-1].hash)


def test_a_repeated_member_is_no_entry(window: Any, problem_of: Any) -> None:
    entry = window.next_entry()
    line = entry.to_line().replace(b'{"actor"', b'{"clock":"ok","actor"', 1)

    assert problem_of(window.push_lines([line], [entry.hash])) == (422, "envelope")


def test_a_json_value_that_is_no_object_is_no_entry(window: Any, problem_of: Any) -> None:
    for line in (b"7", b"[]", b'"entry"', b"null"):
        assert problem_of(window.push_lines([line], [ZERO_HASH], from_seq=1)) == (422, "envelope"), line


def test_an_entry_over_64_kib_is_an_envelope_and_never_413(window: Any, problem_of: Any) -> None:
    members = window.next_entry().to_dict() | {"body": {"note": "x" * 66_000}}
    salted = bytes.fromhex(members["salt"]) + canonical(members["body"])
    members["body_hash"] = hashlib.sha256(salted).hexdigest()
    members["hash"] = hashlib.sha256(canonical({name: members[name] for name in HASHED})).hexdigest()

    answer = window.push_lines([canonical(members)], [members["hash"]])

    assert problem_of(answer) == (422, "envelope")


def test_an_entry_of_exactly_64_kib_is_taken(window: Any) -> None:
    room = 65_536 - len(window.next_entry({"note": ""}).to_line())
    entry = window.append({"note": "x" * room})

    assert len(entry.to_line()) == 65_536
    assert window.push().status_code == 200


def test_a_line_with_white_space_and_another_order_of_members_is_the_same_entry(window: Any, county: County) -> None:
    entry = window.append({"note": "张三，䶮", "sum": 0})
    members = entry.to_dict()
    line = json.dumps(dict(reversed(members.items())), indent=None, separators=(" , ", " : ")).encode()

    answer = window.push_lines([line], [entry.hash])

    assert answer.status_code == 200
    assert county.entries(window.id) == [entry]


def test_an_erased_entry_keeps_its_place_and_a_whole_repeat_changes_nothing(window: Any, county: County) -> None:
    whole = window.append()
    erased = whole.without_body()
    first = window.push([erased])

    again = window.push([whole])

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert county.entries(window.id) == [erased]


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


def test_a_push_that_withholds_and_then_breaks_names_all_of_the_good_ones(window: Any) -> None:
    append(window, 1)
    window.append(scope="t-000000")
    broken = window.next_entry(prev="1" * 64)

    told = window.push([*window.chain, broken]).json()

    assert [seq for seq, _ in told["orders"]] == [1]
    assert told["withheld"] == [[2, "scope"]]
    assert (told["seq"], told["acked_seq"]) == (3, 2)


def test_a_fork_comes_before_what_is_wrong_with_the_entries(window: Any, problem_of: Any) -> None:
    append(window, 1)
    window.push()
    window.chain = []
    entry = window.append()
    line = mutated(entry.to_line(), clock="late")

    assert problem_of(window.push_lines([line], [entry.hash])) == (409, "fork")


def test_a_gap_comes_before_what_is_wrong_with_the_entries(window: Any, problem_of: Any) -> None:
    append(window, 1)
    entry = window.append()
    line = mutated(entry.to_line(), clock="late")

    assert problem_of(window.push_lines([line], [entry.hash])) == (409, "gap")


def test_a_wrong_device_comes_before_a_wrong_signature(window: Any, problem_of: Any) -> None:
    entry = window.append()
    header = PushHeader(uuid7(), 1, 1, entry.hash, "", "")

    assert problem_of(window.push_body(ndjson(header, [entry.to_line()]))) == (403, "device")


def test_a_known_entry_that_comes_back_altered_is_named(window: Any, problem_of: Any, county: County) -> None:
    entries = append(window, 2)
    window.push()
    line = mutated(entries[1].to_line(), body={"note": "改过"})

    answer = window.push_lines([entries[0].to_line(), line], [entry.hash for entry in entries])

    assert problem_of(answer) == (422, "chain")
    assert answer.json()["seq"] == 2
    assert county.entries(window.id) == entries


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
