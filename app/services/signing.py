"""The papers of an application as they are shown, and ink on them."""

from dataclasses import replace
from datetime import date

from app.domain.acceptance import adults
from app.domain.course import SignedOnPaper, check_paper
from app.domain.draft import Draft, Signature
from app.domain.duties import Act
from app.domain.fact import BlobRef
from app.errors import Refused
from app.forms.binding import Signing, sign
from app.forms.form import FormSet
from app.forms.ink import Handwriting, to_json
from app.forms.papers import make_forms
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture, content_digest

PDF = "application/pdf"
INK = "application/json"


@needs(Act.TAKE_IN)
def prepare(desk: Desk, draft: Draft) -> tuple[Draft, FormSet]:
    """Give the papers to show and the draft that knows them: `make` and `keep` in one."""
    forms = make(desk, draft)
    return keep(desk, draft, forms), forms


@needs(Act.HANDLE)
def make(desk: Desk, draft: Draft) -> FormSet:
    """Give the papers that say what the draft says; half a second of work for a large family, none in the store."""
    handler = desk.name_of(draft.officer)
    return make_forms(draft, desk.office, day_of(desk, draft), handler, today=desk.today(), training=desk.training)


@needs(Act.HANDLE)
def day_of(desk: Desk, draft: Draft) -> date:
    """Give the day that the papers of a draft bear: that of the first signature on what it still says, else today."""
    unchanged = draft.form is not None and draft.form_content == content_digest(draft)
    days = [mark.signed_on for mark in draft.signatures] + [mark.signed_on for mark in draft.paper_signatures]
    return date.fromisoformat(days[0]) if unchanged and days else desk.today()


@needs(Act.TAKE_IN)
def keep(desk: Desk, draft: Draft, forms: FormSet) -> Draft:
    """Give the draft that knows its papers, which are kept with it.

    Signatures on papers that said something else are gone from it: nobody signed what the papers say now. Those on
    a form that was filled in by hand stay: what was signed is that form.
    """
    content = content_digest(draft)
    if draft.form and (draft.form_content, draft.form.sha256) == (content, forms.application.sha256):
        return draft
    sealed = desk.vault.put(forms.application.pdf, PDF)
    on_paper = draft.paper_signatures if draft.paper_number else ()
    draft = replace(draft, form=sealed.ref, form_content=content, signatures=(), paper_signatures=on_paper)
    with desk.store.work(desk.author) as work:
        work.save_draft(draft, (sealed,))
    return draft


@needs(Act.TAKE_IN)
def add_signature(desk: Desk, draft: Draft, forms: FormSet, hand: Handwriting) -> Draft:
    """Bind a signature to the papers shown, keep both, and give the draft with it.

    It takes the place of an earlier one of the same person. Refused ink.too_little when there is not enough
    ink for a name, case.form_changed when the draft no longer says what was shown, and as `binding.sign`.
    """
    if not hand.ink.plausible():
        raise Refused("ink.too_little")
    if draft.form is None or draft.form.sha256 != forms.application.sha256:
        raise Refused("case.form_changed")
    page = forms.authorisation(hand.member)
    if set(hand.shown) != {draft.form.sha256, page.sha256}:
        raise Refused("form.not_shown")
    signing = _signing(desk, draft, (draft.form.sha256, page.sha256), hand)
    papers = [
        desk.vault.put(content, media_type)
        for content, media_type in ((page.pdf, PDF), (sign(page, hand.ink, signing), PDF), (to_json(hand.ink), INK))
    ]
    shown, signed, ink = (paper.ref for paper in papers)
    mark = _mark(signing, (draft.form, shown), signed, ink)
    others = tuple(known for known in draft.signatures if known.member != hand.member)
    on_paper = tuple(known for known in draft.paper_signatures if known.member != hand.member)
    draft = replace(draft, signatures=(*others, mark), paper_signatures=on_paper)
    with desk.store.work(desk.author) as work:
        work.save_draft(draft, papers)
    return draft


@needs(Act.TAKE_IN)
def add_paper_signature(desk: Desk, draft: Draft, mark: SignedOnPaper, pictures: tuple[Picture, ...]) -> Draft:
    """Keep a signature in ink, or a thumbprint, on paper with its pictures, and give the draft with it.

    `mark` comes without pages; it takes the place of an earlier signature of the same person. Refused
    signature.not_awaited for somebody who signs nothing, and as `course.check_paper`.
    """
    signer = next((member for member in adults(draft, desk.today()) if member.id == mark.member), None)
    if signer is None:
        raise Refused("signature.not_awaited")
    sealed = tuple(desk.vault.put(picture.archive, picture.archive_type) for picture in pictures)
    printed = (draft.form,) if draft.form and not draft.paper_number else ()
    mark = replace(mark, pages=tuple(one.ref for one in sealed), shown=printed)
    check_paper(mark, draft.agent, signer=signer.identity.name, today=desk.today())
    on_screen = tuple(known for known in draft.signatures if known.member != mark.member)
    others = tuple(known for known in draft.paper_signatures if known.member != mark.member)
    draft = replace(draft, signatures=on_screen, paper_signatures=(*others, mark))
    with desk.store.work(desk.author) as work:
        work.save_draft(draft, sealed)
        for picture in pictures:
            work.take_from_tray(picture.taken)
    return draft


def _signing(desk: Desk, draft: Draft, shown: tuple[str, ...], hand: Handwriting) -> Signing:
    device = desk.device()
    return Signing(
        case=draft.id,
        member=hand.member,
        device=device.id,
        officer=desk.author.officer,
        method=hand.method,
        shown=shown,
        pages_seen=hand.pages_seen,
        started_at=hand.started_at,
        finished_at=hand.finished_at,
        signed_on=desk.today().isoformat(),
    )


def _mark(signing: Signing, shown: tuple[BlobRef, ...], signed: BlobRef, ink: BlobRef) -> Signature:
    return Signature(
        member=signing.member,
        method=signing.method,
        shown=shown,
        signed=signed,
        ink=ink,
        pages_seen=signing.pages_seen,
        started_at=signing.started_at,
        finished_at=signing.finished_at,
        signed_on=signing.signed_on,
    )
