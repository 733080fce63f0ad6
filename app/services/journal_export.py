"""The journal as evidence in one file, which others can check without this program (docs/protocol.md, section 17)."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain import access
from app.domain.access import Export, Exported
from app.domain.duties import Act
from app.durable import whole_file
from app.journal import sign
from app.journal.evidence import FORMAT, Sealed
from app.services.desk import Desk
from app.services.duty import needs
from app.services.grant_book import COUNTY_KEYS

if TYPE_CHECKING:
    from app.store import Checkpoint


_PLACES: Final = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written: `size` and `code` are those of the checkpoint at its end, `kid` the window's fingerprint."""

    entries: int
    checkpoints: int
    countersigned: int
    size: int
    code: str
    kid: str


@needs(Act.TAKE_EVIDENCE)
def export(desk: Desk, file: Path, reason: str) -> Generator[int, None, Taken]:
    """Write all that this window wrote into a file, in pieces: gives how many entries are out after each.

    The act itself is the last entry. Refused export.reason_missing; Unavailable store.*.
    """
    point = _note(desk, reason)
    ends = desk.store.chain_ends()
    sizes = {device: size for device, size, _ in ends}
    held = tuple(point for point in desk.store.all_checkpoints() if point.size <= sizes.get(point.device, 0))
    with whole_file(file) as out:
        sealed = Sealed(out)
        sealed.line(_head(desk, reason, ends))
        entries = 0
        for device, size, _ in ends:
            for lines in _pieces(desk, device, size):
                sealed.entries(lines)
                entries += len(lines)
                yield entries
        words = _points(sealed, held)
        writer = desk.device()
        sealed.close(writer.id, writer.private_key)
    return Taken(entries, len(held), words, point.size, point.code, point.kid)


def _note(desk: Desk, reason: str) -> "Checkpoint":
    """Write that the journal is taken out, and sign the chain up to there."""
    count = sum(size for _, size, _ in desk.store.chain_ends()) + 1
    body = Exported(Export.JOURNAL, "ndjson", reason, desk.moment(), desk.office.scope, count)
    fact = access.exported(desk.author.officer, body)
    with desk.store.work(desk.author) as work:
        work.append([fact])
        return work.checkpoint()


def _head(desk: Desk, reason: str, ends: tuple[tuple[str, int, str], ...]) -> dict[str, Any]:
    keys = {device.id: sign.public_key(device.private_key) for device in desk.store.devices()}
    known: Mapping[str, Mapping[str, str]] = desk.store.setting(COUNTY_KEYS) or {}
    county = [{"kid": kid, "public_key": key["public_key"]} for kid, key in sorted(known.items())]
    devices = [
        {"device": name, "public_key": keys[name], "kid": sign.kid(keys[name]), "entries": size, "head_hash": head}
        for name, size, head in ends
    ]
    told = {"at": desk.moment(), "by": desk.officer_name, "officer": desk.author.officer, "reason": reason}
    office = {"office": desk.office.name, "scope": desk.office.scope}
    return {"format": FORMAT, **told, **office, "devices": devices, "county_keys": county}


def _pieces(desk: Desk, device: str, size: int) -> Iterator[list[bytes]]:
    """Give a chain's lines in pieces; where one is gone, the file says by its first line that it should be there."""
    for after in range(0, size, _PLACES):
        yield [line for _, line in desk.store.chain_lines(device, after, min(size, after + _PLACES))]


def _points(sealed: Sealed, held: "tuple[Checkpoint, ...]") -> int:
    """Write checkpoints, each followed by what the county said of it; give how often it did."""
    words = 0
    for point in held:
        sealed.point("checkpoint", asdict(point))
        if point.countersigned:
            sealed.point("countersign", point.countersigned)
            words += 1
    return words
