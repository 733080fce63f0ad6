"""The order in which a subject's entries count, and which of them lose against others. Pure and total.

Parents come before children. `order`, which the county gave, decides only between entries of which
neither knew the other; what has none yet comes after all that have one.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.journal.entry import Entry

Claims = Callable[[Entry], frozenset[str]]
_UNORDERED = 1 << 62
ELSEWHERE = ("access.",)  # kinds that tell who looked at what: kept, fold into nothing


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as a store holds it: `order` is None until the county has given one."""

    entry: Entry
    order: int | None = None
    received_at: str | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """`entry` touched a field that `holds` had touched, neither knowing the other, and lost as a whole.

    `fields` are all that it would have written: one edit is one act (ADR 0007). It is `settled` once somebody who
    knew both has written each of them.
    """

    entry: Entry
    holds: Entry
    fields: frozenset[str]
    settled: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """The entries in the order in which they count, without those that lost, and the losses."""

    entries: tuple[Entry, ...]
    losses: tuple[Loss, ...]


def fold(stored: Iterable[Stored], claims: Claims) -> Folded:
    """Order one subject's entries and settle their conflicts; the same for any order of the input.

    `claims` names what an entry edits or decides; what happened in the world claims nothing and never loses.
    """
    web = _Web.of(stored)
    lines = web.lines()
    losses = _losses(web, lines, claims)
    lost = {loss.entry.hash for loss in losses}
    return Folded(tuple(entry for entry in lines if entry.hash not in lost), losses)


def strangers(stored: Iterable[Stored], name: str) -> frozenset[str]:
    """Give the hashes of a subject's entries that neither knew the one named nor were known to its writer."""
    return _Web.of(stored).strangers(name)


def lines(stored: Iterable[Stored]) -> tuple[tuple[Entry, frozenset[str]], ...]:
    """Give the entries of a subject that count, those that lost too, parents first, each with its parents at hand."""
    web = _Web.of(stored)
    return tuple((entry, web.parents[entry.hash]) for entry in web.lines())


def known_to(stored: Iterable[Stored], names: Iterable[str]) -> frozenset[str]:
    """Give the hashes of the entries that the writers of those named knew, and their own."""
    web, known = _Web.of(stored), set(names)
    for entry in reversed(web.lines()):
        known |= web.parents[entry.hash] if entry.hash in known else frozenset()
    return frozenset(known)


