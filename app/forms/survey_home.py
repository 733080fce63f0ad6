"""What is looked at in a home: boxes to tick and room to write: house, things, living, health, neighbours, photos."""

from app.forms.grid import Columns, boxes, draw_columns
from app.forms.letter import fact_row
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import say

_ROWS = ("house", "structure", "appliances", "food", "utilities", "vehicle", "land")
_PHOTOS = ("door", "outside", "inside", "stove", "people")
_NEIGHBOURS = Columns(
    (
        ("sheet.label.name", 32.0),
        ("survey.label.neighbour", 30.0),
        ("survey.label.neighbour_said", 73.0),
        ("sheet.label.signature", 30.0),
    ),
    least=13,
)
_ASKED = 3


def rows() -> list[Row]:
    """Give the rows of the house and what is in it."""
    return [fact_row(f"survey.label.{one}", say(f"survey.home.{one}"), 11) for one in _ROWS]


def care_rows(troubles: str) -> list[Row]:
    """Give the rows of health and care; `troubles` is what the household said."""
    return [
        fact_row("survey.label.troubles", troubles),
        fact_row("survey.label.health_found", say("survey.home.health"), 20),
        fact_row("survey.label.care_found", say("survey.home.care"), 14),
    ]


def neighbours(sheet: Sheet) -> None:
    """Draw the table of who was asked nearby."""
    heading(sheet, say("survey.part.neighbours"), 3 * _NEIGHBOURS.least)
    draw_columns(sheet, _NEIGHBOURS, (), _ASKED)


def photos() -> str:
    """Give the list of photos to take."""
    return boxes("survey.photo", _PHOTOS)


def photo_list() -> tuple[str, ...]:
    """Give the photos to take, for the list of a walk."""
    return tuple(say(f"survey.photo.{one}") for one in _PHOTOS)
