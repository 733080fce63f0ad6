"""What a case takes with it when it moves: which entries are written again, and what came when it had gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app import clock
from app.journal import fold
from app.journal.entry import MAX_PARENTS, Entry
from app.journal.fold import Stored

HANDED_OVER: Final = "case.handed_over"
SEALS: Final = frozenset({HANDED_OVER, "case.sent_after"})  # by one who knew all that stood there
COPY_OF: Final = "copy_of"
# What is the office's own affair, or is told anew where it still holds.
STAYS: Final = SEALS | {
    "case.assigned",
    "case.continued",
    "case.elsewhere_settled",
    "case.moved",
    "case.printed",
    "case.seen_elsewhere",
}
# What happened in the world, whoever had the file then; what an office did with a file that it had no more stays there.
HAPPENED: Final = frozenset(
    (
        "case.aid_given",
        "case.corrected",
        "case.document_filed",
        "case.doubt_explained",
        "case.home_visited",
        "case.household_changed",
        "case.kin_named",
        "case.member_died",
        "case.noted",
        "case.objection_raised",
        "case.paper_signed",
        "case.self_care_assessed",
        "case.signed",
        "case.signed_on_paper",
        "case.withdrawn",
    )
)


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry that is written again, and the entries of the new case that it is written on."""

    entry: Entry
    parents: tuple[str, ...]


class Removal:
    """A case on its way into another one that begins with `root`, entry by entry, parents first.

    `made` maps what is there already; of what came `late` only what happened goes.
    """

    def __init__(
        self, stored: Iterable[Stored], root: str, made: Mapping[str, str], late: frozenset[str] = frozenset()
    ) -> None:
        self._lines = fold.lines(stored)
        self._root, self._late = root, late
        self._names: dict[str, frozenset[str]] = {}
        self._made = dict(made)

    def pieces(self) -> Iterator[Piece]:
        """Give what is still to be written; each has to be `written` before the next is asked for."""
        for entry, parents in self._lines:
            if not self._here(entry) and self._goes(entry):
                yield Piece(entry, tuple(sorted(self._mapped(parents)))[:MAX_PARENTS] or (self._root,))
            here = self._here(entry)
            self._names[entry.hash] = frozenset({here}) if here else self._mapped(parents)

    def written(self, piece: Piece, name: str) -> None:
        """Note under which hash a piece stands in the new case."""
        self._made[piece.entry.hash] = name

    def _here(self, entry: Entry) -> str:
        """Give the hash under which an entry, or the one that it was written again for, stands there; else nothing."""
        names = (entry.hash, *sorted(fold.reissued(entry)))
        return next((self._made[name] for name in names if name in self._made), "")

    def _goes(self, entry: Entry) -> bool:
        is_late = entry.hash in self._late
        return entry.body is not None and (entry.kind in HAPPENED if is_late else entry.kind not in STAYS)

    def _mapped(self, parents: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._names[parent] for parent in parents))


def copied(entry: Entry, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body with which an entry is written again; it says whose copy it is, and when and by whom that was."""
    at, actor = told(entry)
    kept = {
        name: value for name, value in (entry.body or {}).items() if name not in {"reissue_of", "first_of", COPY_OF}
    }
    return kept | dict(changes) | {COPY_OF: {"hash": entry.hash, "at": at, "actor": actor}}


def copies(entries: Iterable[Entry]) -> dict[str, str]:
    """Give what the entries of a case are copies of: the hash there, and the hash here."""
    return {str(source["hash"]): entry.hash for entry in entries if (source := _source(entry))}


def told(entry: Entry) -> tuple[str, str]:
    """Give when an entry was first written, and by whom: of a copy as it says of the one that it stands for."""
    source = _source(entry)
    if source is None:
        return entry.at, entry.actor
    return source["at"], source["actor"]


def is_copy(entry: Entry) -> bool:
    """Tell whether an entry stands for one of another office."""
    return _source(entry) is not None


def left_behind(stored: Iterable[Stored]) -> tuple[Entry, ...]:
    """Give what the county did not know when it handed the case over, or looked after it: nobody has it there."""
    held = list(stored)
    lines = [entry for entry, _ in fold.lines(held)]
    known = fold.known_to(held, {entry.hash for entry in lines if entry.kind in SEALS})
    return tuple(entry for entry in lines if entry.hash not in known and entry.kind not in STAYS)


def _source(entry: Entry) -> dict[str, str] | None:
    """Give what a copy says of its source; None for what is none, or says it in another form."""
    source = (entry.body or {}).get(COPY_OF)
    if not isinstance(source, dict) or not all(isinstance(source.get(name), str) for name in ("hash", "at", "actor")):
        return None
    try:
        clock.parse(source["at"])
    except ValueError:
        return None
    return source
