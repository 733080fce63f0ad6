"""The page of a case that moved, and of one that came: one sentence each, and what can be done."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.case import Case
from app.domain.fact import BlobRef, Fact
from app.domain.household import Linked, link
from app.domain.steps import handover
from app.domain.steps.handover import Continued, HandedOver
from app.domain.steps.procedure import Actor
from app.errors import Unavailable
from app.services import afterwards
from app.services.intake import Picture
from tests.case.test_page import buttons, events, now, opened
from tests.find.whole_desk import WholeDesk, accepted
from tests.intake.at_the_window import jpeg
from ui.steps import handover_form
from ui.steps.spec import Place

PAPER = Picture(jpeg("white"), "image/jpeg", jpeg("white"), {}, "good", "file")
COUNTY = Actor("o", "郑直", at_county=True)
SAID = HandedOver("2026-10-13", "三汇镇", "01a20d5c-0000-7000-8000-0000000000ca", "户籍迁走", "郑直")
CAME = Continued("01a20d5c-0000-7000-8000-0000000000c9", "三汇镇", "2026-10-13", "户籍迁来", "郑直")


def told(at_desk: WholeDesk, *facts: Fact) -> None:
    with at_desk.desk.store.work(at_desk.desk.author) as work:
        work.append(facts)


def joined(case: Case, office: str = "三汇镇") -> Fact:
    return link(case.accepted.household if case.accepted else "", Linked("h2", office, "2026-10-13", "郑直"))


def test_a_case_that_moved_says_where_and_why_and_offers_nothing(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    told(at_desk, handover.hand_over(case, SAID, COUNTY), joined(case))
    page = opened(at_desk, case)
    assert page.status.text == "已移交，10月13日起由三汇镇接着办：户籍迁走。这里只能看，有材料请交到那边。"
    assert page.origin.text == "这一家在三汇镇也有档案，是同一家。"
    assert (buttons(page), page.todo.isVisible()) == ([], False)
    assert events(page)[0][:2] == ("移交", "三汇镇，户籍迁走")

    told(at_desk, Fact(f"case:{case.id}", "case.noted", 1, {"text": "旧程序写的"}))
    page = opened(at_desk, case)
    assert page.status.text.endswith("移交以后这里又报了 1 条，等县里补过去；急的请打电话告诉三汇镇。")


def test_a_case_that_came_says_from_where_and_goes_on(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    source = {"hash": "e" * 64, "at": "2026-09-01T02:00:00.000Z", "actor": "somebody there"}
    note = Fact(f"case:{case.id}", "case.noted", 1, {"text": "那边记的", "copy_of": source})
    told(at_desk, handover.begin(case.id, CAME), note, joined(case), joined(case))
    page = opened(at_desk, case)
    assert page.origin.text == ("10月13日从三汇镇移交来：户籍迁来。编号和期限照旧。这一家在三汇镇也有档案，是同一家。")
    assert page.status.text.startswith("已受理，字都签了。")
    assert "hand_over" in buttons(page)
    day, *said = (cell.text for cell in page.events.rows[0].cells)
    assert (day, said) == ("9月1日", ["备注", "那边记的", ""]), (
        "when it was written there, by somebody nobody knows here"
    )
    assert page._model.view.todos[0].do == "接手"  # noqa: SLF001 - what the page says


def test_what_is_said_before_it_is_taken_over(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    assert handover_form.SPECS[0].lines(Place(at_desk.desk, case)) == ()
    told(at_desk, handover.begin(case.id, CAME))
    known = now(at_desk, case)
    assert known.accepted is not None
    for due, lines in (("2026-11-23", 3), ("", 2)):
        shown = replace(known, accepted=replace(known.accepted, due_on=due))
        assert len(handover_form.SPECS[0].lines(Place(at_desk.desk, shown))) == lines


def test_a_paper_is_brought_from_the_county_before_it_is_opened(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    afterwards.add_paper(at_desk.desk, case.id, "other", "", PAPER)
    page = opened(at_desk, case)
    model, asked = page._model, list[str]()  # noqa: SLF001 - where a paper is asked for

    class Line:
        """A county that has the paper, and one that is away."""

        def fetch(self, ref: BlobRef, done: Callable[[], None], failed: Callable[[BaseException], None]) -> None:
            asked.append(ref.sha256)
            if len(asked) == 1:
                done()
            else:
                failed(Unavailable("county.unreachable"))

    model.fetching = Line()  # type: ignore[assignment]  # as above
    opened_papers = list[object]()
    model.opened.connect(opened_papers.append)
    nth = next(nth for nth, paper in enumerate(model.view.papers) if paper.ref.media_type == "image/jpeg")
    model.look_at(nth)
    at_desk.wait()
    model.look_at(nth)
    at_desk.wait()
    assert asked == [model.view.papers[nth].ref.sha256] * 2
    assert opened_papers == [PAPER.archive]
