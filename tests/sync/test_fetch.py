"""Documents of other windows: fetched once, verified, kept; what came before a cut is not read again."""

import hashlib
from collections.abc import Callable

import pytest

from app.domain.fact import BlobRef
from app.errors import Unavailable
from app.ids import uuid7
from sync.client.calls import HttpCounty
from sync.client.steps import drive
from sync.county.embedded import County
from tests.sync.window import Window, picture, until_quiet
from tests.sync.wire import Proxy


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
