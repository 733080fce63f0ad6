"""The sheets of the walls: put up, take down, objection, publish."""

from PySide6.QtWidgets import QWidget

import resources
from app.domain.steps.public_notice import Objection
from app.services.boards import Result, Sheet
from ui.case.act_sheet import ActSheet
from ui.case.paper_sheet import PictureSheet
from ui.notices.model import NoticesModel
from ui.several.view import name_of
from ui.widgets.field import FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_AREA, _INNER, _MOST = "notices", 592, 4


def post_sheet(window: QWidget, model: NoticesModel, poster: Sheet) -> PictureSheet:
    """Open the sheet on which a poster is noted as hanging: day, place, who put it up, photo."""
    sheet = PictureSheet(window, model, model.taker(), "post", area=_AREA)
    sheet.begin_row()
    day, by = sheet.add_field("day", short=True), sheet.add_field("by")
    sheet.end_row()
    place = sheet.add_field("place", sheet.say["usual_place"])
    ends = Para("", "note", "ink2", width=_INNER)
    sheet.lines.addWidget(ends)

    def tell(typed: str) -> None:
        ends.draw(model.ends(poster, typed))

    day.draw(FieldView(resources.texts("person")["day"]["words"][0]))
    day.edited.connect(tell)
    tell(day.text)
    sheet.show_act(lambda: model.post(poster, day.text, place.text, by.text, sheet.picture))
    return sheet


def down_sheet(window: QWidget, model: NoticesModel, poster: Sheet) -> PictureSheet:
    """Open the sheet on which a poster is noted as taken down, with a photo, or without one where there is none."""
    taker = model.taker()
    sheet = PictureSheet(window, model, taker, "down", area=_AREA)
    taker.taken.connect(lambda _picture: sheet.verb.setFocus())
    without = KeyButton(sheet.say["without"], "F7", size="small")
    without.clicked.connect(lambda: model.take_down(poster, None))
    sheet.beside(without)
    sheet.show_act(lambda: model.take_down(poster, sheet.picture), sheet.file)
    return sheet


def objection_sheet(window: QWidget, model: NoticesModel, poster: Sheet) -> ActSheet:
    """Open the sheet for an objection to one of a poster's households; who handles it did not go there."""
    handlers = {case.id: model.handlers(case) for case in poster.cases}
    known = dict(one for found in handlers.values() for one in found)
    sheet = ActSheet(window, model, "objection" if known else "nobody", wide=640, area=_AREA)
    if not known:
        sheet.show_act(sheet.close_sheet)
        return sheet
    sheet.begin_row()
    whose = sheet.add_list("whose", [(case.id, name_of(case)) for case in poster.cases], most=_MOST)
    handler = sheet.add_list("handler", list(known.items()), most=_MOST)
    sheet.end_row()
    content, name, phone = (sheet.add_field(one) for one in ("content", "name", "phone"))
    name.draw(FieldView(hint=sheet.say["anonymous"]))

    def send() -> None:
        said = Objection("", "", content.text, handler.current, "", "", name.text, phone.text)
        model.object_to(whose.current, said)

    sheet.show_act(send, whose)
    return sheet


def announce_sheet(window: QWidget, model: NoticesModel, result: Result) -> PictureSheet:
    """Open the sheet on which the results of a village are noted as published."""
    sheet = PictureSheet(window, model, model.taker(), "announce", area=_AREA)
    without = KeyButton(sheet.say["without"], "F7", size="small")
    sheet.beside(without)
    place = sheet.add_field("place", sheet.say["usual_place"])
    without.clicked.connect(lambda: model.announce(result, place.text, None))
    sheet.show_act(lambda: model.announce(result, place.text, sheet.picture))
    return sheet
