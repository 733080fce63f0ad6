"""What the page of copying out shows, in one value. No Qt."""

from dataclasses import dataclass

import resources
from app.domain.case import Case
from app.domain.case_number import short
from app.domain.course import PlatformState
from app.domain.masking import private
from app.services.copy_out import CopyField, Sheet
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class CopyView:
    """The page: `state` and `kind` of the platform's chip, `warning` about the order, `at` the next field's row."""

    whose: str = ""
    state: str = ""
    kind: str = "plain"
    warning: str = ""
    progress: str = ""
    rows: tuple[Row, ...] = ()
    at: int = 0
    done: bool = False


def view(case: Case, told: Sheet, ticked: frozenset[str], at: int) -> CopyView:
    """Give the page for a case's fields, of which some are copied and `at` is the next."""
    name = case.accepted.members[0].identity.name if case.accepted else ""
    word, kind = state_of(case)
    done = all(field.key in ticked or not field.text for field in told.fields)
    return CopyView(
        whose=_text("whose", name=name, number=short(case.number)),
        state=word,
        kind=kind,
        warning="" if told.confirmed else _text("unconfirmed", title=told.title),
        progress=_text("all_done") if done else _text("at", at=at + 1, count=len(told.fields)),
        rows=tuple(_row(field, ticked) for field in told.fields),
        at=at,
        done=done,
    )


def next_at(told: Sheet, ticked: frozenset[str], after: int) -> int:
    """Give the next field that has a text and is not copied, from `after` on and then from the top; else `after`."""
    order = [*range(after, len(told.fields)), *range(after)]
    open_ones = (nth for nth in order if told.fields[nth].text and told.fields[nth].key not in ticked)
    return next(open_ones, min(after, max(0, len(told.fields) - 1)))


def state_of(case: Case) -> tuple[str, str]:
    """Give where the case stands in the platform, in words, and the kind of its chip."""
    noted = case.platform
    if noted is None or noted.state == PlatformState.NOT_ENTERED:
        return _text("state.not_entered"), "plain"
    if noted.state == PlatformState.ENTERED:
        return _text("state.entered", number=noted.platform_number), "now"
    return _text("state.sent_back", note=noted.note), "soon"


def _row(field: CopyField, ticked: frozenset[str]) -> Row:
    is_done = field.key in ticked
    text = (private(field.text) if field.is_private else field.text) or _text("blank")
    return Row(
        field.key,
        (
            Cell(sign="done" if is_done else ""),
            Cell(field.part),
            Cell(field.label, "ink3" if not field.text else "ink2"),
            Cell(text, "ink" if field.text else "ink3", wraps=True),
        ),
        act=_text("button.copy") if field.text else "",
        done=is_done,
        tip=text,
    )


def _text(name: str, /, **facts: object) -> str:
    return resources.text("copy_out", name, **facts)
