import hashlib
import json
from typing import Any

import pytest

from app.ids import uuid7
from app.journal.canonical import canonical
from app.journal.entry import HASHED, ZERO_HASH
from sync.county.embedded import County


def append(window: Any, count: int) -> list[Any]:
    return [window.append() for _ in range(count)]


def stand(window: Any) -> tuple[int, str]:
    told = window.call("GET", "/v1/devices/me").json()
    return told["acked_seq"], told["head_hash"]


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


def test_a_known_entry_that_comes_back_altered_is_named(window: Any, problem_of: Any, county: County) -> None:
    entries = append(window, 2)
    window.push()
    line = mutated(entries[1].to_line(), body={"note": "改过"})

    answer = window.push_lines([entries[0].to_line(), line], [entry.hash for entry in entries])

    assert problem_of(answer) == (422, "chain")
    assert answer.json()["seq"] == 2
    assert [seq for seq, _ in answer.json()["orders"]] == [1]
    assert county.entries(window.id) == entries
