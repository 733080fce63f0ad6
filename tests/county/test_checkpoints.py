from datetime import timedelta
from typing import Any

import pytest

from app import clock
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import Entry
from app.journal.merkle import Frontier, grown
from sync.county.checkpoints import frontier_at
from sync.county.embedded import County
from sync.protocol import countersign_statement


def root_of(entries: list[Entry]) -> str:
    return grown(entry.hash for entry in entries).root()


@pytest.fixture
def pushed(window: Any) -> Any:
    for _ in range(7):
        window.append()
    window.push()
    return window


def test_an_equal_root_is_countersigned_by_the_countys_key(pushed: Any, county: County) -> None:
    answer = pushed.checkpoint(7, root_of(pushed.chain))

    told = answer.json()
    assert answer.status_code == 200
    assert sorted(told) == ["at", "device", "kid", "root", "signature", "size"]
    assert (told["device"], told["size"], told["root"]) == (pushed.id, 7, root_of(pushed.chain))
    (key,) = county.site.keys.told()
    statement = countersign_statement(pushed.id, 7, told["root"], told["at"])
    assert told["kid"] == key.kid
    assert sign.is_signed(key.public_key, statement, told["signature"])


def test_any_size_up_to_the_newest_can_be_compared_in_any_order(pushed: Any) -> None:
    for size in (5, 1, 7, 3, 6, 2, 4):
        assert pushed.checkpoint(size, root_of(pushed.chain[:size])).status_code == 200, size
        assert pushed.checkpoint(size, root_of(pushed.chain[:size][::-1])).status_code == (409 if size > 1 else 200)


def test_a_repeat_gets_the_same_answer(pushed: Any) -> None:
    first = pushed.checkpoint(7, root_of(pushed.chain))

    assert pushed.checkpoint(7, root_of(pushed.chain)).content == first.content


def test_withheld_entries_count(window: Any) -> None:
    window.append(scope="t-000000")
    window.append()
    window.push()

    assert window.checkpoint(2, root_of(window.chain)).status_code == 200


def test_another_root_is_told_and_kept_for_it(county_of_own: County, make_window: Any, problem_of: Any) -> None:
    window = make_window(at=county_of_own)
    window.append()
    window.push()

    answers = [window.checkpoint(1, "5" * 64) for _ in range(2)]

    assert [problem_of(answer) for answer in answers] == [(409, "root")] * 2
    (told,) = county_of_own.incidents()
    assert (told.kind, told.device) == ("root", window.id)


def test_a_checkpoint_beyond_what_was_pushed_is_a_gap(pushed: Any, problem_of: Any) -> None:
    pushed.append()

    answer = pushed.checkpoint(8, root_of(pushed.chain))

    assert problem_of(answer) == (409, "gap")
    assert (answer.json()["acked_seq"], answer.json()["head_hash"]) == (7, pushed.chain[6].hash)


def test_a_wrong_signature_and_a_wrong_device_are_told_apart(pushed: Any, problem_of: Any) -> None:
    root = root_of(pushed.chain)

    assert problem_of(pushed.checkpoint(7, root, signature=sign.sign(sign.new_key(), b""))) == (422, "signature")
    assert problem_of(pushed.checkpoint(7, root, kid="another")) == (422, "signature")
    assert problem_of(pushed.checkpoint(7, root, size=6)) == (422, "signature")
    assert problem_of(pushed.checkpoint(7, root, device=uuid7())) == (403, "device")


def test_what_cannot_be_read_is_malformed(pushed: Any, problem_of: Any) -> None:
    for wrong in ({"size": 0}, {"size": "7"}, {"root": "x"}, {"root": None}, {"device": 1}, {"signature": None}):
        assert problem_of(pushed.checkpoint(7, root_of(pushed.chain), **wrong)) == (400, "malformed"), wrong


def test_the_devices_own_time_is_not_looked_at(pushed: Any) -> None:
    at = clock.text(clock.now() - timedelta(days=3_650))

    answer = pushed.checkpoint(7, root_of(pushed.chain), at=at)

    assert answer.status_code == 200
    assert answer.json()["at"] > at


def test_a_root_is_grown_from_the_last_one_signed(pushed: Any, county: County) -> None:
    pushed.checkpoint(5, root_of(pushed.chain[:5]))
    with county.site.database.reading() as connection:
        frontier = frontier_at(connection, pushed.id, 7)

    assert frontier == grown((entry.hash for entry in pushed.chain), Frontier())
