"""How the desk opens the page of a case."""

from typing import TYPE_CHECKING

from app.services import looking, registration
from ui.case.model import CaseModel
from ui.case.taker import Pictures
from ui.case.window import CasePage

if TYPE_CHECKING:
    from app.domain.case import Case
    from ui.desk_pages import DeskPages


def case_page(pages: "DeskPages", case: "Case") -> CasePage:
    """Give the page of a case, which leads where its buttons say."""
    frame = pages.frame
    pictures = Pictures(pages.reader, frame.problems, pages.equip)
    model = CaseModel(pages.desk, frame.jobs, pages.printing, case, pictures)
    model.fetching = pages.syncing.fetching(model)
    model.back_asked.connect(pages.show_home)
    model.go_on_asked.connect(lambda case_id: _go_on(pages, case_id))
    model.copy_out_asked.connect(lambda case_id: pages.go("copy_out", case_id))
    model.step_asked.connect(lambda name, about: pages.go("step", model.case, name, about))
    model.assess_asked.connect(lambda: pages.go("assess", model.case))
    model.seal_asked.connect(lambda: pages.go("seal", model.case))
    model.sign_asked.connect(lambda name: pages.go("sign_paper", model.case, name))
    model.acts.done.connect(frame.window.say)
    page = CasePage(model)
    model.setParent(page)
    model.start()
    return page


def _go_on(pages: "DeskPages", case_id: str) -> None:
    """Go on with a registration: with its draft, or where that is on another PC with what was registered."""
    desk = pages.desk
    pages.frame.jobs.run(
        lambda: looking.seen(desk, f"case:{case_id}", registration.resume(desk, case_id)), done=pages.take_in
    )
