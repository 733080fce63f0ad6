"""The sheets of the page of the queue: how long nothing is sent, and how the line is used."""

from PySide6.QtWidgets import QWidget

from ui.case.act_sheet import ActSheet
from ui.sync_status.line import Costs, Line, Pause

_AREA = "sync"


def ask_pause(window: QWidget, line: Line) -> ActSheet:
    """Ask how long to pause."""
    sheet = ActSheet(window, line, "pause", area=_AREA)
    words = sheet.say["choice"]
    choice = sheet.add_list("how_long", [(one.value, words[one.value]) for one in Pause])
    sheet.show_act(lambda: line.pause(choice.current))
    return sheet


def ask_line(window: QWidget, line: Line) -> ActSheet:
    """Ask whether the line costs, how fast pictures go and when; begins with what was chosen."""
    sheet, now = ActSheet(window, line, "line", area=_AREA), line.choice
    words = sheet.say["choice"]
    costs = sheet.add_list("costs", [(one.value, words[one.value]) for one in Costs])
    costs.select(list(Costs).index(now.costs))
    first, end = (str(hour) for hour in now.hours) if now.hours else ("", "")
    speed = sheet.add_field("speed", str(now.kb_per_s or ""), short=True)
    sheet.begin_row()
    begins, ends = sheet.add_field("first", first), sheet.add_field("end", end)
    sheet.end_row()
    sheet.show_act(lambda: line.choose(costs.current, speed.text, begins.text, ends.text))
    return sheet
