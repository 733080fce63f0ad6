"""Large expenses, five questions, main difficulty, kin in office: what the page shows. No Qt."""

from dataclasses import dataclass, replace

import resources
from app import ids
from app.domain import money
from app.domain.draft import PROPERTY_QUESTIONS, Answer, Draft, Question, Reply, Trouble
from app.domain.income import Expense, ExpenseKind

ASKED = (*PROPERTY_QUESTIONS, Question.NEAR_RELATIVE)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question: `value` is None while nobody asked it."""

    code: str
    text: str
    value: bool | None
    note: str
    note_label: str


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """The page: amounts as texts by kind of expense, the questions, the troubles that were named."""

    who: str
    expenses: tuple[tuple[str, str, str], ...]
    questions: tuple[QuestionView, ...]
    troubles: tuple[str, ...]
    wrong: str = ""


def view(draft: Draft, wrong: str = "") -> QuestionsView:
    """Give the page; `wrong` names the expense whose text is no amount."""
    return QuestionsView(
        who=draft.applicant.identity.name,
        expenses=tuple(_expense(draft, kind) for kind in ExpenseKind),
        questions=tuple(_question(draft, question) for question in ASKED),
        troubles=draft.troubles,
        wrong=wrong,
    )


def with_expense(draft: Draft, kind: str, written: str) -> Draft:
    """Give the draft with an expense as typed; nothing typed takes it out; Refused money.form."""
    others = tuple(one for one in draft.expenses if one.kind != kind)
    if not written.strip():
        return replace(draft, expenses=others)
    known = next((one for one in draft.expenses if one.kind == kind), Expense(ids.uuid7(), kind))
    kept = replace(known, amount_fen=money.parse_yuan(written))
    order = list(ExpenseKind)
    return replace(draft, expenses=tuple(sorted((*others, kept), key=lambda one: order.index(ExpenseKind(one.kind)))))


def with_answer(draft: Draft, code: str, *, yes: bool) -> Draft:
    """Give the draft with a question answered; a no has no note."""
    before = draft.replies.get(code, Reply())
    reply = Reply((Answer.YES if yes else Answer.NO).value, before.note if yes else "")
    return replace(draft, replies={**draft.replies, code: reply})


def with_note(draft: Draft, code: str, note: str) -> Draft:
    """Give the draft with the line that goes with a yes."""
    reply = draft.replies.get(code, Reply())
    return replace(draft, replies={**draft.replies, code: replace(reply, note=note.strip())})


def with_trouble(draft: Draft, code: str, *, named: bool) -> Draft:
    """Give the draft with a difficulty named or taken back, always in the order of the list."""
    wanted = (set(draft.troubles) | {code}) if named else set(draft.troubles) - {code}
    return replace(draft, troubles=tuple(one.value for one in Trouble if one in wanted))


def unasked(draft: Draft) -> tuple[str, ...]:
    """Give what nobody asked on this page, in short words."""
    said = []
    if not draft.expenses:
        said.append("expenses")
    if any(draft.reply(question).answer == Answer.UNASKED for question in PROPERTY_QUESTIONS):
        said.append("property")
    if not draft.troubles:
        said.append("troubles")
    if draft.reply(Question.NEAR_RELATIVE).answer == Answer.UNASKED:
        said.append("near_relative")
    return tuple(resources.text("intake", f"unasked.{name}") for name in said)


def _expense(draft: Draft, kind: ExpenseKind) -> tuple[str, str, str]:
    found = next((one for one in draft.expenses if one.kind == kind), None)
    text = money.short_yuan(found.amount_fen).replace(",", "") if found else ""
    return kind.value, resources.text("codes", f"expense.{kind.value}"), text


def _question(draft: Draft, question: Question) -> QuestionView:
    reply = draft.reply(question)
    value = {Answer.YES: True, Answer.NO: False}.get(Answer(reply.answer))
    texts = resources.texts("intake")
    text, label = texts["question"][question.value], texts["question_note"][question.value]
    return QuestionView(question.value, text, value, reply.note, label)
