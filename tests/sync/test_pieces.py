"""One document, piece by piece, to a county of paper that does as a test wants."""

import pytest

from app.errors import Unavailable
from app.store.values import BlobTask
from sync.client.county import Problem
from sync.client.uploads import Sending, carry, find_place, several
from sync.protocol import MAX_PIECE_BYTES


class PaperCounty:
    """A county in memory that does as it is told; `spoil` says which sends go wrong, and how."""

    def __init__(self, spoil: dict[int, str] | None = None) -> None:
        self.uploads = self
        self.spoil = spoil or {}
        self.places: dict[str, bytearray] = {}
        self.blobs: set[str] = set()
        self.sends = 0
        self.sizes: dict[str, tuple[str, int]] = {}

    def has_blob(self, sha256: str) -> bool:
        return sha256 in self.blobs

    def create(self, sha256: str, size: int, _media_type: str) -> str:
        place = f"/{len(self.sizes)}"
        self.places[place] = bytearray()
        self.sizes[place] = sha256, size
        return place

    def offset(self, place: str) -> int | None:
        return len(self.places[place]) if place in self.places else None

    def send(self, place: str, offset: int, piece: bytes) -> int:
        self.sends += 1
        match self.spoil.get(self.sends):
            case "piece":
                raise Problem(460, "digest", {})
            case "offset":
                self.places[place] = self.places[place][:1]
                raise Problem(409, "offset", {})
            case "gone" | "blob" as why:
                self.places.pop(place)
                raise Problem(*((404, "not_found") if why == "gone" else (460, "digest")), {})
            case "no":
                raise Problem(403, "scope", {})
            case "cut":
                raise Unavailable("county.unreachable")
        if offset != len(self.places[place]):
            raise Problem(409, "offset", {})
        self.places[place] += piece
        sha256, size = self.sizes[place]
        if len(self.places[place]) == size:
            self.blobs.add(sha256)
        return len(self.places[place])


CONTENT = bytes(range(256)) * (MAX_PIECE_BYTES // 64)  # four pieces


def sent(county: PaperCounty, place: str | None = None) -> Sending:
    task = BlobTask("a" * 64, len(CONTENT), "image/jpeg", "case", "2026-11-24T08:00:00.000Z", place)
    found = find_place(county, task)  # type: ignore[arg-type]  # as much of a county as uploads need
    return carry(county, found, lambda start, end: CONTENT[start:end], lambda: False)  # type: ignore[arg-type]  # as above


def test_a_document_goes_in_pieces_that_a_checksum_may_cover() -> None:
    county = PaperCounty()

    assert sent(county).complete
    assert county.sends == len(CONTENT) // MAX_PIECE_BYTES == 4
    assert bytes(county.places["/0"]) == CONTENT


@pytest.mark.parametrize("how", ["piece", "offset", "gone", "blob"])
@pytest.mark.parametrize("at", [1, 3, 4])
def test_a_spoilt_piece_or_place_is_made_good_in_the_same_run(how: str, at: int) -> None:
    county = PaperCounty({at: how})

    assert sent(county).complete
    assert bytes(county.places[max(county.places)]) == CONTENT


@pytest.mark.parametrize("how", ["piece", "blob"])
def test_a_document_that_is_spoilt_again_and_again_waits_for_the_next_round(how: str) -> None:
    county = PaperCounty(dict.fromkeys(range(1, 100), how))

    sending = sent(county)

    assert not sending.complete
    assert sending.trouble is not None
    assert sending.trouble.code == "county.refused"
    assert county.sends == 4


def test_a_refusal_that_nothing_helps_against_is_told() -> None:
    county = PaperCounty({2: "no"})

    sending = sent(county)

    assert sending.trouble is not None
    assert sending.trouble.facts == {"problem": "scope"}
    assert (sending.place, sending.offset, sending.missing) == ("/0", MAX_PIECE_BYTES, 3 * MAX_PIECE_BYTES)


def test_after_a_cut_the_place_and_the_offset_are_known() -> None:
    county = PaperCounty({3: "cut"})

    sending = sent(county)

    assert (sending.place, sending.offset) == ("/0", 2 * MAX_PIECE_BYTES)
    assert sent(county, sending.place).complete
    assert county.sends == 5


def test_a_place_that_is_full_and_yet_not_a_blob_begins_anew() -> None:
    county = PaperCounty()
    county.create("a" * 64, len(CONTENT), "")
    county.places["/0"] += CONTENT

    assert sent(county, "/0").place == "/1"


def test_a_blob_that_is_there_after_all_needs_no_place() -> None:
    county = PaperCounty()
    county.blobs.add("a" * 64)

    assert sent(county, "/gone").complete
    assert county.sends == 0


@pytest.mark.parametrize("error", [Unavailable("county.unreachable"), Problem(403, "scope", {})])
def test_trouble_in_finding_a_place_is_an_answer_too(error: Exception) -> None:
    class Sour(PaperCounty):
        def has_blob(self, _sha256: str) -> bool:
            raise error

    sending = sent(Sour())

    assert sending.trouble is not None
    assert sending.trouble.code == ("county.refused" if isinstance(error, Problem) else "county.unreachable")


@pytest.mark.parametrize("error", [Unavailable("county.unreachable"), Problem(403, "scope", {})])
def test_trouble_in_finding_it_again_is_an_answer_too(error: Exception) -> None:
    class Turning(PaperCounty):
        def offset(self, _place: str) -> int | None:
            raise error

    sending = sent(Turning({1: "piece"}))

    assert sending.trouble is not None
    assert sending.trouble.code == ("county.refused" if isinstance(error, Problem) else "county.unreachable")


def test_several_give_their_results_in_order() -> None:
    assert several(lambda number: number * 2, range(20)) == list(range(0, 40, 2))
    assert several(len, []) == []
