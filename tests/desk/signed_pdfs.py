"""The pages of certificates, sealing and checking: with nothing set up, with everything, and each verdict."""

from collections.abc import Iterator
from pathlib import Path

from app.pades.key import Holder
from app.pades.report import Change, Ink, Problem, Report, Signature, Verdict
from app.services import seal_setup, trusted
from app.services.seal_setup import Source
from tests.desk.counter import Counter
from tests.desk.stocked import Stock
from tests.pades.authority import PASSWORD, YEAR, Authority
from ui.case.act_sheet import ActSheet
from ui.sealing.window import SealingPage
from ui.signed_pdf.view import view_of
from ui.signed_pdf.window import SignedPdfPage

_LONG = "渠县清溪场镇人民政府社会事务办公室"
_OFFICER = Holder("陈素华，渠县土溪镇人民政府", "测试根证书，一门测试", "1f2e3d4c5b6a", "", "", "a" * 64)
_OFFICE = Holder(_LONG, "测试根证书，一门测试", "0a1b2c3d4e5f", "", "", "b" * 64)
_AT = "2026-11-24T02:00:00.000Z"


def pages(at: Counter, lies: Stock) -> Iterator[str]:
    """Show them."""
    at.pages.go("verify_pdf")
    at.settle()
    yield "verify pdf"
    page = at.program.window.findChild(SignedPdfPage)
    assert isinstance(page, SignedPdfPage)
    for verdict in Verdict:
        page.draw(view_of(_report(verdict), f"{_LONG}确认告知书.pdf"))
        at.settle()
        yield f"verify pdf {verdict}"
    at.press("F7")
    yield "seal setup"
    _set_up(at)
    at.pages.go("seal_setup")
    at.settle()
    at.press("Down")
    yield "seal setup with all"
    at.press("F10")
    yield "seal setup try"
    at.shown(ActSheet).fields[0].edit.setText(PASSWORD)
    at.press("Enter")
    yield "seal setup sample"
    at.press("Esc")
    if lies.case:
        yield from _seals(at, lies)
    at.pages.show_home()
    at.settle()


def _seals(at: Counter, lies: Stock) -> Iterator[str]:
    at.pages.go("case", lies.case)
    at.settle()
    yield "case to be sealed"
    at.press("F9")
    yield "seal"
    at.press("F10")
    yield "seal refused"
    page = at.program.window.findChild(SealingPage)
    assert isinstance(page, SealingPage)
    for name in page.model.view.secrets:
        page.secrets[name].edit.setText(PASSWORD)
    at.press("F10")
    yield "sealed"


def _set_up(at: Counter) -> None:
    """Give the officer and the office a key of an authority that is known here."""
    data, authority = at.desk.data, Authority()
    for name in ("officer", "seal"):
        issued = authority.issue(at.desk.officer_name if name == "officer" else _LONG, end=at.desk.now() + YEAR)
        place = Path(data) / f"{name}.p12"
        place.write_bytes(issued.p12())
        if name == "officer":
            seal_setup.set_officer(data, at.desk.author.officer, Source("file", str(place)))
        else:
            seal_setup.set_seal(data, Source("file", str(place)))
    trusted.add(data, authority.pem)


def _report(verdict: Verdict) -> Report:
    """Give a report with that verdict, with two signatures where there are any."""
    if verdict in {Verdict.BROKEN, Verdict.UNSIGNED}:
        ink = Ink.WHOLE if verdict is Verdict.UNSIGNED else Ink.NONE
        return Report(verdict, 151_000, "c" * 64, 1, ink=ink)
    problems = {
        Verdict.ALTERED: (Problem.BYTES, Problem.RANGE, Problem.AFTER),
        Verdict.UNKNOWN: (Problem.UNKNOWN,),
        Verdict.EXPIRED: (Problem.EXPIRED,),
        Verdict.STRANGER: (Problem.STRANGER,),
    }.get(verdict, ())
    changes = (Change("page", 1), Change("annotation", 2)) if verdict is Verdict.ALTERED else (Change("signature"),)
    officer = Signature("Officer", _OFFICER, _AT, True, 1, changes=changes)
    office = Signature("Seal", _OFFICE, _AT, False, 2, problems)
    return Report(
        verdict,
        151_000,
        "c" * 64,
        0 if verdict is Verdict.STRANGER else 2,
        (officer, office),
        Ink.ALTERED if verdict is Verdict.ALTERED else Ink.WHOLE,
        waits_for_seal=verdict is Verdict.UNSEALED,
        uncovered=312 if verdict is Verdict.ALTERED else 0,
        removed=1 if verdict is Verdict.REMOVED else 0,
    )