def heads(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Give the hashes of the entries that no other of them names as parent, sorted: the next entry's parents."""
    known = list(entries)
    named = {parent for entry in known for parent in entry.parents}
    return tuple(sorted(entry.hash for entry in known if entry.hash not in named))


@dataclass(frozen=True, slots=True)
class _Web:
    """The entries by hash, the parents that are at hand, and the key that decides between strangers."""

    entries: Mapping[str, Entry]
    parents: Mapping[str, frozenset[str]]
    keys: Mapping[str, tuple[int, str, int]]

    @classmethod
    def of(cls, stored: Iterable[Stored]) -> "_Web":
        found = {item.entry.hash: item for item in stored}
        replaced = replacements(found.values())
        kept = {name: item for name, item in found.items() if replaced.get(name, name) == name}
        web = cls._linked(kept, replaced)
        # A re-issue that knew what came after the old entry can only be a mistake or malice; its links would go
        # round in a circle, and entries with them out of sight.
        return web if len(web.lines()) == len(kept) else cls._linked(kept, {})

    @classmethod
    def _linked(cls, kept: Mapping[str, Stored], replaced: Mapping[str, str]) -> "_Web":
        parents = {
            name: frozenset(replaced.get(parent, parent) for parent in item.entry.parents) & kept.keys() - {name}
            for name, item in kept.items()
        }
        entries = {name: item.entry for name, item in kept.items()}
        return cls(entries, parents, {name: _key(item) for name, item in kept.items()})

    def lines(self) -> tuple[Entry, ...]:
        """Give all entries, parents first, strangers by key."""
        children = defaultdict(list)
        waiting = {name: len(parents) for name, parents in self.parents.items()}
        for name, parents in self.parents.items():
            for parent in parents:
                children[parent].append(name)
        ready = [(self.keys[name], name) for name, count in waiting.items() if not count]
        heapq.heapify(ready)
        lines = []
        while ready:
            _, name = heapq.heappop(ready)
            lines.append(self.entries[name])
            for child in children[name]:
                waiting[child] -= 1
                if not waiting[child]:
                    heapq.heappush(ready, (self.keys[child], child))
        return tuple(lines)

    def ancestors(self, lines: Iterable[Entry], among: frozenset[str]) -> dict[str, frozenset[str]]:
        """Give for each entry all that its writer knew of `among`: who claims nothing costs nothing."""
        known: dict[str, frozenset[str]] = {}
        for entry in lines:
            parents = self.parents[entry.hash]
            known[entry.hash] = (parents & among).union(*(known[parent] for parent in parents))
        return known

    def strangers(self, name: str) -> frozenset[str]:
        """Give the entries that neither knew the one named nor were known to its writer."""
        lines, before, after = self.lines(), {name}, {name}
        for entry in reversed(lines):
            before |= self.parents[entry.hash] if entry.hash in before else frozenset()
        for entry in lines:
            after |= {entry.hash} if self.parents[entry.hash] & after else frozenset()
        return frozenset(self.entries.keys() - before - after)


def _key(item: Stored) -> tuple[int, str, int]:
    return (_UNORDERED if item.order is None else item.order, item.entry.device, item.entry.seq)


def reissued(entry: Entry) -> frozenset[str]:
    """Give the hashes of the entries that this one says to be written again for: the last, and the first of all."""
    names = (entry.body.get(member) for member in ("reissue_of", "first_of")) if entry.body else ()
    return frozenset(name for name in names if isinstance(name, str))


def replacements(stored: Iterable[Stored]) -> dict[str, str]:
    """Map the hash of each entry that was written again to the one that stands for it (protocol, section 8).

    That is the newest. Of several that were written for the same one (an old copy that was put back twice) the
    first stands for all.
    """
    same: dict[str, set[str]] = {}
    named: set[str] = set()
    again = [(item.entry.hash, names) for item in sorted(stored, key=_key) if (names := reissued(item.entry))]
    for name, names in again:
        joined = {name}.union(names, *(same.get(one, ()) for one in (name, *names)))
        same |= dict.fromkeys(joined, joined)
        named |= names - {name}
    replaced: dict[str, str] = {}
    for name, _ in again:
        if name not in named and name not in replaced:
            replaced |= dict.fromkeys(same[name], name)
    return replaced


def _losses(web: _Web, lines: tuple[Entry, ...], claims: Claims) -> tuple[Loss, ...]:
    claimed = {entry.hash: claims(entry) for entry in lines}
    known = web.ancestors(lines, frozenset(name for name, wanted in claimed.items() if wanted))
    standing: list[Entry] = []
    losses = []
    for entry in sorted((entry for entry in lines if claimed[entry.hash]), key=lambda entry: web.keys[entry.hash]):
        rival = next((held for held in standing if _clash(held, entry, known, claimed)), None)
        if rival is None:
            standing.append(entry)
            continue
        losses.append((entry, rival))
    return tuple(
        Loss(*loss, claimed[loss[0].hash], settled=_is_settled(*loss, standing, known, claimed)) for loss in losses
    )


def _clash(
    one: Entry, other: Entry, known: Mapping[str, frozenset[str]], claimed: Mapping[str, frozenset[str]]
) -> bool:
    related = one.hash in known[other.hash] or other.hash in known[one.hash]
    return not related and bool(claimed[one.hash] & claimed[other.hash])


def _is_settled(
    loser: Entry,
    holder: Entry,
    standing: Iterable[Entry],
    known: Mapping[str, frozenset[str]],
    claimed: Mapping[str, frozenset[str]],
) -> bool:
    """Tell whether those who knew both have written all that the loser had wanted to write."""
    both = {loser.hash, holder.hash}
    later: frozenset[str] = frozenset()
    for entry in standing:
        if both <= known[entry.hash]:
            later |= claimed[entry.hash]
    return claimed[loser.hash] <= later
