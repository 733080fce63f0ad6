"""One cell of the intake's tables, as it is painted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with its ink, a mark before it (`soon done`), a chip behind it."""

    text: str
    ink: str = "ink"
    strong: bool = False
    mark: str = ""
    chip: str = ""
