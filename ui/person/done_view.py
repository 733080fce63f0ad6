"""What the page after a short matter shows. No Qt."""

from dataclasses import dataclass

from ui.accepted.view import NextStep


@dataclass(frozen=True, slots=True)
class DoneView:
    """`number` in large figures and `whole` below it; `printed` says where the paper is.

    `paper`: there is one. `case` is the id of the case that came of it, or empty.
    """

    title: str
    who: str
    number: str
    whole: str
    steps: tuple[NextStep, ...]
    printed: str = ""
    print_failed: bool = False
    paper: bool = True
    case: str = ""
