"""What reads a repository of updates: its lists before and after they are believed, and the lines of offers in them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata, MetaFile
from tuf.api.serialization import DeserializationError

from app.errors import Refused
from sync.reading import NotProtocol, read_json
from sync.updates.offer import read_offer
from sync.updates.source import Coming, NotThere
from sync.updates.trusted import Client, Fetcher, offers_of, told
from tests.fuzz.seeds import as_json
from tests.updates.office import NOW, Office


class _Lists:
    """A source that is a dictionary."""

    def __init__(self, lists: dict[str, bytes]) -> None:
        self._lists = lists

    @contextmanager
    def begin(self, name: str, start: int = 0) -> Iterator[Coming]:
        """Give a list."""
        if name not in self._lists:
            raise NotThere
        yield Coming(start, iter([self._lists[name]]))


class _Forgetful(Client):
    """A client that keeps nothing on the disk: a search looks a hundred thousand times."""

    def _persist_file(self, _filename: str, _data: bytes) -> None:
        pass

    def _load_local_metadata(self, rolename: str) -> bytes:
        raise FileNotFoundError(rolename)


@cache
def _good() -> tuple[bytes, dict[str, bytes], str]:
    """Give a root, lists that name no digests (so that bytes of anybody are parsed), and a folder to name."""
    place = Path(tempfile.mkdtemp(prefix="yimen-fuzz-"))
    office = Office(place)
    office.offer("a.toml", b'id = "a"\n')
    office.with_stolen_keys(snapshot=lambda signed: signed.meta.update({"targets.json": MetaFile(3)}))
    read = {f"metadata/{one.name}": one.read_bytes() for one in (office.folder / "metadata").iterdir()}
    return office.root, read, str(place)


def update_lists(source: bytes) -> None:
    """Look at a repository in which one list is these bytes, each list in turn, and once with these bytes as root."""
    root, good, folder = _good()
    for name in good:
        _look(root, good | {name: source}, folder)
    _look(source, good, folder)


def _look(root: bytes, lists: dict[str, bytes], folder: str) -> None:
    fetcher = Fetcher(_Lists(lists))
    try:
        with told(fetcher):
            client = _Forgetful(folder, "metadata/", fetcher=fetcher, bootstrap=root)
            client.reckon_at(NOW)
            client.refresh()
            client.offers()
    except Refused:
        return


def lists() -> list[bytes]:
    """Give a list of each role."""
    return list(_good()[1].values())


def files(source: bytes) -> None:
    """Read a list of files that was signed, whatever stands in it; Refused where it is no such list."""
    try:
        said = Metadata[Any].from_bytes(source).signed
    except DeserializationError as error:
        raise Refused("update.half", name="targets.json") from error
    if said.type == "targets":
        offers_of(said)


def offered_files() -> list[bytes]:
    """Give a list of files that offers something."""
    return [content for name, content in _good()[1].items() if name.endswith("3.targets.json")]


def an_offer(source: bytes) -> None:
    """Read a line of the list of files: its path, its length, what is said of it."""
    said = read_json(source)
    if not (isinstance(said, list) and len(said) == 3 and isinstance(said[0], str) and isinstance(said[1], int)):
        raise NotProtocol("line")
    offer = read_offer(said[0], said[1], {"sha256": "ab" * 32}, said[2])
    assert offer is None or ".." not in offer.place


def offers() -> list[bytes]:
    """Give lines that offer something."""
    program = {"kind": "program", "version": "0.2.0", "platform": "linux-x86_64"}
    rules = {"kind": "rules", "version": "渠县"}
    return as_json(["window/yimen_0.2.0_amd64.deb", 7, program]) + as_json(["rules/a.toml", 7, rules])
