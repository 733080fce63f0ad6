"""The pages of updates and of the PC's check-up, in each of their states."""

from collections.abc import Iterator
from dataclasses import replace

from app.errors import Unavailable
from sync.updates.data import Taken
from sync.updates.offer import Kind, Offer
from sync.updates.rounds import Memory, Step
from tests.desk.counter import Counter
from ui.problems import sentence
from ui.updates.view import UpdateFacts, make_view
from ui.updates.window import UpdatesPage

NOTES = "受理时可以连着拍两份材料；公示到期前一天在首页提醒；修了打印预览在第二块屏上偏一点的毛病。"
OFFER = Offer(Kind.PROGRAM, "0.3.0", "linux-x86_64", "window/yimen_0.3.0_amd64.deb", 158 * 2**20, "0" * 64, NOTES)
MIB = 2**20


def pages(at: Counter) -> Iterator[str]:
    """Show the check-up, and each state of the page of updates."""
    at.pages.go("checkup")
    at.settle()
    yield "checkup"
    at.press("Esc")
    at.pages.go("updates")
    at.settle()
    yield "updates"
    page = at.program.window.findChild(UpdatesPage)
    assert isinstance(page, UpdatesPage)
    for name, facts in states().items():
        page.draw(make_view(facts, at.desk.now()))
        at.settle()
        yield name
    at.press("Esc")


def states() -> dict[str, UpdateFacts]:
    """Give what the page is drawn from in each of its states."""
    memory = Memory(looked_at="2026-11-24T01:10:00.000Z", offered=OFFER.version)
    place = "https://10.20.30.40:8470/updates"
    offered = UpdateFacts("0.2.0", Step.FETCH, memory, OFFER, place=place)
    taken = Taken(("2027",), ("渠县 2027 年救助标准",), ("旧的.toml",))
    return {
        "updates fetching": replace(offered, busy=True, moved=(61 * MIB, OFFER.size_bytes)),
        "updates ready": replace(offered, is_ready=True, step=Step.REST, taken=taken),
        "updates installed": replace(offered, step=Step.START_AGAIN, newer=None),
        "updates not taken": replace(offered, step=Step.NOT_TAKEN, went_back="0.2.9"),
        "updates trouble": replace(offered, trouble=sentence(Unavailable("update.unreachable")), newer=None),
        "updates newest": UpdateFacts("0.2.0", memory=replace(memory, offered=""), place=place),
    }
