"""The register as a spreadsheet: a row for each person, numbers as text, readable by the import again."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import resources
from app.domain.household import Relation
from app.domain.low_income import Listing
from app.errors import Unavailable

_WIDE: Final = {"id_number": 22, "village": 16, "class": 24, "flag": 20, "phone": 16}


def write(file: Path, listings: Iterable[Listing], office: str, today: date) -> None:
    """Write the households into a new .xlsx file; Unavailable list.not_written."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for those who want a file
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    say = resources.texts("low_income")["sheet"]
    columns: dict[str, str] = say["column"]
    try:
        with Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            _fill(book, say, columns, (listings, office, today))
    except (FileCreateError, OSError) as error:
        raise Unavailable("list.not_written") from error


def _fill(book: Any, say: dict[str, Any], columns: dict[str, str], what: tuple[Iterable[Listing], str, date]) -> None:
    listings, office, today = what
    sheet = book.add_worksheet(say["name"])
    text, strong = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(column, 12), text)
    sheet.write_string(0, 0, say["title"].format(office=office, day=today.isoformat()), strong)
    for at, title in enumerate(columns.values()):
        sheet.write_string(1, at, title, strong)
    sheet.freeze_panes(2, 0)
    rows = (row for nth, listing in enumerate(listings, 1) for row in _rows(nth, listing))
    for number, row in enumerate(rows, 2):
        for at, column in enumerate(columns):
            sheet.write_string(number, at, row.get(column, ""), text)


def _rows(nth: int, listing: Listing) -> Iterator[dict[str, str]]:
    yield {
        "nth": str(nth),
        "number": listing.number,
        "village": listing.village,
        "group": listing.group,
        "name": listing.name,
        "id_number": listing.id_number,
        "relation": _relation(Relation.SELF.value),
        "size": str(listing.people),
        "class": _words("class", listing.classes),
        "flag": _words("flag", listing.flags),
        "since": listing.since,
        "phone": listing.phone,
    }
    for member in listing.members:
        relation = _relation(member.relation)
        who = {"name": member.name, "id_number": member.id_number, "relation": relation}
        yield {"number": listing.number, "village": listing.village} | who


def _relation(code: str) -> str:
    head = resources.texts("low_income")["sheet"]["head"]
    words: dict[str, str] = resources.texts("codes")["relation"]
    between = str(resources.texts("low_income")["between"])
    return str(head) if code == Relation.SELF else words.get(code, code).split(between)[0]


def _words(area: str, codes: Iterable[str]) -> str:
    words: dict[str, str] = resources.texts("low_income")[area]
    return str(resources.texts("low_income")["between"]).join(words.get(code, code) for code in codes)
