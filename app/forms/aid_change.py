"""增发、减发、停发、渐退告知书 and 渐退期审批表: what changes from which month, why, and what can be done about it."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.aid import Cause, Changed, ChangeOf
from app.forms.case_head import CaseHead, about, amount, letter_of, long_fact, programme
from app.forms.confirmation import close, remedy_text
from app.forms.form import Form
from app.forms.grid import opinion, part, said
from app.forms.letter import fact_row, make_letter, pair_row
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import draw_table
from app.forms.words import day, month, say, word
from app.rules.remedy import Remedy

_TEXT = Look(size=12.5)
_SIGNERS = ("sheet.signer.handler", "sheet.signer.reviewer", "sheet.signer.leader")
_NOT_HEARD = {Cause.DEATH.value: "change_notice.death", Cause.VOLUNTARY.value: "change_notice.voluntary"}


@dataclass(frozen=True, slots=True)
class AidChange:
    """All that both papers say: what is changed, what was paid a month before, in fen, and the remedy."""

    head: CaseHead
    change: Changed
    before_fen: int
    remedy: Remedy | None = None


def make_change_notice(facts: AidChange) -> Form:
    """Give the letter as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.AID_CHANGE, "change_notice", facts, facts.change.number)
    return make_letter(letter, lambda sheet: _write_notice(sheet, facts))


def make_phase_out(facts: AidChange) -> Form:
    """Give the 渐退期审批表 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.PHASE_OUT, "phase_out", facts, facts.change.number)
    return make_letter(letter, lambda sheet: _write_sheet(sheet, facts))


def _write_notice(sheet: Sheet, facts: AidChange) -> None:
    head, change = facts.head, facts.change
    paragraph(sheet, say("receipt.addressee", name=head.applicant), _TEXT, 1.6, 0)
    told = {"programme": programme(head.programme), "what": word("hearing.change", change.what), "organ": change.organ}
    paragraph(sheet, say("change_notice.decided", day=day(change.decided_on), **told), _TEXT)
    sheet.y += 2
    draw_table(
        sheet,
        [
            pair_row(
                ("change_notice.label.before", amount(facts.before_fen)),
                ("change_notice.label.after", amount(change.monthly_fen)),
            ),
            pair_row(
                ("sheet.label.from_month", month(change.from_month)),
                ("change_notice.label.until", month(change.until_month) or say("word.none")),
            ),
            fact_row("change_notice.label.cause", word("change_notice.cause", change.cause)),
            fact_row("change_notice.label.facts", change.facts),
            fact_row("change_notice.label.article", change.article),
        ],
    )
    sheet.y += 2
    if change.what != ChangeOf.RAISE:
        paragraph(sheet, say(_NOT_HEARD.get(change.cause, "change_notice.heard")), _TEXT)
    paragraph(sheet, say("change_notice.after_stop" if change.what == ChangeOf.STOP else "confirmation.change"), _TEXT)
    if facts.remedy:
        paragraph(sheet, remedy_text(facts.remedy), _TEXT)
    close(sheet, head, change.organ, change.decided_on)


def _write_sheet(sheet: Sheet, facts: AidChange) -> None:
    change = facts.change
    part(sheet, "phase_out.part.case", about(facts.head))
    part(
        sheet,
        "phase_out.part.phase",
        [
            fact_row("change_notice.label.cause", word("change_notice.cause", change.cause)),
            long_fact("change_notice.label.facts", change.facts),
            pair_row(
                ("phase_out.label.first", month(change.from_month)), ("phase_out.label.last", month(change.until_month))
            ),
            pair_row(
                ("phase_out.label.months", say("phase_out.months", count=_months(change))),
                ("change_notice.label.before", amount(facts.before_fen)),
            ),
            fact_row("phase_out.label.rule", say("phase_out.amount", amount=amount(change.monthly_fen))),
            fact_row("change_notice.label.article", change.article),
        ],
    )
    sheet.y += 2
    sheet.reserve(84)
    said(sheet, "phase_out.law")
    opinion(sheet, "phase_out.label.opinion", "", _SIGNERS[:2])
    opinion(
        sheet, "phase_out.label.decision", say("phase_out.decided", organ=change.organ), _SIGNERS[2:], change.decided_on
    )


def _months(change: Changed) -> int:
    first, last = (text.split("-") for text in (change.from_month, change.until_month))
    return (int(last[0]) - int(first[0])) * 12 + int(last[1]) - int(first[1]) + 1
