"""Made-up households in the shape of a file, and what an assessment says of them."""

import json
from datetime import date
from typing import Any

from app.rules.assessment.assess import answer, assess
from app.rules.assessment.reading import read
from app.rules.local import read_local

DAY = "2026-05-11"
WITHIN = {"dibao": "within", "bianyuan": "within", "tekun": "within", "gangxing": "within"}
DISPOSABLE = "[place.disposable_income]\nurban_fen_per_year = 4000000\nrural_fen_per_year = 2000000\n"
RATIO = "[gangxing_zhichu.ratio]\npercent = 60\n"
BOTH = DISPOSABLE + RATIO
Document = dict[str, Any]
OLD: Document = {"birth": "1950-01-01", "work": "none"}


def person(name: str = "m1", relation: str = "01", birth: str | None = "1970-03-04", **facts: Any) -> Document:
    """A member who is well, grown up and works for a wage, but for what is said."""
    usual = {
        "id_number": "",
        "sex": "male",
        "co_living": True,
        "student": "none",
        "work": "employed",
        "disability": None,
        "serious_illness": False,
        "circumstances": [],
    }  # fmt: skip - a list of fields
    return {"id": name, "name": f"王{name}", "relation": relation, "birth": birth, **usual, **facts}


def home(*members: Document, **facts: Any) -> Document:
    """A household in the country without income, within all limits of property, and nobody outside who owes support."""
    usual: Document = {
        "on": DAY,
        "scope": "511725123",
        "residence": "rural",
        "incomes": [],
        "deductions": [],
        "rigid_spending": [],
        "property": WITHIN,
        "obligors": [],
        "self_care_unmet": None,
        "land_contract": None,
        "current": [],
        "emergency": None,
        "linshi_received_fen_this_year": 0,
    }  # fmt: skip - a list of fields
    return {**usual, "members": list(members or (person(),)), **facts}


def income(fen: int, kind: str = "wage", item: str = "", member: str = "m1", **facts: Any) -> Document:
    return {"member": member, "kind": kind, "item": item, "fen_last_12_months": fen, **facts}


def off(fen: int, kind: str, member: str = "m1") -> Document:
    return {"member": member, "kind": kind, "fen_last_12_months": fen}


def spent(fen: int) -> Document:
    return {"kind": "medical", "fen_last_12_months": fen}


def owned(**facts: str) -> Document:
    """What is owned: within all limits, but for what is said."""
    return {**WITHIN, **facts}


def son(**facts: Any) -> Document:
    """An obligor outside who works and owns no more than he may, but for what is said."""
    usual: Document = {"id": "o1", "birth": "1980-01-01", "disability": None, "programme": "none", "circumstances": []}
    return {**usual, "fen_last_12_months": 5_000_000, "property": "within", **facts}


def kid(name: str = "m2", relation: str = "20", **facts: Any) -> Document:
    return person(name, relation, "2015-01-01", **{"work": "none", **facts})


def receives(programme: str, member: str | None = None) -> Document:
    return {"programme": programme, "member": member, "since": "2021-01"}


def told(file: Document, local: str = "", on: str = "") -> Document:
    """Give the whole answer."""
    day = date.fromisoformat(on or file["on"])
    return answer(assess(read(json.dumps(file).encode()), day, read_local(local.encode()) if local else None))


def finding(file: Document, programme: str, member: str | None = None, local: str = "") -> Document:
    """Give the one finding of a programme for the household, or for a member."""
    found = told(file, local)["findings"]
    one: Document
    (one,) = [each for each in found if each["programme"] == programme and each["member"] == member]
    return one


def result(file: Document, programme: str, member: str | None = None, local: str = "") -> str:
    said: str = finding(file, programme, member, local)["result"]
    return said


def reason(found: Document, rule: str) -> Document:
    """Give the first reason of a rule."""
    one: Document = next(each for each in found["reasons"] if each["rule"] == rule)
    return one
