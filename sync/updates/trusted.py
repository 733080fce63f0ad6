"""TUF at work, by its client: the only place of the window's side that knows it. Loaded when it is first needed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tuf.api import exceptions
from tuf.api.metadata import Metadata, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from app import clock
from app.durable import disk, write_whole
from app.errors import Refused, Unavailable
from sync.updates.looking import MAX_ROOT_BYTES, Found
from sync.updates.offer import Offer, read_offer
from sync.updates.source import NotThere, Source

ISSUED: Final = "issued"  # a member of timestamp.json that TUF passes by: when it was signed
_CLOCK_ROOM: Final = timedelta(days=1)
_PATIENCE_S: Final = 300.0  # for one list, however slowly it drips
_CONFIG: Final = UpdaterConfig(root_max_length=MAX_ROOT_BYTES, max_root_rotations=64, targets_max_length=2_000_000)
_BASE: Final = "metadata/"


def look(source: Source, root: bytes, folder: Path, now: datetime) -> Found:
    """As `looking.look`."""
    fetcher = Fetcher(source)
    with disk(), told(fetcher):
        folder.mkdir(parents=True, exist_ok=True)
        client = _client(fetcher, root, folder)
        client.reckon_at(now)
        fetcher.known = client.known()
        client.refresh()
    if now < client.issued() - _CLOCK_ROOM:
        raise Refused("update.clock", day=clock.local_date(client.issued()).isoformat())
    with disk():
        return Found(client.offers(), client.lists(), client.until())


def _client(fetcher: "Fetcher", root: bytes, folder: Path) -> "Client":
    try:
        return Client(str(folder), _BASE, fetcher=fetcher, config=_CONFIG, bootstrap=root)
    except (exceptions.RepositoryError, ValueError) as error:
        raise Refused("update.bad_root") from error


class Client(Updater):
    """TUF's client, with the time handed in, and files that are whole after a power cut."""

    def reckon_at(self, now: datetime) -> None:
        """Judge by this moment what has run out."""
        self._trusted_set.reference_time = now

    def known(self) -> frozenset[str]:
        """Give the names of the county's keys."""
        return frozenset(self._trusted_set.root.keys)

    def issued(self) -> datetime:
        """Give when the date was signed; Refused update.half where it does not say."""
        written = self._trusted_set.timestamp.unrecognized_fields.get(ISSUED)
        try:
            return clock.parse(str(written))
        except ValueError as error:
            raise Refused("update.half", name="timestamp.json") from error

    def until(self) -> datetime:
        """Give when the first of the lists that are dated anew runs out."""
        return min(one.expires for one in (self._trusted_set.timestamp, self._trusted_set.snapshot))

    def offers(self) -> tuple[Offer, ...]:
        """Give what is offered."""
        return offers_of(self._trusted_set.targets)

    def lists(self) -> dict[str, bytes]:
        """Give the lists that were checked, as a repository names them."""
        kept, held = Path(self._dir), self._trusted_set
        roots = {f"{version}.root.json": kept / "root_history" / f"{version}.root.json" for version in self._roots()}
        named = {
            f"{held.snapshot.version}.snapshot.json": kept / "snapshot.json",
            f"{held.targets.version}.targets.json": kept / "targets.json",
            "timestamp.json": kept / "timestamp.json",
        }
        return {_BASE + name: place.read_bytes() for name, place in (roots | named).items()}

    def _roots(self) -> list[int]:
        kept = (Path(self._dir) / "root_history").glob("*.root.json")
        versions = [int(name) for one in kept if (name := one.name.partition(".")[0]).isdecimal()]
        return sorted(version for version in versions if version <= self._trusted_set.root.version)

    def _persist_file(self, filename: str, data: bytes) -> None:
        write_whole(Path(filename), data)

    def _update_root_symlink(self) -> None:
        """Leave no link: the root is always handed in, and not every disk knows links."""


class Fetcher(FetcherInterface):
    """Gives TUF what a source has, remembering the last list for who must say what is wrong with it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.name = ""
        self.last = b""
        self.most = 0
        self.known: frozenset[str] = frozenset()

    def _fetch(self, url: str) -> Iterator[bytes]:
        patience = time.monotonic() + _PATIENCE_S
        with self._source.begin(url) as coming:
            for piece in coming.pieces:
                if time.monotonic() > patience:
                    raise Unavailable("update.unreachable")
                yield piece

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """Give a whole list; TUF's own errors where it is not there or longer than it may be."""
        self.name, self.last, self.most = url.removeprefix(_BASE), b"", max_length
        try:
            for piece in self._fetch(url):
                self.last += piece
                if len(self.last) > max_length:
                    raise exceptions.DownloadLengthMismatchError(url)
        except NotThere as error:
            raise exceptions.DownloadHTTPError(url, 404) from error
        return self.last


def offers_of(targets: Targets) -> tuple[Offer, ...]:
    """Give what a signed list offers; lines of a newer program are passed over."""
    lines = targets.targets.items()
    read = (read_offer(path, one.length, one.hashes, one.custom) for path, one in lines)
    return tuple(sorted((one for one in read if one), key=lambda one: one.path))


@contextmanager
def told(fetcher: Fetcher) -> Iterator[None]:
    """Turn what TUF refuses into what an officer can act on."""
    try:
        yield
    except (exceptions.RepositoryError, exceptions.DownloadError, ValueError) as error:
        raise _refusal(fetcher, error) from error


def _refusal(fetcher: Fetcher, error: Exception) -> Refused:
    known = (say for kind, say in _SAYS.items() if isinstance(error, kind))
    return next(known, _mixed)(fetcher)


def _expired(_fetcher: Fetcher) -> Refused:
    return Refused("update.expired")


def _mixed(fetcher: Fetcher) -> Refused:
    return Refused("update.mixed", name=fetcher.name)


def _half(fetcher: Fetcher) -> Refused:
    return Refused("update.half", name=fetcher.name)


def _altered(fetcher: Fetcher) -> Refused:
    return Refused("update.altered", name=fetcher.name)


def _unsigned(fetcher: Fetcher) -> Refused:
    """Tell another county's list from one that claims to be ours."""
    if fetcher.known.isdisjoint(Metadata[Any].from_bytes(fetcher.last).signatures):
        return Refused("update.not_ours")
    return Refused("update.signature", name=fetcher.name)


def _wrong_version(fetcher: Fetcher) -> Refused:
    """Tell lists of different days in one folder from one that is older than what was seen before."""
    named, _, rest = fetcher.name.partition(".")
    if rest and named.isdecimal() and int(named) != Metadata[Any].from_bytes(fetcher.last).signed.version:
        return _mixed(fetcher)
    return Refused("update.rollback")


def _wrong_bytes(fetcher: Fetcher) -> Refused:
    return _half(fetcher) if len(fetcher.last) < fetcher.most else _mixed(fetcher)


def _not_there(fetcher: Fetcher) -> Refused:
    return Refused("update.none") if fetcher.name == f"{Timestamp.type}.json" else _half(fetcher)


_SAYS: Final[dict[type[Exception], Callable[[Fetcher], Refused]]] = {
    exceptions.ExpiredMetadataError: _expired,
    exceptions.UnsignedMetadataError: _unsigned,
    exceptions.BadVersionNumberError: _wrong_version,
    exceptions.LengthOrHashMismatchError: _wrong_bytes,
    exceptions.DownloadLengthMismatchError: _altered,
    exceptions.DownloadHTTPError: _not_there,
    DeserializationError: _half,
}
