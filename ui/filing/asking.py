"""What is asked about a page, as parts of the view. No Qt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import resources
from app.domain.case_number import short
from app.errors import Refused
from app.services import placing
from app.services.filing import Doubt as PaperDoubt
from app.services.filing import Place
from ui.filing import ask, check, choose, rows, sorting, view
from ui.filing.check import Check
from ui.filing.sheet import Sheet
from ui.problems import sentence

NOTHING: Mapping[str, Any] = {
    "ask": None,
    "asks_about": "",
    "asks_where": "",
    "signatures": (),
    "proposal": "",
    "check": None,
    "fields": (),
    "choose": None,
    "question": None,
    "wrong": "",
    "remark": "",
    "picture": b"",
}  # fmt: skip - the parts of a view that belong to one page


def parts(sheet: Sheet, asked: str, today: date) -> dict[str, Any]:
    """Give the parts of the view for the page that is asked about; `asked` as `sorting.sort` says."""
    shown = {**NOTHING, "picture": sheet.picture}
    if asked == sorting.SIGN and sheet.place:
        return shown | _sign(sheet, sheet.place, today)
    if asked == sorting.CHECK and sheet.spot:
        made = check_of(sheet)
        return shown | {"check": made, "fields": check.fields(made, today), "remark": _remedy(sheet)}
    if asked == sorting.CHOOSE and sheet.spot:
        return shown | {"choose": choose.about(sheet.spot, _guess(sheet)), "remark": _remedy(sheet)}
    return shown | {"question": _question(sheet, asked)}


def title(sheet: Sheet) -> str:
    """Give what a page is called as far as that is known."""
    if sheet.place:
        return view.what(sheet.place)
    if sheet.spot and not sheet.spot.doubt:
        return rows.title_of_spot(sheet.spot)
    if sheet.reading:
        kinds: dict[str, str] = resources.texts("capture")["kind"]
        return kinds.get(sheet.reading.kind, kinds["other"])
    return view.say("list.page")


def where(sheet: Sheet, desk_case: str) -> str:
    """Give to which case a page goes, where that is not the one on the desk."""
    if sheet.place:
        return view.where(sheet.place) if sheet.place.id != desk_case else ""
    home = sheet.spot.home if sheet.spot else None
    if home is None or not home.id or home.id == desk_case:
        return ""
    return home_words(home)


def check_of(sheet: Sheet) -> Check:
    """Give what is asked about the fields of a page."""
    spot, reading = sheet.spot, sheet.reading
    if spot is None or reading is None:
        return Check("", "", ())
    new = view.say("check.new") if spot.is_new_person else ""
    return Check(rows.title_of_spot(spot), new or home_words(spot.home), sorting.news(spot, sheet), reading.strips)


def _sign(sheet: Sheet, place: Place, today: date) -> dict[str, Any]:
    """A proposal, never an answer: whether it is signed is for the officer's eye."""
    reading = sheet.reading
    marks = reading.signatures if reading else ()
    seen = [one.signed for one in marks]
    proposal = "" if not seen or None in seen else "signed" if any(seen) else "unsigned"
    return {
        "ask": ask.first_of(today),
        "asks_about": view.say("ask.title", what=view.what(place)),
        "asks_where": view.say("ask.where", where=view.where(place)),
        "signatures": tuple(one.picture for one in marks),
        "proposal": view.say(f"ask.{proposal}") if proposal else "",
        "remark": _remedy(sheet),
    }


def _question(sheet: Sheet, asked: str) -> view.Question:
    facts = {"what": title(sheet), "name": _name(sheet), "state": _state(sheet)}
    if asked == sorting.BAD:
        return view.bad_picture(_remedy(sheet) or resources.text("capture", "remedy.blur"))
    if asked in {sorting.OTHER_HOME, sorting.NO_HOME, sorting.TAKEN, sorting.OVERRULE}:
        return view.question(asked, **facts)
    if sheet.place:
        return view.doubt(sheet.place, PaperDoubt(asked))
    if asked == PaperDoubt.CLOSED:
        return view.question(asked, **facts)
    said = sheet.sentence or sentence(Refused(asked, **(sheet.facts or {})))
    return view.refused(asked, said)


def home_id(sheet: Sheet) -> str:
    """Give the case that a page without a code of ours belongs to; empty where there is none."""
    return sheet.spot.home.id if sheet.spot else ""


def _name(sheet: Sheet) -> str:
    """Whose page it is: the applicant of its case, or who stands on it."""
    spot = sheet.spot
    if spot is None:
        return ""
    return (spot.home.applicant if spot.home.id else "") or spot.told.get("name", "") or placing.number_on(spot.told)


def _state(sheet: Sheet) -> str:
    case = sheet.spot.home.case if sheet.spot else None
    return resources.text("filing", f"state.{case.state}") if case and case.closed else ""


def _remedy(sheet: Sheet) -> str:
    remedies: dict[str, str] = resources.texts("capture")["remedy"]
    return remedies.get(sheet.reading.quality.cause, "") if sheet.reading else ""


def _guess(sheet: Sheet) -> str:
    """What the paper most likely is, where it only was not known whose."""
    return sheet.spot.slot if sheet.spot else ""


def home_words(home: placing.Home) -> str:
    """Give whose case it is: the applicant and the number, or that it is being taken in."""
    number = home.case.number if home.case else ""
    if number:
        return view.say("where.case", name=home.applicant, number=short(number))
    return view.say("where.draft", name=home.applicant) if home.applicant else ""
