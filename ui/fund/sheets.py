"""The sheets on which something is written to a fund: opening it, money that came, a count, putting a line right."""

from PySide6.QtWidgets import QWidget

import resources
from app.domain.money import parse_yuan, short_yuan
from app.errors import Refused
from ui.case.act_sheet import ActSheet
from ui.fund.model import FundModel
from ui.fund.view import line_in_words
from ui.widgets.field import Field, FieldView
from ui.widgets.para import Para

_AREA = "fund"
_INNER = 512


def ask_opening(window: QWidget, model: FundModel) -> None:
    """Ask how a fund begins."""
    sheet = ActSheet(window, model, "begin", area=_AREA)
    name = sheet.add_field("name", sheet.say["usual_name"] if model.fund is None else "")
    balance = sheet.add_field("balance", short=True)
    source, keeper = sheet.add_field("source"), sheet.add_field("keeper")
    day = sheet.add_field("day", sheet.say["today"], short=True)
    first = name if model.fund else balance
    sheet.show_act(lambda: model.begin(name.text, balance.text, source.text, keeper.text, day.text), first)


def ask_top_up(window: QWidget, model: FundModel) -> None:
    """Ask how much came, with which paper."""
    sheet = ActSheet(window, model, "top_up", area=_AREA)
    amount, reference = sheet.add_field("amount", short=True), sheet.add_field("reference")
    day = sheet.add_field("day", sheet.say["today"], short=True)
    sheet.show_act(lambda: model.top_up(amount.text, reference.text, day.text))


def ask_count(window: QWidget, model: FundModel) -> None:
    """Ask what lies in the box; how it differs from the ledger is said while it is typed."""
    shown = model.fund
    if shown is None:
        return
    sheet = ActSheet(window, model, "count", area=_AREA)
    book = shown.balance_fen
    sheet.lines.addWidget(Para(_say("count.book", yuan=short_yuan(book)), width=_INNER))
    amount = sheet.add_field("amount")
    reason = sheet.add_field("reason")
    amount.edited.connect(lambda text: amount.draw(FieldView(text, hint=_difference(text, book))))
    sheet.show_act(lambda: model.count(amount.text, reason.text))


def ask_correction(window: QWidget, model: FundModel, key: str) -> None:
    """Ask what the amount of a line is to be, and why."""
    line = model.line(key)
    if line is None:
        return
    sheet = ActSheet(window, model, "correct", area=_AREA)
    sheet.lines.addWidget(Para(line_in_words(line), width=_INNER))
    amount: Field = sheet.add_field("amount", short=True)
    reason = sheet.add_field("reason")
    sheet.show_act(lambda: model.correct(key, amount.text, reason.text))


def _difference(text: str, book: int) -> str:
    try:
        fen = parse_yuan(text) - book
    except Refused:
        return ""
    if not fen:
        return _say("count.agrees")
    return _say("count.more" if fen > 0 else "count.less", yuan=short_yuan(abs(fen)))


def _say(name: str, /, **facts: object) -> str:
    return resources.text("fund", name, **facts)
