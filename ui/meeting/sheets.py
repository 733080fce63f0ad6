"""The sheets of the meeting: who leaves, what is noted; and why somebody is refused."""

from PySide6.QtWidgets import QWidget

from app.services.decision_steps import Reasons
from app.services.meetings import Item
from ui.case.act_sheet import ActSheet
from ui.meeting.model import MeetingModel
from ui.several.view import names

_AREA = "meeting"


def more_sheet(window: QWidget, model: MeetingModel, item: Item) -> ActSheet:
    """Open the sheet for who leaves while a case is spoken of, and for what is noted about it."""
    sheet = ActSheet(window, model, "more", area=_AREA)
    leaves = sheet.add_field("leaves", names(model.withdrew(item)))
    note = sheet.add_field("note", model.said.notes.get(item.case.id, ""))
    sheet.show_act(lambda: model.say_more(item.case.id, leaves.text, note.text))
    return sheet


def refuse_sheet(window: QWidget, model: MeetingModel, item: Item) -> ActSheet:
    """Open the sheet for a refusal: the facts as the opinion has them, the article, other aid that may be asked for."""
    sheet = ActSheet(window, model, "refuse", wide=720, area=_AREA)
    opinion = item.case.progress.opinion
    said = "，".join(filter(None, (opinion.reason, opinion.reckoning))) if opinion else ""
    facts, article, other = sheet.add_field("facts", said), sheet.add_field("article"), sheet.add_field("other")
    sheet.show_act(lambda: model.refuse(item.case.id, Reasons(facts.text, article.text, other.text)))
    return sheet
