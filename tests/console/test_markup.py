"""Whatever a name holds stands escaped: a page's tags and attributes are the same for every name."""

from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.case import Case
from app.domain.household import Member
from app.domain.person import Identity
from app.journal.case import fold_case
from sync.county.case_files import Office
from sync.county.console.case_view import CaseView, Event, Paper
from sync.county.console.form import Form
from sync.county.console.pages import Pages
from sync.county.console.sessions import Visitor
from sync.county.deciding import CountyTurn
from sync.county.officers import CountyRole
from tests.journal.golden import read_lines

PAGES = Pages()
JOURNAL = Path(__file__).parents[1] / "data" / "journals" / "accepted.jsonl"
NASTY = "\"'><script>alert(1)</script><img src=x onerror=y>{{7*7}}&amp;<!--"


class Shape(HTMLParser):
    """The tags of a page with the names of their attributes, and whether a script or a handler is among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", (data[:0],)))


@cache
def golden_case() -> Case:
    stored = read_lines(JOURNAL.read_text("utf-8"))
    case = fold_case("x", [one for one in stored if one.entry.subject.startswith("case:")])
    assert case is not None
    return case


def view(name: str) -> CaseView:
    case = golden_case()
    member = Member("m1", Identity(name, id_number=name), name)
    paper, event = (
        Paper("0" * 64, "image/jpeg", name, "2026-11-30", is_here=True),
        Event("2026-11-30T01:02:03.004Z", name, name, name, name, is_county=True, is_late=True),
    )
    return CaseView(
        replace(case, accepted=replace(case.accepted, members=(member,)) if case.accepted else None),
        Office("t-000000", "511725106", name), (member,), (CountyTurn("check", "2026-11-01", ""),), (paper,), (event,),
        ((name, name),),
    )  # fmt: skip


def row(name: str) -> Any:
    return SimpleNamespace(
        id="1", number=name, applicant=name, programme=name, state=name, office=name, division=name, begun_on=name,
        waits="check", since=name, due="", text=name, scope=name, page=1,
    )  # fmt: skip


def facts(name: str) -> dict[str, Any]:
    """What any of the pages asks for, with the name wherever somebody could have typed one."""
    form = Form(
        {"text": (name,), "item": (name,), "yuan": (name,), "number": (name,), "result": (name,), "reason": (name,)}, {}
    )
    of_case = {"view": view(name), "revealed": "m1", "asks_confirmer": True, "at": "2026-11-30T01:02:03.004Z"}
    doubt = {"item": "x", "text": name, "yuan": name}
    of_act = {"step": "check", "form": form, "doubts": [doubt], "items": ["x"], "until": "2026-11-30", "confirmers": ()}
    office = SimpleNamespace(scope="t-1", division=name, name=name)
    of_work = {"rows": [(row(name), 1)], "counts": {}, "waits": "", "acts": (), "done": row(name), "most": 9}
    of_list = {
        "offices": [office],
        "others": [office],
        "scope": "",
        "behind": 0,
        "states": [name],
        "wanted": row(name),
        "found": Found(name),
    }
    said = {"today": "2026-11-30", "trouble": name, "title": name, "text": name, "name": name, "back": name}
    return of_case | of_act | of_work | of_list | said | {"number": name, "wrong": [(1, name, name)]}


class Found:
    """A page of a list, in the midst of others."""

    def __init__(self, name: str) -> None:
        self.rows, self.more = [row(name)], True


def page(name: str, of: str) -> str:
    me = Visitor("1", name, CountyRole.LEADER, "s", "c")
    return bytes(PAGES.show(of, me, **facts(name)).body).decode()


NAMES = (
    "case",
    "case_print",
    "act",
    "move",
    "send_after",
    "work",
    "cases",
    "found",
    "sign_in",
    "revealed",
    "trouble",
    "wrong",
)


@pytest.mark.parametrize("of", NAMES)
@given(name=st.text(min_size=1).filter(str.strip))
@example(name=NASTY)
def test_the_tags_of_a_page_do_not_depend_on_names(of: str, name: str) -> None:
    assert Shape(page(name, of)).tags == Shape(page("王德贵", of)).tags


def test_a_name_is_shown_as_it_was_typed() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(NASTY, "case")
    assert isinstance(view(NASTY).case, Case)
