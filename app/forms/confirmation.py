"""确认告知书 and 不予确认告知书: what was decided, why, and what can be done about it, in plain words."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.aid import AccountGiven
from app.domain.steps.decision import Confirmed, NotConfirmed
from app.forms.case_head import CaseHead, amount, count, letter_of, programme
from app.forms.form import Form
from app.forms.letter import CLOSING, fact_row, handled, make_letter, pair_row, seal, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import Row, draw_table
from app.forms.words import day, month, say, word
from app.rules.remedy import Remedy

_TEXT = Look(size=12.5)
_TAIL = 4  # digits of an account that a letter shows


@dataclass(frozen=True, slots=True)
class Confirmation:
    """All that the letter of a confirmation says: what was decided, where it is paid to, the remedy."""

    head: CaseHead
    made: Confirmed
    remedy: Remedy
    account: AccountGiven | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """All that the letter of a refusal says: what was decided, how it was reckoned, the remedy."""

    head: CaseHead
    made: NotConfirmed
    remedy: Remedy
    reckoning: str = ""


def make_confirmation(facts: Confirmation) -> Form:
    """Give the 确认告知书 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.CONFIRMATION, "confirmation", facts, facts.made.number)
    return make_letter(letter, lambda sheet: _write_confirmation(sheet, facts))


def make_refusal(facts: Refusal) -> Form:
    """Give the 不予确认告知书 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.NOT_CONFIRMED, "not_confirmed", facts, facts.made.number)
    return make_letter(letter, lambda sheet: _write_refusal(sheet, facts))


def remedy_text(remedy: Remedy) -> str:
    """Give what can be done against a decision."""
    review = {"office": remedy.review_office, "days": remedy.review_days}
    return say("confirmation.remedy", **review, court=remedy.court, months=remedy.court_months)


def close(sheet: Sheet, head: CaseHead, organ: str, on: str) -> None:
    """Write who to ask, the seal of who decided, and the line to sign for having got the letter."""
    sheet.reserve(CLOSING)
    paragraph(sheet, handled(head.handler, head.office.phone), _TEXT)
    seal(sheet, organ, on)
    paragraph(sheet, say("confirmation.copies"), indent=0)
    sign_line(sheet, say("letter.received"))


def _write_confirmation(sheet: Sheet, facts: Confirmation) -> None:
    head, made = facts.head, facts.made
    paragraph(sheet, say("receipt.addressee", name=head.applicant), _TEXT, 1.6, 0)
    about_it = {"accepted": day(head.accepted_on), "decided": day(made.decided_on), "organ": made.organ}
    paragraph(sheet, say("confirmation.decided", programme=programme(made.programme), **about_it), _TEXT)
    sheet.y += 2
    draw_table(sheet, _rows(facts))
    sheet.y += 2
    named = "announced" if made.monthly_fen else "once"
    for clause in (named, "change", "check" if made.next_check_on else "free"):
        paragraph(sheet, say(f"confirmation.{clause}", day=day(made.next_check_on)), _TEXT)
    paragraph(sheet, remedy_text(facts.remedy), _TEXT)
    close(sheet, head, made.organ, made.decided_on)


def _rows(facts: Confirmation) -> list[Row]:
    head, made = facts.head, facts.made
    rows = [
        pair_row(("sheet.label.programme", programme(made.programme)), ("sheet.label.count", count(len(made.members)))),
        fact_row("sheet.label.members", head.names(made.members)),
        pair_row(
            ("sheet.label.amount", amount(made.monthly_fen, made.once_fen)),
            ("confirmation.label.tier", made.tier or say("word.none")),
        ),
    ]
    if made.from_month:
        rows.append(
            pair_row(
                ("sheet.label.from_month", month(made.from_month)), ("confirmation.label.next", day(made.next_check_on))
            )
        )
    if made.valid_until_on:
        rows.append(fact_row("confirmation.label.valid", day(made.valid_until_on)))
    if made.monthly_fen or made.once_fen:
        rows.append(fact_row("confirmation.label.account", _account(facts.account)))
    return rows


def _account(account: AccountGiven | None) -> str:
    if account is None:
        return say("confirmation.no_account")
    tail = account.account.strip()[-_TAIL:]
    return say("confirmation.account", holder=account.holder, payee=word("payee", account.payee), tail=tail)


def _write_refusal(sheet: Sheet, facts: Refusal) -> None:
    head, made = facts.head, facts.made
    paragraph(sheet, say("receipt.addressee", name=head.applicant), _TEXT, 1.6, 0)
    about_it = {"accepted": day(head.accepted_on), "decided": day(made.decided_on), "organ": made.organ}
    paragraph(sheet, say("not_confirmed.decided", programme=programme(made.programme), **about_it), _TEXT)
    paragraph(sheet, say("not_confirmed.facts", facts=made.facts), _TEXT)
    if facts.reckoning:
        paragraph(sheet, say("not_confirmed.reckoning", reckoning=facts.reckoning), _TEXT)
    paragraph(sheet, say("not_confirmed.article", article=made.article), _TEXT)
    paragraph(
        sheet, say("not_confirmed.other", aid=made.other_aid) if made.other_aid else say("not_confirmed.ask"), _TEXT
    )
    paragraph(sheet, say("not_confirmed.again"), _TEXT)
    paragraph(sheet, remedy_text(facts.remedy), _TEXT)
    close(sheet, head, made.organ, made.decided_on)
