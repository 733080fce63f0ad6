"""A resident's receipt against the journal: which acceptance, whether all before it is whole, what the county said."""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.domain import receipt_code
from app.domain.duties import Act
from app.journal import sign
from app.journal.entry import ZERO_HASH, NotAnEntry, read
from app.journal.merkle import Frontier
from app.services.desk import Desk
from app.services.duty import needs
from app.services.grant_book import COUNTY_KEYS

if TYPE_CHECKING:
    from app.store import Checkpoint

_ACCEPTED: Final = "case.accepted"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An acceptance that a receipt witnesses."""

    case_id: str
    number: str
    accepted_on: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a code says. `near` are codes of ours that differ in a character or two, where none is the same.

    `size` entries lie before the receipt (0 where the code is not ours), `broken_at` is the first that is not as it
    was (0 where all are). `countersigned_at` is when the county signed the first `countersigned_size`; 0 not yet.
    """

    code: str
    size: int = 0
    at: str = ""
    near: tuple[str, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    broken_at: int = 0
    countersigned_at: str = ""
    countersigned_size: int = 0


@needs(Act.SEE)
def check(desk: Desk, typed: str) -> Generator[int, None, Checked]:
    """Look a code up and walk the chain, in pieces. Refused receipt_code.length, receipt_code.odd."""
    code = receipt_code.read(typed)
    points = desk.store.all_checkpoints()
    hit = next((point for point in points if point.code == code), None)
    if hit is None:
        near = tuple(point.code for point in points if receipt_code.is_near(point.code, code))
        return Checked(code, near=near)
    same = [point for point in points if point.device == hit.device]
    word = next((point for point in same if point.size >= hit.size and _is_word(desk, point)), None)
    before = max((point.size for point in same if point.size < hit.size), default=0)
    walk = _Walk(hit.device, {point.size: point.root for point in (hit, *filter(None, [word]))}, before, hit.size)
    end = word.size if word else hit.size
    while walk.size < end and not walk.broken_at:
        lines = desk.store.chain_lines(hit.device, walk.size, end)
        walk.go(line for _, line in lines)
        if not lines:
            walk.broken_at = walk.size + 1
        yield walk.size
    return _checked(hit, word, walk)


def _checked(hit: "Checkpoint", word: "Checkpoint | None", walk: "_Walk") -> Checked:
    broken_at = walk.broken_at
    if word is None or 0 < broken_at <= word.size:
        return Checked(hit.code, hit.size, hit.at, (), tuple(walk.accepted), broken_at)
    said: dict[str, Any] = word.countersigned or {}
    return Checked(hit.code, hit.size, hit.at, (), tuple(walk.accepted), 0, str(said["at"]), word.size)


class _Walk:
    """The chain as far as it was read: its end, and what does not fit."""

    def __init__(self, device: str, roots: Mapping[int, str], after: int, until: int) -> None:
        self._device, self._roots, self._after, self._until = device, roots, after, until
        self._frontier, self._head = Frontier(), ZERO_HASH
        self.accepted: list[Acceptance] = []
        self.broken_at = 0

    @property
    def size(self) -> int:
        return self._frontier.size

    def go(self, lines: "Iterable[bytes]") -> None:
        """Read on; stops at what is not as it was."""
        for line in lines:
            if not self._fits(line):
                self.broken_at = self.size + 1
            elif self._roots.get(self.size) not in {None, self._frontier.root()}:
                self.broken_at = self.size
            if self.broken_at:
                return

    def _fits(self, line: bytes) -> bool:
        try:
            entry = read(line)
        except NotAnEntry:
            return False
        if (entry.device, entry.seq, entry.prev) != (self._device, self.size + 1, self._head):
            return False
        self._frontier, self._head = self._frontier.add(entry.hash), entry.hash
        if entry.kind == _ACCEPTED and self._after < entry.seq <= self._until:
            body = entry.body or {}
            case_id = entry.subject.partition(":")[2]
            self.accepted.append(Acceptance(case_id, str(body.get("number", "")), str(body.get("accepted_on", ""))))
        return True


def _is_word(desk: Desk, point: "Checkpoint") -> bool:
    """Tell whether the county signed this checkpoint, by its key as it was told at enrolment."""
    said = point.countersigned
    if not said or (said["size"], said["root"]) != (point.size, point.root):
        return False
    key = (desk.store.setting(COUNTY_KEYS) or {}).get(said["kid"], {})
    statement = sign.countersign_statement(point.device, point.size, point.root, said["at"])
    return sign.is_signed(str(key.get("public_key", "")), statement, said["signature"])
