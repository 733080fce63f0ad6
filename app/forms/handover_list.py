"""村上代交交接单: the households whose papers a village cadre brought, what is complete, and who took them."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import Letter, make_letter, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Sheet
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day, say

_COLUMNS = (("count", 13.0), ("applicant", 36.0), ("village", 28.0), ("papers", 14.0), ("result", 74.0))
_UNDER_TITLE = 35.0
_FIRST = 42.0
_SIGNED_TOGETHER = 58.0  # nobody signs a page that says nothing


@dataclass(frozen=True, slots=True)
class Brought:
    """One household: `papers` pages, the `number` of its acceptance or empty, and what is lacking, in words."""

    applicant: str
    village: str
    papers: int
    number: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """All that the paper says: `cadre` of `village` brought these households' papers `on` an ISO day."""

    on: str
    cadre: str
    village: str
    households: tuple[Brought, ...]
    handler: str
    office: Office
    training: bool = False


def make_handover_list(facts: Handover) -> Form:
    """Give the list to sign as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.HANDOVER, "handover", "", "", facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Handover) -> None:
    under = say("handover.day", office=facts.office.name, day=day(facts.on))
    sheet.text(under, LEFT, _UNDER_TITLE, Look(size=12, align="centre"), RIGHT)
    sheet.y = _FIRST
    brought = {"village": facts.village, "cadre": facts.cadre, "count": len(facts.households)}
    paragraph(sheet, say("handover.brought", **brought, accepted=sum(bool(one.number) for one in facts.households)))
    sheet.y += 2
    draw_table(sheet, [_row(number, one) for number, one in enumerate(facts.households, 1)], _head())
    sheet.reserve(_SIGNED_TOGETHER)
    sheet.y += 2
    for clause in ("receipts", "lacks"):
        paragraph(sheet, say(f"handover.{clause}"))
    paragraph(sheet, say("handover.taken_by", handler=facts.handler))
    sign_line(sheet, say("handover.sign.cadre"))
    sign_line(sheet, say("handover.sign.handler"))


def _head() -> Row:
    return tuple(label(say(f"handover.label.{name}"), wide) for name, wide in _COLUMNS)


def _row(number: int, one: Brought) -> Row:
    done = say("handover.complete", number=one.number) if one.number else ""
    lacks = say("handover.lacking", lacks=one.lacks) if one.lacks else ""
    result = say("word.end").join(part for part in (done, lacks) if part) or say("handover.taken")
    texts = (str(number), one.applicant, one.village, str(one.papers), result)
    return tuple(Cell(text, wide) for text, (_, wide) in zip(texts, _COLUMNS, strict=True))
