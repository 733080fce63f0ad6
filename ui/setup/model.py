"""The first start, page by page."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from ui.jobs import FREE, Jobs
from ui.problems import sentence
from ui.setup.given import Given
from ui.setup.places import place_of
from ui.setup.view import Setup, SetupForm, SetupView, Step, office_name, request_of, wrong_on


class SetupModel(QObject):
    """Owns the view; `done(result)` carries what the Setup gave."""

    shown = Signal(object)
    done = Signal(object)

    def __init__(self, setup: Setup, jobs: Jobs) -> None:
        super().__init__()
        self._setup, self._jobs = setup, jobs
        self._view = SetupView()

    @property
    def view(self) -> SetupView:
        """What is shown now."""
        return self._view

    def begin(self, given: Given) -> None:
        """Begin with what is known already, at the first page that still asks."""
        self._change(form=given.form, step=given.step, note=given.note)

    def edit(self, name: str, value: str) -> None:
        """Take what was typed into a field; what was wrong with it is forgotten."""
        form = replace(self._view.form, **{name: value})
        if name == "town":
            form = self._with_office(form)
        wrong = tuple((field, text) for field, text in self._view.wrong if field != name)
        self._change(form=form, wrong=wrong, blocked="")

    def _with_office(self, form: SetupForm) -> SetupForm:
        """Fill the office's name from its township, unless the officer has written another one."""
        before, now = place_of(self._view.form.town), place_of(form.town)
        if form.office in {"", office_name(before) if before else ""}:
            return replace(form, office=office_name(now) if now else "")
        return form

    def go_on(self) -> None:
        """Go to the next page, or set up from the last one, when nothing is wrong on this one."""
        if self._view.busy:
            return
        wrong = wrong_on(self._view.step, self._view.form)
        if wrong:
            self._change(wrong=wrong)
        elif self._view.step < Step.OFFICER:
            self._change(step=Step(self._view.step + 1), wrong=())
        else:
            self._start()

    def back(self) -> None:
        """Go to the page before."""
        if self._view.step > Step.COUNTY and not self._view.busy:
            self._change(step=Step(self._view.step - 1), wrong=(), blocked="")

    def show_step(self, step: Step) -> None:
        """Show a page as it is, whatever is typed so far."""
        self._change(step=step, wrong=wrong_on(step, self._view.form))

    def _start(self) -> None:
        request = request_of(self._view.form)
        self._change(busy=True, blocked="")
        self._jobs.run(lambda: self._setup.set_up(request), self._finished, self._failed, lane=FREE)

    def _finished(self, result: object) -> None:
        self._view = SetupView()
        self.shown.emit(self._view)
        self.done.emit(result)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(busy=False, blocked=sentence(error))
            return
        self._change(busy=False)
        self._jobs.problem(error)

    def _change(self, **values: object) -> None:
        self._view = replace(self._view, **values)  # type: ignore[arg-type]  # names and types are SetupView's own
        self.shown.emit(self._view)
