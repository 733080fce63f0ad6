"""The county's own rule packs: what is in force at this window, looking at another one, adopting it."""

import contextlib
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from app.domain.duties import Act
from app.domain.rules_adopted import COUNTYS, MEDIA_TYPE, Adopted, adopted, subject_of
from app.durable import disk, write_whole
from app.errors import Refused, Unavailable
from app.rules.county import Local
from app.rules.difference import Difference, differences
from app.rules.local import read_local, together
from app.services.desk import Desk
from app.services.duty import needs

FOLDER: Final = "rules"  # within the data folder: what was adopted, and what IT staff put there
ADOPTED: Final = "adopted.toml"
LARGEST: Final = 2**20  # bytes: a county's pack has a few hundred lines


class Adoptions(Protocol):
    """What is asked of the store to know what was adopted."""

    def rules_adopted(self, subject: str) -> tuple[Adopted, ...]:
        """Give the packs that were adopted under a subject, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class InForce:
    """The county's values that are used, as one pack; `broken` names the files that are not, by their names."""

    local: Local | None = None
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A pack that could be adopted: what it changes against what is in force, and whether it is that already."""

    pack: str
    sha256: str
    written: bytes
    changes: tuple[Difference, ...]
    is_in_force: bool


def in_force(data: Path) -> InForce:
    """Give the county's values of an installation. A file that cannot be used is named, and the others are used."""
    packs: list[tuple[str, Local]] = []
    broken: list[str] = []
    for place in sorted((data / FOLDER).glob("*.toml")):
        try:
            packs.append((place.name, _pack(place, stamp(place))))
        except (Refused, Unavailable):
            broken.append(place.name)
    try:
        return InForce(together(tuple(pack for _, pack in packs)), tuple(broken))
    except Refused:  # they contradict each other: nobody can say which one is right
        return InForce(None, (*broken, *(name for name, _ in packs)))


def stamp(place: Path) -> str:
    """Give what is another as soon as a file is; Unavailable where it went away in between."""
    with disk():
        stat = place.stat()
    return f"{stat.st_mtime_ns} {stat.st_size}"


@lru_cache(maxsize=32)
def _pack(place: Path, _stamp: str) -> Local:
    """Read a file once for as long as it does not change: every page that counts days asks for it."""
    return read_local(_read(place))


def countys(desk: Desk) -> Local | None:
    """Give the county's values that a step at this desk goes by, or None."""
    return in_force(desk.data).local


def look_at(data: Path, written: bytes) -> Look:
    """Give what a pack would change. Refused as `read_local`, local.too_large, local.overlap with what IT put there."""
    if len(written) > LARGEST:
        raise Refused("local.too_large")
    new = read_local(written)
    after = together((new, *_others(data)))
    changes = differences(in_force(data).local, after or new)
    return Look(new.id, hashlib.sha256(written).hexdigest(), written, changes, _bytes_adopted(data) == written)


@needs(Act.ADOPT_RULES)
def adopt(desk: Desk, looked: Look) -> Adopted:
    """Let a pack be the one in force, from now on; Refused local.same where it is that already.

    The file is kept in the vault, so that the former pack can be adopted again.
    """
    if looked.is_in_force:
        raise Refused("local.same", pack=looked.pack)
    sealed = desk.vault.put(looked.written, MEDIA_TYPE)
    body = Adopted(
        looked.pack, looked.sha256, desk.today().isoformat(), desk.author.officer, sealed.ref, len(looked.changes)
    )
    folder = desk.data / FOLDER
    with desk.store.work(desk.author) as work:
        work.keep(sealed)
        work.append([adopted(desk.office.scope, body)])
        with disk():
            folder.mkdir(exist_ok=True)
        write_whole(folder / ADOPTED, looked.written)
    return body


@needs(Act.LOOK_AFTER)
def history(desk: Desk) -> tuple[Adopted, ...]:
    """Give what was adopted in this office, the latest first."""
    return tuple(reversed(_own(desk.store, desk.office.scope)))


def offered(store: Adoptions, scope: str) -> Adopted | None:
    """Give the pack that the county told last, unless this office has adopted it once; None where there is none."""
    told = store.rules_adopted(COUNTYS)
    if not told or told[-1].sha256 in {one.sha256 for one in _own(store, scope)}:
        return None
    return told[-1]


def _own(store: Adoptions, scope: str) -> tuple[Adopted, ...]:
    return store.rules_adopted(subject_of(scope))


@needs(Act.LOOK_AFTER)
def look_at_adopted(desk: Desk, said: Adopted) -> Look:
    """Give what a pack would change whose file the journal names; as `look_at`, Unavailable blob.missing."""
    return look_at(desk.data, desk.document(said.document))


def _bytes_adopted(data: Path) -> bytes | None:
    place = data / FOLDER / ADOPTED
    return _read(place) if place.exists() else None


def _others(data: Path) -> tuple[Local, ...]:
    """Give the packs that IT staff put there, which stay; a broken one stays unused."""
    found: list[Local] = []
    for place in sorted((data / FOLDER).glob("*.toml")):
        if place.name != ADOPTED:
            with contextlib.suppress(Refused, Unavailable):
                found.append(read_local(_read(place)))
    return tuple(found)


def read_file(place: Path) -> bytes:
    """Give the bytes of a file that somebody chose; Refused local.no_file where it cannot be read."""
    try:
        return _read(place)
    except (OSError, Unavailable) as error:
        raise Refused("local.no_file", name=place.name) from error


def _read(place: Path) -> bytes:
    """Read a file, as far as a pack can be long; Unavailable when the disk does not answer."""
    with disk(), place.open("rb") as file:
        return file.read(LARGEST + 1)
