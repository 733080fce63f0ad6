"""Papers of a case that the officer certifies and the office seals: which, when, and the entry about each."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from app import clock
from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import BlobRef
from app.domain.paper_sealed import OFFICER, SEAL, Mark, PaperSealed, paper_sealed
from app.domain.sealed import SealedBlob
from app.domain.steps import handover
from app.errors import Refused
from app.forms.form import Form
from app.pades.key import Holder
from app.pades.report import Report
from app.pades.sign import SealBox
from app.services import aid_papers, decision_papers, inquiry_papers, intake, papers, seal_setup
from app.services.desk import Desk
from app.services.duty import needs
from app.services.receipt import receipt
from app.services.seal_setup import SealSetup
from app.services.signing import PDF

APPLICATION: Final = "application"
_RADIUS: Final = 21.0  # mm: a township's seal is 42 mm across


@dataclass(frozen=True, slots=True)
class Sealable:
    """A paper that leaves the office with a red seal: whether what it says is there, and how it is made."""

    ready: Callable[[Case], bool]
    make: Callable[[Desk, Case], Form]


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper as it is shown before it is signed; `box` is where the seal goes, None where none does.

    `signed` is what became of exactly this paper already, None where it is still to be signed.
    """

    name: str
    pdf: bytes
    box: SealBox | None
    signed: BlobRef | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of what is shown."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be signed: `state` is open, waits (for the other program's seal) or done."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """The password of the officer's key and of the office's; each may be empty where none is asked for."""

    officer: str = ""
    seal: str = ""


def is_set_up(desk: Desk) -> bool:
    """Tell whether this officer signs papers here at all; where not, nothing of it is asked."""
    return seal_setup.load(desk.data).officer(desk.author.officer).is_set


def offers(case: Case) -> tuple[Offer, ...]:
    """Give the papers of a case that can be signed now, and how far each is."""
    names = [name for name, one in SEALABLE.items() if one.ready(case)]
    own = [APPLICATION] if case.accepted is not None and case.signed else []
    return tuple(Offer(name, _state(case, name)) for name in (*own, *names))


@needs(Act.PRINT)
def ready(desk: Desk, case: Case, name: str) -> Ready:
    """Give a paper to look at before it is signed; Refused case.content_missing."""
    if name == APPLICATION and case.signed:
        return _with_signed(case, Ready(name, desk.document(case.signed[0].shown[0]), None))
    if name not in SEALABLE or not SEALABLE[name].ready(case):
        raise Refused("case.content_missing")
    form = SEALABLE[name].make(desk, case)
    place = form.seals[0] if form.seals and seal_setup.load(desk.data).seal.is_set else None
    box = SealBox(place.page, place.x, place.y, _RADIUS) if place else None
    return _with_signed(case, Ready(name, form.pdf, box))


@needs(Act.SEAL)
def sign(desk: Desk, case_id: str, shown: Ready, secrets: Secrets) -> Case:
    """Certify a paper that was shown, seal it where the office's key is here, keep it and tell the journal.

    Where another program seals, the certified paper is handed over to it. Refused seal.already, seal.changed when the
    paper says something else by now, and with Unavailable as the sources of the keys; nothing is written then.
    """
    from app.pades.sign import certify, seal  # noqa: PLC0415 - half a second that only who signs pays

    setup, now = seal_setup.load(desk.data), desk.now()
    now_ready = ready(desk, _case(desk, case_id), shown.name)
    if now_ready.signed:
        raise Refused("seal.already")
    if now_ready != shown:
        raise Refused("seal.changed")
    own = setup.officer(desk.author.officer)
    with seal_setup.key_source(own).opened(secrets.officer, now) as key:
        made = certify(shown.pdf, shown.sha256, key, now, shown.box)
        marks = [_mark(desk, OFFICER, own.kind, key.holder)]
    if shown.box and setup.seal.kind != "folder":
        with seal_setup.key_source(setup.seal).opened(secrets.seal, now) as key:
            made = seal(made, key, now, seal_setup.seal_picture(desk))
            marks.append(_mark(desk, SEAL, setup.seal.kind, key.holder))
    kept = desk.vault.put(made, PDF)
    waits = shown.box is not None and setup.seal.kind == "folder"
    written = _write(desk, case_id, kept, PaperSealed(shown.name, shown.sha256, kept.ref, tuple(marks), waits))
    if waits:
        _hand_over(desk, written, shown.name, setup)
    return written


