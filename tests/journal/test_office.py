"""What the county says of an office, read from entries."""

from typing import Any

from app.domain.office import ConfirmerSet
from app.ids import uuid7
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Entry, Place, write
from app.journal.fold import Stored
from app.journal.office import CONFIRMER_SET, confirmers

BODY = {"scope": "t-7H2K9Q", "confirmer": "county", "from_on": "2026-07-01", "basis": "社会救助法44"}
DEVICE = uuid7()


def entry(
    body: dict[str, Any] | None = None, *, scope: str = COUNTY_SCOPE, kind: str = CONFIRMER_SET, v: int = 1
) -> Entry:
    at = "2026-07-01T01:00:00.000Z"
    place = Place(DEVICE, 1, ZERO_HASH, (), at, "ok", DEVICE, ZERO_HASH, scope)
    return write(place, "office:t-7H2K9Q", kind, v, BODY if body is None else body)


def words(*entries: Entry) -> tuple[ConfirmerSet, ...]:
    return confirmers(Stored(one, order) for order, one in enumerate(entries, 1))


def test_a_word_is_read_with_its_day_and_what_it_rests_on() -> None:
    assert words(entry()) == (ConfirmerSet("t-7H2K9Q", "county", "2026-07-01", "社会救助法44"),)


def test_words_come_in_the_county_s_order() -> None:
    later = entry(BODY | {"confirmer": "township"})

    assert [one.confirmer for one in confirmers([Stored(later, 9), Stored(entry(), 3)])] == ["county", "township"]


def test_what_is_not_the_county_s_or_not_understood_says_nothing() -> None:
    assert words(entry(scope="t-7H2K9Q")) == ()
    assert words(entry(v=2), entry(kind="office.renamed")) == ()
    assert words(entry(BODY | {"from_on": "im Juli"}), entry({"confirmer": 7})) == ()
    assert words(entry().without_body()) == ()
