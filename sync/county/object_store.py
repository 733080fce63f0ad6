"""Documents in an object store that speaks S3, by obstore; address and keys come from the usual AWS_* variables."""

import logging
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from app.errors import Refused, Unavailable
from sync.county.blob_store import CHUNK, is_name
from sync.county.cause import called

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

# A store that is gone is noticed in seconds: the window is told when to come back, and keeps what it has.
_CONNECT: Final = timedelta(seconds=5)
_ANSWER: Final = timedelta(seconds=30)
_RETRY: Final["RetryConfig"] = {"max_retries": 2, "retry_timeout": timedelta(seconds=15)}
_PART_BYTES: Final = 5 * 2**20
_PARTS_AT_ONCE: Final = 2  # of a large document, so that many of them do not fill the memory
_PUTS_AT_ONCE: Final = 4
_EMPTY: Final = "ready?"  # nothing begins with it: a short answer, and an error where there is no such bucket
_log = logging.getLogger(__name__)


class ObjectStore:
    """Documents as objects, under the names that they would have in a folder."""

    def __init__(self, place: str) -> None:
        try:
            self._store = S3Store.from_url(place, client_options=_client(), retry_config=_RETRY)
        except (BaseError, ValueError) as error:
            raise Refused("county.store_url", url=place) from error

    def prepare(self) -> None:
        """Do nothing: a county whose store is away still takes entries."""

    def put(self, finished: Path, sha256: str) -> None:
        """Send a file; the answer of the store says that it is kept."""
        with _translated():
            obstore.put(
                self._store, _key(sha256), finished, chunk_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE
            )  # fmt: skip

    def put_all(self, finished: Mapping[str, Path]) -> None:
        """Send several files, some at once: each answer takes a while."""
        with ThreadPoolExecutor(_PUTS_AT_ONCE) as pool:
            list(pool.map(self.put, finished.values(), finished.keys()))

    def size(self, sha256: str) -> int | None:
        """Give the size of a document, None where there is none."""
        try:
            with _translated():
                return obstore.head(self._store, _key(sha256))["size"]
        except FileNotFoundError:
            return None

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Give a range in pieces, a request for each, so that a slow reader holds no line to the store."""
        while start < end:
            with _translated():
                part = bytes(obstore.get_range(self._store, _key(sha256), start=start, end=min(end, start + CHUNK)))
            if not part:
                raise OSError("the document is shorter than it was")
            start += len(part)
            yield part

    def names(self) -> Iterator[str]:
        """Give the names of all documents."""
        with _translated():
            for some in obstore.list(self._store):
                names = (item["path"].rpartition("/")[2] for item in some)
                yield from filter(is_name, names)

    def is_well(self) -> bool:
        """Tell whether the store answers and knows us."""
        try:
            with _translated():
                return not list(obstore.list(self._store, _EMPTY))
        except (Unavailable, FileNotFoundError):
            return False


def _client() -> "ClientConfig":
    """Give how to speak to the store: by HTTPS, unless the administrator allows plain HTTP with a variable."""
    plain = os.environ.get("AWS_ALLOW_HTTP", "").lower() in {"true", "1"}
    return {"connect_timeout": _CONNECT, "timeout": _ANSWER, "allow_http": plain}


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


@contextmanager
def _translated() -> Iterator[None]:
    """Turn errors of the store into Unavailable; an absent object is a FileNotFoundError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        _log.warning("object store: %s", str(error).partition("\n")[0])  # address and status, no keys and no names
        raise Unavailable("county.store", reason=called(error)) from error
