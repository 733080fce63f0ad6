"""Documents on a bad line: they go on where they stopped, and nothing is kept that does not have its digest."""

import hashlib
import secrets
from collections.abc import Callable, Iterator

import pytest

from app.domain.fact import BlobRef
from app.errors import Unavailable
from app.ids import uuid7
from app.store.values import BlobTask
from sync.client.calls import HttpCounty
from sync.client.county import Problem
from sync.client.steps import drive
from sync.client.uploads import Sending, carry, find_place, several
from sync.county.embedded import County
from sync.protocol import MAX_PIECE_BYTES
from tests.sync.window import Window, picture, until_quiet
from tests.sync.wire import Proxy

BIG = 5 * MAX_PIECE_BYTES + 7


@pytest.fixture
def proxy(county: County) -> Iterator[Proxy]:
    with Proxy(county.port) as proxy:
        yield proxy


@pytest.fixture
def far(open_window: Callable[..., Window], county: County, office: str, proxy: Proxy) -> Window:
    """A window whose line leads through the proxy."""
    window = open_window(county, office, f"http://127.0.0.1:{proxy.port}")
    window.sync()
    return window


def test_a_cut_in_mid_piece_costs_at_most_that_piece(county: County, far: Window, proxy: Proxy) -> None:
    content = picture(BIG)
    ref = far.file(uuid7(), content)
    proxy.meter.up, proxy.meter.cut_after_up = 0, 3 * MAX_PIECE_BYTES + 100_000

    status = far.sync()

    assert not status.online
    assert status.problem_code == "county.unreachable"
    assert status.pending.blobs == 1
    (task,) = far.store.blobs_pending()
    assert task.upload_url is not None
    until_quiet(far)
    assert county.blob(ref.sha256) == content
    assert proxy.meter.up < BIG + MAX_PIECE_BYTES + 20_000


def test_an_upload_goes_on_after_both_sides_were_started_again(far: Window, proxy: Proxy, county: County) -> None:
    content = picture(BIG)
    ref = far.file(uuid7(), content)
    proxy.meter.cut_after_up = 3 * MAX_PIECE_BYTES
    far.sync()
    county.stop()
    far.restart()
    assert far.sync().problem_code == "county.unreachable"
    county.start()
    proxy.meter.up = 0

    until_quiet(far)

    assert county.blob(ref.sha256) == content
    assert proxy.meter.up < 4 * MAX_PIECE_BYTES


@pytest.mark.parametrize("after", [0, 60, 200])
def test_a_lost_answer_to_the_last_piece_sends_nothing_again(
    far: Window, proxy: Proxy, county: County, after: int
) -> None:
    content = picture(2_000)
    ref = far.file(uuid7(), content)
    until_quiet(far)
    again = far.file(uuid7(), other := picture(100_000))
    proxy.meter.up = 0
    proxy.meter.arm(100_000, after)
    far.sync()

    until_quiet(far)

    assert county.blob(again.sha256) == other
    assert county.blob(ref.sha256) == content
    assert proxy.meter.up < 110_000 + 10_000


def test_what_the_county_has_already_is_not_sent_again(far: Window, proxy: Proxy, county: County) -> None:
    content = picture(300_000)
    far.file(uuid7(), content)
    until_quiet(far)
    with far.store.work() as work:
        work.forget_orders_above(10**9, 10**9)
    proxy.meter.up = 0

    until_quiet(far)

    assert proxy.meter.up < 20_000
    assert far.store.pending().blobs == 0
    assert county.counts()["blobs"] >= 1


def test_text_that_comes_while_documents_are_sent_goes_first(far: Window, county: County) -> None:
    first = far.file(uuid7(), picture(BIG))
    far.faults.calls.clear()
    sends = 0

    def write_at_the_second_piece(name: str) -> None:
        nonlocal sends
        sends += name == "send"
        if name == "send" and sends == 2:
            far.note(uuid7(), "传图的时候又受理了一件")
            far.engine.written()

    far.faults.before = write_at_the_second_piece

    far.sync()

    calls = [call for call in far.faults.calls if call in {"send", "push"}]
    assert calls[:5] == ["push", "send", "send", "push", "send"]
    assert county.blob(first.sha256)


def test_the_program_s_end_stops_uploads_after_a_piece_and_they_go_on_next_time(far: Window, county: County) -> None:
    ref = far.file(uuid7(), content := picture(BIG))
    far.faults.before = lambda name: far.engine.stop() if name == "send" else None

    status = far.sync()

    assert far.faults.calls.count("send") == 1
    assert status.pending.blobs == 1
    far.faults.before = lambda _: None
    far.restart()
    until_quiet(far)
    assert county.blob(ref.sha256) == content


