"""The page of sticks with none, one and several plugged in, a writing under way, and what came back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.drives import Drive
from app.errors import Unavailable
from app.store.values import Pending
from tests.desk.counter import Counter
from ui.problems import sentence
from ui.stick.model import StickModel
from ui.stick.view import Going, Place, StickFacts, make_view, say
from ui.stick.window import StickPage

GIB = 2**30
STICK = Place(Drive(Path("/media/clerk/CHINA"), "CHINA", 3 * GIB, 8 * GIB), (Path("a.age"),), 1)
LONG = Place(
    Drive(Path("/media/clerk/民政办大容量移动硬盘第三块"), "民政办大容量移动硬盘第三块", 900 * GIB, 1000 * GIB)
)
LOCKED = Place(Drive(Path("/media/clerk/OLD"), "OLD", 2**20, GIB, is_writable=False))
MUCH = StickFacts(
    (STICK, LONG, LOCKED), Pending(1_283, 5_120, 214, "2026-11-20T01:00:00.000Z"), 5 * GIB, "/media/clerk/CHINA"
)
STATES = {
    "stick none": StickFacts(second_trouble=say("second.away"), second="/media/clerk/CHINA"),
    "stick several": MUCH,
    "stick writes": replace(MUCH, going=Going(2, 3, 2 * GIB, 5 * GIB)),
    "stick came back": replace(
        MUCH,
        said=(
            say("written", files=1, size="2.9 GB", entries=1_283, blobs=3_004),
            say("next", left=2, parts=3),
            say("unreadable", count=2),
            say("read", delivered=1_283, complete=3_004, received=87),
        ),
        refused=sentence(Unavailable("stick.full")),
    ),
}


def pages(at: Counter) -> Iterator[str]:
    """Show each state of the page."""
    at.pages.go("stick")
    at.settle()
    yield "stick"
    page = at.program.window.findChild(StickPage)
    assert isinstance(page, StickPage)
    assert isinstance(page.model, StickModel)
    page.model.stop()
    for name, facts in STATES.items():
        chosen = facts.places[0].key if facts.places else ""
        page.draw(make_view(facts, chosen, at.desk.now()))
        at.settle()
        yield name
    at.press("Esc")
