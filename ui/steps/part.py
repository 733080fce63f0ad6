"""The part of the desk for the steps of a case: route ``step``."""

from typing import TYPE_CHECKING, Final

from app.domain import duties
from app.domain.duties import holds
from app.services import looking, second
from ui.case.taker import PaperTaker, Pictures
from ui.rights import why_not
from ui.steps.model import Opened, StepModel
from ui.steps.page import StepFormPage
from ui.steps.spec import Photo, Place, say
from ui.steps.specs import ACTS, SPECS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case import Case
    from ui.desk_pages import DeskPages

STEP: Final = "step"


class StepsPart:
    """Opens the page of a step. What was typed and not written is there again when the same step is opened anew."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        self._kept: dict[tuple[str, str], Mapping[str, str]] = {}
        self._model: StepModel | None = None
        pages.route(STEP, self.open)

    def open(self, case: "Case", name: str, about: str = "") -> None:
        """Ask what a step asks, of a case as it is now."""
        desk, spec, act = self._pages.desk, SPECS[name], ACTS[name]

        def ready() -> Opened:
            standing = desk.standing()
            if not holds(standing.roles, act):
                duties.check(standing, act)
            now = looking.case(desk, case.id) or case
            place = Place(desk, now, about, second.colleagues(desk))
            return Opened(spec, place, spec.asks(place), spec.lines(place), why_not(standing, act))

        self._pages.frame.jobs.run(ready, done=self._show)

    def _show(self, opened: Opened) -> None:
        pages = self._pages
        taker = None
        if opened.spec.photo is not Photo.NONE:
            pictures = Pictures(pages.reader, pages.frame.problems, pages.equip)
            taker = PaperTaker(pictures, pages.frame.jobs)
        model = StepModel(opened, pages.frame.jobs, taker, self._kept.get(_key(opened)))
        model.left.connect(self._leave)
        model.done.connect(self._is_done)
        page = StepFormPage(model)
        model.setParent(page)
        self._model = model
        pages.show(STEP, page, f"case:{opened.place.case.id}")

    def _leave(self) -> None:
        if self._model is None:
            return
        opened = self._model.opened
        self._kept[_key(opened)] = dict(self._model.told)
        self._pages.show_case(opened.place.case.id)

    def _is_done(self, case: "Case") -> None:
        if self._model is None:
            return
        opened = self._model.opened
        self._kept.pop(_key(opened), None)
        self._pages.frame.window.say(say(f"{opened.spec.name}.done"))
        self._pages.show_case(case.id)


def _key(opened: Opened) -> tuple[str, str]:
    return opened.place.case.id, opened.spec.name
