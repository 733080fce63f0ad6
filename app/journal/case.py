"""The fold of a case. What a (kind, version) does here is fixed for ever; a new meaning is a new version."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

import msgspec

from app.domain.case import Accepted, Case, Conflict, Corrected, Declared, Filed, Noted, Printed, Signed, inside
from app.domain.course import Assigned, Ended, PlatformNoted, Presented, SignedOnPaper, Withdrawn
from app.domain.paper_sealed import PaperSealed
from app.domain.paper_signed import PaperSigned
from app.domain.registration import NotAccepted, Registered, RegistrationEnded, SupplementAsked
from app.domain.urgent import UrgentRecorded
from app.journal import moving, steps
from app.journal.body import check, read_body
from app.journal.entry import Entry
from app.journal.fold import ELSEWHERE, Loss, Stored, fold


def fold_case(case_id: str, stored: Iterable[Stored]) -> Case | None:
    """Give the state of a case from all its entries that are at hand; None where there is none.

    Total: an entry that this program does not understand makes the case `needs_newer`, never an error.
    """
    held = [item for item in stored if not item.entry.kind.startswith(ELSEWHERE)]
    if not held:
        return None
    folded = fold(held, claims)
    case = Case(case_id, folded.entries[0].scope, conflicts=tuple(map(_conflict, folded.losses)))
    taken = []
    for entry in _acceptance_first(folded.entries):
        if entry.body is not None and (entry.kind, entry.v) in steps.KINDS:
            taken.append(entry)
        else:
            case = _applied(case, entry)
    if not taken:
        return case
    progress, understood = steps.progress_of(taken)
    behind = tuple(entry.hash for entry in moving.left_behind(held)) if progress.handed_over else ()
    return replace(case, progress=progress, left_behind=behind, needs_newer=case.needs_newer or not understood)


def claims(entry: Entry) -> frozenset[str]:
    """Name the fields that an entry edits or decides; what happened in the world claims none and cannot lose."""
    if entry.body is None or entry.v != 1:
        return frozenset()
    if entry.kind in _DECIDES:
        return _DECIDES[entry.kind]
    if entry.kind != "case.corrected":
        return frozenset()
    try:
        return frozenset(read_body(entry, Corrected).fields)
    except msgspec.ValidationError:
        return frozenset()


def _acceptance_first(entries: tuple[Entry, ...]) -> list[Entry]:
    """Put the acceptance ahead, so that what arrived without its parents still finds a case to act on."""
    return sorted(entries, key=lambda entry: entry.kind != "case.accepted")


def _applied(case: Case, entry: Entry) -> Case:
    if entry.body is None:
        return replace(case, erased=case.erased + 1)
    apply = _KINDS.get((entry.kind, entry.v), _newer)
    try:
        return apply(case, entry)
    except msgspec.ValidationError:
        return replace(case, needs_newer=True)


def _newer(case: Case, _entry: Entry) -> Case:
    return replace(case, needs_newer=True)


def _conflict(loss: Loss) -> Conflict:
    return Conflict(loss.entry.hash, loss.holds.hash, loss.entry.kind, tuple(sorted(loss.fields)), loss.settled)


def _accepted(case: Case, entry: Entry) -> Case:
    return case if case.accepted else replace(case, accepted=read_body(entry, Accepted))


def _filed(case: Case, entry: Entry) -> Case:
    return replace(case, filed=(*case.filed, read_body(entry, Filed)))


def _signed(case: Case, entry: Entry) -> Case:
    return replace(case, signed=(*case.signed, read_body(entry, Signed)))


def _declared(case: Case, entry: Entry) -> Case:
    return replace(case, declared=read_body(entry, Declared))


def _printed(case: Case, entry: Entry) -> Case:
    return replace(case, printed=(*case.printed, read_body(entry, Printed)))


def _paper_sealed(case: Case, entry: Entry) -> Case:
    return replace(case, sealed=(*case.sealed, read_body(entry, PaperSealed)))


def _paper_signed(case: Case, entry: Entry) -> Case:
    return replace(case, inked=(*case.inked, read_body(entry, PaperSigned)))


def _noted(case: Case, entry: Entry) -> Case:
    return replace(case, notes=(*case.notes, read_body(entry, Noted).text))


def _corrected(case: Case, entry: Entry) -> Case:
    if case.accepted is None:
        return case
    values = msgspec.to_builtins(case.accepted)
    for path, text in read_body(entry, Corrected).fields.items():
        _put(values, path.split("."), text)
    accepted = msgspec.convert(values, Accepted)
    check(accepted)
    return replace(case, accepted=accepted, corrected=(*case.corrected, read_body(entry, Corrected)))


def _signed_on_paper(case: Case, entry: Entry) -> Case:
    return replace(case, signed_on_paper=(*case.signed_on_paper, read_body(entry, SignedOnPaper)))


def _kept(name: str, shape: type[Any], *, first: bool = False) -> Callable[[Case, Entry], Case]:
    """Give what keeps a body as the field `name`: the last one counts, or with `first` the first."""

    def apply(case: Case, entry: Entry) -> Case:
        values: dict[str, Any] = {name: read_body(entry, shape)}
        return case if first and getattr(case, name) else replace(case, **values)

    return apply


def _put(values: Any, path: list[str], text: str) -> None:
    """Set the text at a dotted path; members of a list are named by their id. Only texts that are there change."""
    *way, last = path
    for name in way:
        values = inside(values, name)
    if not isinstance(values, dict) or not isinstance(values.get(last), str):
        raise msgspec.ValidationError(f"no such field: {last}")
    values[last] = text


_DECIDES: Final[dict[str, frozenset[str]]] = {
    "case.not_accepted": frozenset({"decision:closed"}),
    "case.ended": frozenset({"decision:closed"}),
    "case.assigned": frozenset({"decision:handler"}),
    "case.platform_noted": frozenset({"decision:platform"}),
    **steps.DECIDES,
}
_KINDS: dict[tuple[str, int], Callable[[Case, Entry], Case]] = {
    ("case.accepted", 1): _accepted,
    ("case.document_filed", 1): _filed,
    ("case.signed", 1): _signed,
    ("case.declared", 1): _declared,
    ("case.printed", 1): _printed,
    ("case.paper_sealed", 1): _paper_sealed,
    ("case.paper_signed", 1): _paper_signed,
    ("case.noted", 1): _noted,
    ("case.corrected", 1): _corrected,
    ("case.registered", 1): _kept("registered", Registered, first=True),
    ("case.supplement_asked", 1): _kept("supplement", SupplementAsked, first=True),
    ("case.not_accepted", 1): _kept("not_accepted", NotAccepted),
    ("case.registration_ended", 1): _kept("registration_ended", RegistrationEnded),
    ("case.presented", 1): _kept("presented", Presented, first=True),
    ("case.signed_on_paper", 1): _signed_on_paper,
    ("case.withdrawn", 1): _kept("withdrawn", Withdrawn),
    ("case.ended", 1): _kept("ended", Ended),
    ("case.assigned", 1): _kept("assigned", Assigned),
    ("case.platform_noted", 1): _kept("platform", PlatformNoted),
    ("case.urgent_recorded", 1): _kept("urgent", UrgentRecorded, first=True),
}
