from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from app.journal.entry import Place, read, write
from app.journal.merkle import grown
from sync.county.embedded import County
from sync.county.site import open_site
from sync.county.verify import Broken, Found, verify

THIRD_LINE = "UPDATE entry SET line = :line WHERE device = :device AND seq = 3"


class Stopped:
    """A county with some of everything in it, stopped, so that its files can be spoilt."""

    def __init__(self, data: Path, database_url: str, window: Any, document: str, path: Path) -> None:
        self.data = data
        self._database_url = database_url
        self.window = window
        self.document = document
        self.path = path

    def sql(self, statement: str, **values: object) -> None:
        self.work(lambda connection: connection.execute(text(statement), values).rowcount)

    def work(self, work: Callable[[Connection], Any]) -> Any:
        """Do something to the database, which must have an effect."""
        site = open_site(self.data, database_url=self._database_url)
        found = site.database.write(work).result()
        site.close()
        assert found
        return found

    def verified(self) -> Found:
        site = open_site(self.data, database_url=self._database_url)
        try:
            return verify(site)
        finally:
            site.close()


@pytest.fixture
def stopped(county_of_own: County, make_window: Any, database_url: str) -> Stopped:
    window = make_window("511725001", at=county_of_own)
    county_of_own.grant("511725001", "李红")
    document = window.upload(b"picture")
    window.append({"page": {"sha256": document, "size": 7, "media_type": "image/jpeg"}})
    window.append(scope="t-000000")
    window.append()
    window.push()
    window.checkpoint(3, grown(entry.hash for entry in window.chain).root())
    data, path = county_of_own.site.data, county_of_own.site.blobs / document[:2] / document
    county_of_own.stop()
    return Stopped(data, database_url, window, document, path)


def test_a_whole_county_is_whole(stopped: Stopped) -> None:
    found = stopped.verified()

    assert found == Found(entries=4, blobs=1, checkpoints=1, broken=())
    assert found.to_dict()["ok"] is True


def names(found: Found) -> set[tuple[str, str, str]]:
    return {(broken.what, broken.name, broken.reason) for broken in found.broken}


def test_a_missing_and_an_altered_document_are_named(stopped: Stopped) -> None:
    stopped.path.write_bytes(b"Picture")
    assert stopped.verified().broken == (Broken("blob", stopped.document, "altered"),)

    stopped.path.unlink()
    assert stopped.verified().broken == (Broken("blob", stopped.document, "missing"),)


def test_a_changed_entry_is_named(stopped: Stopped) -> None:
    other = stopped.window.chain[2].to_line().replace("张三".encode(), "李四".encode())
    stopped.sql(
        "UPDATE entry SET line = :line WHERE device = :device AND seq = 3", line=other, device=stopped.window.id
    )

    assert names(stopped.verified()) == {("entry", f"{stopped.window.id} 3", "body_hash")}


def test_an_unreadable_entry_is_named(stopped: Stopped) -> None:
    stopped.sql(THIRD_LINE, line=b"\0", device=stopped.window.id)

    assert ("entry", f"{stopped.window.id} 3", "cannot be read") in names(stopped.verified())


Spoil = Callable[[Stopped], tuple[str, str, str]]


def of_device(stopped: Stopped, seq: int, reason: str, what: str = "entry") -> tuple[str, str, str]:
    return what, f"{stopped.window.id} {seq}", reason


@pytest.mark.parametrize(
    ("statement", "what", "seq", "reason"),
    [
        ("DELETE FROM entry WHERE seq = 2 AND device = :device", "entry", 3, "an entry before it is missing"),
        (
            "UPDATE entry SET scope = 't-000000' WHERE seq = 1 AND device = :device",
            "entry",
            1,
            "stands at another place",
        ),
        ("UPDATE entry SET withheld = 'scope' WHERE seq = 1 AND device = :device", "entry", 1, "order and withheld"),
        ("UPDATE checkpoint SET root = '00' WHERE device = :device", "checkpoint", 3, "root"),
        ("UPDATE checkpoint SET signature = 'x' WHERE device = :device", "checkpoint", 3, "signature"),
    ],
)
def test_a_row_that_was_tampered_with_is_named(
    stopped: Stopped, statement: str, what: str, seq: int, reason: str
) -> None:
    stopped.sql(statement, device=stopped.window.id)

    assert of_device(stopped, seq, reason, what) in names(stopped.verified())


def test_an_order_that_is_missing_is_named(stopped: Stopped) -> None:
    stopped.sql("UPDATE county SET newest = newest + 1")

    assert {broken.what for broken in stopped.verified().broken} == {"order"}


def test_a_chain_that_ends_elsewhere_is_named(stopped: Stopped) -> None:
    stopped.sql("DELETE FROM entry WHERE seq = 3 AND device = :device", device=stopped.window.id)

    assert ("chain", stopped.window.id, "does not end where it should") in names(stopped.verified())


def test_a_first_scope_that_is_another_is_named(stopped: Stopped) -> None:
    subject = stopped.window.chain[0].subject
    stopped.sql("UPDATE subject SET scope = 't-000000' WHERE subject = :subject", subject=subject)

    assert names(stopped.verified()) == {("subject", subject, "first scope")}


def test_a_grant_that_the_county_did_not_sign_is_named(stopped: Stopped) -> None:
    line = stopped.work(
        lambda connection: connection.execute(text("SELECT line FROM entry WHERE scope = 'county'")).scalar()
    )
    real = read(bytes(line))
    place = Place(**{name: getattr(real, name) for name in Place.__slots__})
    forged = write(place, real.subject, real.kind, real.v, {**(real.body or {}), "signature": "A" * 86})
    changed = "UPDATE entry SET line = :line, hash = :hash WHERE scope = 'county'"
    stopped.sql(changed, line=forged.to_line(), hash=forged.hash)
    head = "UPDATE chain SET head_hash = :hash WHERE device = :device"
    stopped.sql(head, hash=forged.hash, device=forged.device)

    assert names(stopped.verified()) == {("entry", f"{real.device} 1", "signature of the grant")}


def test_what_a_killed_server_left_in_the_store_is_named_and_nothing_is_broken(stopped: Stopped) -> None:
    forgotten = "ab" + "0" * 62
    (stopped.data / "blobs" / "ab").mkdir()
    (stopped.data / "blobs" / "ab" / forgotten).write_bytes(b"forgotten")

    found = stopped.verified()

    assert (found.broken, found.unnamed) == ((), (forgotten,))
    assert found.to_dict()["ok"] is True


def test_an_upload_that_is_about_to_be_noted_is_not_taken_for_forgotten(
    county_of_own: County, make_window: Any, digest: Any
) -> None:
    window = make_window("511725001", at=county_of_own)
    window.create_upload(b"on its way")
    sha256 = digest(b"on its way")
    finished = county_of_own.site.blobs / "finished"
    finished.write_bytes(b"on its way")

    county_of_own.site.store.put(finished, sha256)

    assert window.blob(sha256).status_code == 404
    assert verify(county_of_own.site).unnamed == ()