def test_a_document_that_is_damaged_here_holds_up_no_other(far: Window, county: County) -> None:
    bad, good = far.file(uuid7(), picture(50_000)), far.file(uuid7(), content := picture(60_000))
    sealed = far.store.sealed(bad.sha256)
    path = far.vault.path(sealed)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")

    status = far.sync()

    assert status.online
    assert status.problem_code == "blob.damaged"
    assert status.pending.blobs == 1
    assert county.blob(good.sha256) == content
    assert county.blob(bad.sha256) is None


def test_a_document_that_the_county_refuses_holds_up_no_other(far: Window, county: County) -> None:
    huge, good = far.file(uuid7(), bytes(20 * 2**20 + 1)), far.file(uuid7(), content := picture(60_000))

    status = far.sync()

    assert status.problem_code == "county.refused"
    assert county.blob(good.sha256) == content
    assert county.blob(huge.sha256) is None


def test_after_a_cut_the_line_is_tried_in_small_pieces(far: Window, proxy: Proxy, county: County) -> None:
    for _ in range(3):
        far.file(uuid7(), picture(900_000))
    proxy.meter.cut_after_up = 400_000
    far.sync()
    until_quiet(far)
    refs = [far.file(uuid7(), picture(900_000)) for _ in range(3)]
    proxy.meter.up, proxy.meter.cut_after_up = 0, 1_500_000

    far.sync()
    until_quiet(far)

    assert all(county.blob(ref.sha256) for ref in refs)
    assert proxy.meter.up < 3 * 900_000 + 256_000


def test_a_line_that_is_slow_but_alive_is_no_stall(far: Window, proxy: Proxy) -> None:
    """Two megabytes take longer than the time-out, but something goes out all the while."""
    far.restart_line(stall_s=1.0)
    for _ in range(40):
        far.note(uuid7(), secrets.token_urlsafe(45_000))
    proxy.pause_s = 0.02

    status = far.sync()

    assert status.problem_code is None
    assert status.pending.entries == 0


def test_a_line_that_is_dead_is_given_up_after_a_while(far: Window, proxy: Proxy) -> None:
    far.restart_line(stall_s=0.3)
    far.note(uuid7(), "没有回音")
    proxy.stalls.set()

    status = far.sync()

    assert status.problem_code == "county.unreachable"
    assert status.pending.entries == 1


# --- reading ------------------------------------------------------------------------------------


def fetched(window: Window, ref: BlobRef) -> bytes:
    return drive(window.engine.fetch(ref))


def test_another_window_s_document_is_fetched_once_and_kept(window: Window, other: Window) -> None:
    ref = other.file(uuid7(), content := picture(400_000))
    until_quiet(other, window)
    window.faults.calls.clear()

    assert fetched(window, ref) == content
    assert fetched(window, ref) == content

    assert window.faults.calls == ["read_blob"]
    assert window.vault.open(window.store.sealed(ref.sha256)) == content


def test_reading_goes_on_where_the_line_was_cut(
    far: Window, proxy: Proxy, open_window: Callable[..., Window], county: County, office: str
) -> None:
    near = open_window(county, office)
    ref = near.file(uuid7(), content := picture(900_000))
    until_quiet(near, far)
    proxy.meter.down, proxy.meter.cut_after_down = 0, 500_000

    with pytest.raises(Unavailable, match=r"county\.unreachable"):
        fetched(far, ref)
    assert fetched(far, ref) == content

    assert proxy.meter.down < 900_000 + 100_000


def test_a_document_that_has_not_arrived_yet_is_said_to_be_elsewhere(window: Window) -> None:
    window.sync()

    with pytest.raises(Unavailable, match=r"blob\.not_at_county"):
        fetched(window, BlobRef("a" * 64, 3, "image/jpeg"))


def test_what_has_another_digest_is_not_kept(window: Window, other: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = other.file(uuid7(), picture(100))
    until_quiet(other, window)
    monkeypatch.setattr(HttpCounty, "read_blob", lambda _, __, kept, size: kept.extend(bytes(size)))

    with pytest.raises(Unavailable, match=r"county\.no_answer"):
        fetched(window, ref)
    assert window.store.blob(ref.sha256) is None
    monkeypatch.undo()
    assert hashlib.sha256(fetched(window, ref)).hexdigest() == ref.sha256


# --- piece by piece, with a county of paper -----------------------------------------------------


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


CONTENT = bytes(range(256)) * 4 * 1024  # four pieces


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
