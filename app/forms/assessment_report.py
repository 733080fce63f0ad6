"""救助资格测算单: what a household comes to by the rules, programme by programme with reasons; it decides nothing."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import WIDE, Letter, fact_row, handled, make_letter, pair_row, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day, say

_PROGRAMME, _RESULT = 85.0, 26.0
_REASONS = (("reason", 110.0), ("source", WIDE - 110.0))
_REFERRALS = (("kind", 70.0), ("where", WIDE - 70.0))
_SMALL = Look(size=10.5)
_MARKS = {True: "yes", False: "no", None: "open"}


@dataclass(frozen=True, slots=True)
class Because:
    """One reason as a sentence, where it stands, and whether it holds (None is open)."""

    text: str
    source: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Programme:
    """What one programme comes to, in words; `called` says of whom too."""

    called: str
    result: str
    amount: str
    reasons: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All that the paper says. `subject` is the id of the case or draft, `on` (ISO) the day of the rules.

    `income` is a sentence, `people` are those who are counted and who are not, with why; `referrals` are pairs of what
    and where.
    """

    subject: str
    number: str
    on: str
    made_on: str
    applicant: str
    counted: int
    income: str
    people: tuple[str, ...]
    programmes: tuple[Programme, ...]
    referrals: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]
    unasked: tuple[str, ...]
    broken: tuple[str, ...]
    handler: str
    office: Office
    training: bool = False


def make_assessment_report(facts: Reckoned) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.ASSESSMENT, "assessment", facts.subject, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Reckoned) -> None:
    paragraph(sheet, say("assessment.lead", day=day(facts.on)))
    sheet.y += 2
    draw_table(sheet, _household(facts))
    sheet.y += 4
    draw_table(sheet, [row for one in facts.programmes for row in _rows(one)], _head(_REASONS))
    if facts.referrals:
        sheet.y += 4
        paragraph(sheet, say("assessment.referrals"), indent=0)
        draw_table(sheet, [_referral(*one) for one in facts.referrals], _head(_REFERRALS))
    sheet.y += 2
    _end(sheet, facts)


def _household(facts: Reckoned) -> list[Row]:
    rows = [
        pair_row(
            ("assessment.label.applicant", facts.applicant),
            ("assessment.label.people", say("assessment.household", people=facts.counted)),
        ),
        fact_row("assessment.label.income", facts.income),
    ]
    return [*rows, *((Cell(one, WIDE, _SMALL),) for one in facts.people)]


def _head(columns: tuple[tuple[str, float], ...]) -> Row:
    return tuple(label(say(f"assessment.label.{name}"), wide) for name, wide in columns)


def _rows(one: Programme) -> list[Row]:
    """Give a line with what it comes to, and below it a row for each reason."""
    amount = WIDE - _PROGRAMME - _RESULT
    head = (label(one.called, _PROGRAMME), label(one.result, _RESULT), label(one.amount, amount))
    return [head, *(_because(reason) for reason in one.reasons)]


def _because(reason: Because) -> Row:
    texts = (say(f"assessment.mark.{_MARKS[reason.holds]}") + reason.text, reason.source)
    return tuple(Cell(text, wide, _SMALL) for text, (_, wide) in zip(texts, _REASONS, strict=True))


def _referral(what: str, where: str) -> Row:
    return tuple(Cell(text, wide, _SMALL) for text, (_, wide) in zip((what, where), _REFERRALS, strict=True))


def _end(sheet: Sheet, facts: Reckoned) -> None:
    join = say("word.join")
    paragraph(sheet, say("assessment.packs", packs=join.join(facts.packs)), _SMALL)
    if facts.unasked:
        paragraph(sheet, say("assessment.unasked", what=join.join(facts.unasked)), _SMALL)
    if facts.broken:
        paragraph(sheet, say("assessment.broken", names=join.join(facts.broken)), _SMALL)
    paragraph(sheet, handled(facts.handler, facts.office.phone), indent=0)
    sign_line(sheet, say("assessment.sign"), facts.made_on)
