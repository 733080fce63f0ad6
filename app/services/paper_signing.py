"""Papers of steps that several people sign on the screen: what stands on one so far, and one mark more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import BlobRef
from app.domain.names import tidy
from app.domain.paper_signed import (
    OFFICIALS,
    PaperSigned,
    awaited,
    capacity,
    in_order,
    line,
    put_mark,
    visits,
)  # fmt: skip - a list of names
from app.domain.sealed import SealedBlob
from app.domain.signable import signable
from app.domain.steps import handover
from app.errors import Refused
from app.forms.form import Form, SignField
from app.forms.ink import Ink, to_json
from app.forms.signed_paper import put, signing_of
from app.services import second
from app.services.desk import Desk
from app.services.duty import needs
from app.services.signing import INK, PDF
from app.services.step_papers import STEP_PAPERS


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A paper as it lies on the desk: `form` as it was made, `pdf` with the marks that stand on it.

    `places` are those where somebody can sign, in their order, `awaits` where somebody still must. `is_void` tells
    that people signed it when it said something else.
    """

    name: str
    form: Form
    pdf: bytes
    marks: tuple[PaperSigned, ...]
    places: tuple[str, ...]
    awaits: tuple[str, ...]
    is_void: bool

    def field(self, place: str) -> SignField:
        """Give where a place is on the paper; Refused mark.no_place."""
        for field in self.form.fields:
            if field.member == place:
                return field
        raise Refused("mark.no_place")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a window hands over: who (a name) did what at which place.

    `shown` is the SHA-256 of the bytes on the screen; `ink` is None where `way` says that they do not sign, and then
    `reason` and `present` say why and before whom.
    """

    place: str
    name: str
    way: str
    shown: str
    pages_seen: int
    started_at: str
    finished_at: str
    ink: Ink | None = None
    reason: str = ""
    present: tuple[str, ...] = ()


@needs(Act.HANDLE)
def open_paper(desk: Desk, case: Case, name: str) -> SignedPaper:
    """Give a paper with what stands on it; Refused case.content_missing for one that cannot be signed now."""
    if name not in signable(case):
        raise Refused("case.content_missing")
    form = STEP_PAPERS[name].make(desk, case)
    marks = line(case.inked, name, form.sha256)
    places = in_order(field.member for field in form.fields)
    pdf = desk.document(marks[-1].document) if marks else form.pdf
    is_void = not marks and any(mark.paper == name for mark in case.inked)
    return SignedPaper(name, form, pdf, marks, places, awaited(places, marks), is_void)


@needs(Act.HANDLE)
def sign_paper(desk: Desk, case_id: str, name: str, mark: Mark) -> Case:
    """Put a mark on a paper, keep the PDF and the ink, and tell the journal.

    Refused ink.too_little, paper.changed when these are not the bytes that were shown, and as
    `paper_signed.put_mark`; nothing is kept then.
    """
    if mark.ink is not None and not mark.ink.plausible():
        raise Refused("ink.too_little")
    case = _there(desk.store.case(case_id))
    paper = open_paper(desk, case, name)
    shown = paper.marks[-1].document if paper.marks else BlobRef(paper.form.sha256, len(paper.form.pdf), PDF)
    if shown.sha256 != mark.shown:
        raise Refused("mark.changed")
    body = _body(desk, case, paper, mark, shown)
    put_mark(case, body, paper.marks, paper.places, _officers(desk))
    writer = (case_id, desk.device().id, desk.author.officer)
    signed = desk.vault.put(put(paper.pdf, paper.field(mark.place), signing_of(body, writer), mark.ink), PDF)
    body = replace(body, document=signed.ref)
    body = replace(body, awaits=awaited(paper.places, (*paper.marks, body)))
    inks = [desk.vault.put(to_json(mark.ink), INK)] if mark.ink else []
    first = [] if paper.marks else [desk.vault.put(paper.form.pdf, PDF)]
    return _write(desk, case_id, paper, body, [signed, *inks, *first])


def _officers(desk: Desk) -> Mapping[str, str]:
    """Give the names of those who have a key of this PC, by id."""
    return {desk.author.officer: desk.officer_name, **{one.officer_id: one.name for one in second.colleagues(desk)}}


def _body(desk: Desk, case: Case, paper: SignedPaper, mark: Mark, shown: BlobRef) -> PaperSigned:
    """Give the body of the entry, of which the PDF is still to come."""
    name = tidy(mark.name)
    ours = capacity(mark.place) in OFFICIALS
    people = () if ours else tuple(one.id for one in case.members if tidy(one.identity.name) == name)
    keys = [key for key, known in _officers(desk).items() if tidy(known) == name]
    content = to_json(mark.ink) if mark.ink else b""
    return PaperSigned(
        paper=paper.name,
        made=paper.form.sha256,
        shown=shown,
        document=shown,
        place=mark.place,
        name=name,
        way=mark.way,
        signed_on=desk.today().isoformat(),
        pages_seen=mark.pages_seen,
        started_at=mark.started_at,
        finished_at=mark.finished_at,
        ink=BlobRef(mark.ink.sha256, len(content), INK) if mark.ink else None,
        member=next(iter(people), ""),
        officer=next(iter(keys), ""),
        reason=mark.reason.strip(),
        present=tuple(tidy(one) for one in mark.present if one.strip()),
        step=len(visits(case)),
    )


def _write(desk: Desk, case_id: str, paper: SignedPaper, body: PaperSigned, kept: list[SealedBlob]) -> Case:
    with desk.store.work(desk.author) as work:
        case = _there(work.case(case_id))
        handover.check_here(case)
        if line(case.inked, paper.name, paper.form.sha256) != paper.marks:
            raise Refused("mark.changed")
        for one in kept:
            work.keep(one)
        work.append((put_mark(case, body, paper.marks, paper.places, _officers(desk)),))
        return _there(work.case(case_id))


def _there(case: Case | None) -> Case:
    if case is None:
        raise Refused("case.content_missing")
    return case
