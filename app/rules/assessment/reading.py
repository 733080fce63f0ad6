"""Reads a household file: JSON from outside becomes a `Household`, or a sentence that names the place."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from app.domain import id_number
from app.errors import Refused
from app.rules.assessment.household import Household, Member

MOST_MEMBERS = 100
MOST_YEARS = 130
_AT = re.compile(r"^(?P<what>.*?)(?: - at `(?P<place>.*)`)?$", re.DOTALL)
_EXPECTED = re.compile(r"Expected `(?P<kind>\w+)[^`]*`(?: (?P<bound>>=|<=) (?P<number>-?\d+))?")
_MISSING = re.compile(r"missing required field `(\w+)`")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?", re.ASCII)


def read(written: bytes) -> Household:
    """Give the household of a JSON file; keys that this program does not know are passed over.

    Refused household.not_json, household.lacks, household.bound, household.kind: each with the place.
    """
    try:
        return msgspec.json.decode(written.removeprefix(b"\xef\xbb\xbf"), type=Household)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("household.not_json") from error


def _refusal(words: str) -> Refused:
    found = _AT.match(words)
    what, place = (found["what"], found["place"] or "$") if found else (words, "$")
    if lacking := _MISSING.search(what):
        return Refused("household.lacks", place=place, field=lacking[1])
    expected = _EXPECTED.search(what)
    if expected and expected["bound"]:
        return Refused("household.bound", place=place, bound=expected["bound"], number=expected["number"])
    return Refused("household.kind", place=place)


def check(household: Household, on: date) -> None:
    """Refuse what cannot be so on a day: nobody in it, somebody twice, another's number, a birth or a day to come."""
    if not household.members:
        raise Refused("household.nobody")
    if len(household.members) > MOST_MEMBERS:
        raise Refused("household.too_many", people=len(household.members), most=MOST_MEMBERS)
    _once(member.id for member in household.members)
    _once(obligor.id for obligor in household.obligors or () if obligor.id)
    _once(id_number.tidy(member.id_number) for member in household.members if member.id_number)
    for member in household.members:
        _check_member(member, on)
    for obligor in household.obligors or ():
        _check_birth(obligor.id, obligor.birth, on)
    _check_references(household)
    _check_days(household, on)


def _once(names: Iterator[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Refused("household.twice", name=id_number.masked(name))
        seen.add(name)


def _check_member(member: Member, on: date) -> None:
    _check_birth(member.id, member.birth, on)
    if not member.id_number:
        return
    try:
        number = id_number.parse(member.id_number, on)
    except Refused as error:
        raise Refused("household.id_number", member=member.id) from error
    if member.birth and member.birth != number.birth:
        raise Refused("household.id_number_of_another", member=member.id)
    _check_birth(member.id, number.birth, on)


def _check_birth(who: str, birth: date | None, on: date) -> None:
    if (birth and not 0 <= on.year - birth.year <= MOST_YEARS) or (birth and birth > on):
        raise Refused("household.birth", member=who, birth=birth.isoformat())


def _check_references(household: Household) -> None:
    known = {member.id for member in household.members}
    named = [line.member for line in household.incomes or ()]
    named += [line.member for line in household.deductions or ()]
    named += [one.member for one in household.current or () if one.member is not None]
    stranger = next((name for name in named if name not in known), None)
    if stranger is not None:
        raise Refused("household.stranger", member=stranger)


def _check_days(household: Household, on: date) -> None:
    months = [one.since for one in household.current or ()] + [line.stopped for line in household.incomes or ()]
    wrong = next((month for month in months if month and not _is_month(month)), None)
    if wrong is not None:
        raise Refused("household.month", month=wrong)
    late = next((month for month in months if month and month[:7] > on.isoformat()[:7]), None)
    if late is not None:
        raise Refused("household.month_to_come", month=late)
    if household.emergency and household.emergency.date and household.emergency.date > on:
        raise Refused("household.emergency_to_come", day=household.emergency.date.isoformat())


def _is_month(written: str) -> bool:
    try:
        return bool(_MONTH.fullmatch(written) and date.fromisoformat(f"{written}-01"[:10]))
    except ValueError:
        return False
