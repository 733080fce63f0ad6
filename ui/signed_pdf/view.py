"""What a check of a signed PDF found, in words. No Qt."""

from dataclasses import dataclass
from typing import Final

import resources
from app import clock
from app.pades.report import Ink, Report, Signature, Verdict
from ui.widgets.row import Cell, Row

_SOON: Final = frozenset({Verdict.UNSEALED, Verdict.STRANGER, Verdict.UNKNOWN, Verdict.UNSIGNED})


@dataclass(frozen=True, slots=True)
class SignedPdfView:
    """The page. `tone` is danger, soon or empty; `notes` are lines below the list of signatures."""

    subtitle: str = ""
    verdict: str = ""
    tone: str = ""
    rows: tuple[Row, ...] = ()
    notes: str = ""
    refused: str = ""
    is_checking: bool = False


def view_of(report: Report, name: str) -> SignedPdfView:
    """Give the page of a report."""
    grave = "soon" if report.verdict in _SOON else "danger"
    return SignedPdfView(
        subtitle=say("file_line.size", name=name, kb=-(-report.size // 1024)),
        verdict=say(f"verdict.{report.verdict}"),
        tone="" if report.is_whole else grave,
        rows=tuple(_row(nth, one) for nth, one in enumerate(report.signatures)),
        notes="\n".join(_notes(report)),
    )


def lines(report: Report, name: str) -> list[str]:
    """Give the same for a terminal: the verdict first."""
    told = [say(f"verdict.{report.verdict}"), say("file_line.size", name=name, kb=-(-report.size // 1024))]
    for one in report.signatures:
        said = (_when(one), _who(one), _role(one), _state(one))
        told.append(say("between").join(filter(None, said)))
    return [*told, *_notes(report)]


def say(name: str, /, **facts: object) -> str:
    """Give a text of this subject."""
    return resources.text("signed_pdf", name, **facts)


def _row(nth: int, one: Signature) -> Row:
    state = Cell(_state(one), "danger" if one.problems else "ink", strong=bool(one.problems))
    cells = (Cell(_who(one), "ink", strong=True), Cell(_role(one)), Cell(_when(one)), state)
    return Row(str(nth), cells, tip=_certificate(one))


def _who(one: Signature) -> str:
    return (one.holder.subject if one.holder else "") or say("role.unnamed")


def _role(one: Signature) -> str:
    return say("role.certifies" if one.certifies else "role.seal")


def _when(one: Signature) -> str:
    if not one.at:
        return ""
    return f"{clock.parse(one.at).astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def _state(one: Signature) -> str:
    if not one.problems:
        return say("problem.expired_since" if one.expired_since else "problem.none")
    return say("between").join(say(f"problem.{problem}") for problem in one.problems)


def _notes(report: Report) -> list[str]:
    """Give what else is to be known: the ink, what came behind which signature, certificates, the file."""
    told = [say(f"ink.{report.ink}")] if report.ink is not Ink.NONE else []
    for one in report.signatures:
        if len(one.problems) > 1:
            told.append(say("between").join((_who(one), _state(one))))
        if one.changes:
            told.append(say("between").join((_who(one), say("change.behind", changes=_changes(one)))))
    if report.uncovered:
        told.append(say("file_line.uncovered", bytes=report.uncovered))
    if report.removed:
        told.append(say("file_line.removed", count=report.removed))
    told += [_certificate(one) for one in report.signatures if one.holder]
    told.append(say("trust", count=report.roots) if report.roots else say("no_trust"))
    return [*told, say("file_line.digest", sha256=report.sha256)]


def _changes(one: Signature) -> str:
    return say("pages_between").join(say(f"change.{change.what}", page=change.page) for change in one.changes)


def _certificate(one: Signature) -> str:
    if one.holder is None:
        return ""
    return say("file_line.serial", subject=one.holder.subject, serial=one.holder.serial, issuer=one.holder.issuer)