@needs(Act.SEAL)
def hand_over(desk: Desk, case_id: str, name: str) -> None:
    """Hand a certified paper over once more, where it was lost on its way to the other program."""
    _hand_over(desk, _case(desk, case_id), name, seal_setup.load(desk.data))


@needs(Act.SEAL)
def take_back(desk: Desk, case_id: str, name: str) -> Case:
    """Take what the other program sealed, if it is our paper and nothing but a seal came.

    Refused and Unavailable as `Folder.take_back`; Refused seal.not_set_up where nothing is waited for.
    """
    case, setup = _case(desk, case_id), seal_setup.load(desk.data)
    folder, last = seal_setup.folder_of(setup.seal), _last(case, name)
    if folder is None or last is None or not last.awaits_seal:
        raise Refused("seal.not_set_up")
    back, report = folder.take_back(_name(last), desk.document(last.document), desk.now())
    kept = desk.vault.put(back, PDF)
    body = PaperSealed(name, last.document.sha256, kept.ref, (_mark_of(desk, report),))
    written = _write(desk, case_id, kept, body)
    folder.clear(_name(last))
    return written


def _with_signed(case: Case, made: Ready) -> Ready:
    """Give it with what was signed of it; a paper that was corrected since is another one."""
    last = _last(case, made.name)
    of_it = any(one.before == made.sha256 for one in case.sealed if one.paper == made.name)
    return replace(made, signed=last.document) if last and of_it else made


def _hand_over(desk: Desk, case: Case, name: str, setup: SealSetup) -> None:
    folder, last = seal_setup.folder_of(setup.seal), _last(case, name)
    if folder is None or last is None or not last.awaits_seal:
        raise Refused("seal.not_set_up")
    folder.hand_over(_name(last), desk.document(last.document))


def _name(one: PaperSealed) -> str:
    """Give the name in the folder: of the bytes, nobody's."""
    return f"yimen-{one.paper}-{one.document.sha256[:16]}"


def _state(case: Case, name: str) -> str:
    last = _last(case, name)
    if last is None:
        return "open"
    return "waits" if last.awaits_seal else "done"


def _last(case: Case, name: str) -> PaperSealed | None:
    return next((one for one in reversed(case.sealed) if one.paper == name), None)


def _mark(desk: Desk, by: str, source: str, holder: Holder) -> Mark:
    told = holder.subject, holder.issuer, holder.serial, holder.sha256
    return Mark(by, source, *told, desk.today().isoformat())


def _mark_of(desk: Desk, report: Report) -> Mark:
    """Give the mark that another program set, as far as it can be read."""
    found = report.signatures[-1]
    signed_on = clock.local_date(clock.parse(found.at)).isoformat() if found.at else desk.today().isoformat()
    holder = found.holder or Holder("", "", "", "", "", "")
    return Mark(SEAL, "folder", holder.subject, holder.issuer, holder.serial, holder.sha256, signed_on)


def _case(desk: Desk, case_id: str) -> Case:
    return _there(desk.store.case(case_id))


def _there(case: Case | None) -> Case:
    if case is None:
        raise Refused("case.content_missing")
    return case


def _write(desk: Desk, case_id: str, kept: SealedBlob, body: PaperSealed) -> Case:
    with desk.store.work(desk.author) as work:
        handover.check_here(_there(work.case(case_id)))
        work.keep(kept)
        work.append((paper_sealed(case_id, body),))
        return _there(work.case(case_id))


def _told(name: str) -> Callable[[Case], bool]:
    """Give whether a step's letter is there and ours: what the county decides the county seals."""
    return lambda case: getattr(case.progress, name) is not None and not decision_papers.by_county(case)


SEALABLE: Final[dict[str, Sealable]] = {
    "receipt": Sealable(
        lambda case: case.accepted is not None, lambda desk, case: receipt(desk, intake.accepted(desk, case))
    ),
    "supplement": Sealable(lambda case: bool(case.supplement and case.registered), papers.supplement_notice),
    "refusal": Sealable(lambda case: bool(case.not_accepted and case.registered), papers.refusal_notice),
    "check_result": Sealable(lambda case: case.progress.report is not None, inquiry_papers.check_result),
    "confirmation": Sealable(_told("confirmed"), decision_papers.confirmation),
    "not_confirmed": Sealable(_told("not_confirmed"), decision_papers.refusal),
    "change_notice": Sealable(lambda case: bool(case.progress.changes), aid_papers.change_notice),
}
