"""The page of signatures on a screen of its own, with a made-up household."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.forms.form import FormSet
from app.forms.papers import make_forms
from tests.made_up import household
from tests.sign.hand import placed
from ui.jobs import Jobs
from ui.sign.ink_field import InkField
from ui.sign.model import SignModel
from ui.sign.window import SignPage
from ui.theme import Theme

AT = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def forms() -> FormSet:
    return make_forms(household.draft(), household.office(), household.TODAY, "陈素华")


@pytest.fixture
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:  # noqa: ARG001 - an application must exist
    def broken(error: BaseException) -> None:
        raise error

    made = Jobs(broken)
    yield made
    made.close()


@pytest.fixture
def model(jobs: Jobs) -> SignModel:
    return SignModel(jobs, lambda: AT)


@pytest.fixture
def page(qapp: QApplication, _theme: Theme, model: SignModel, forms: FormSet, jobs: Jobs) -> Iterator[SignPage]:
    window, shown = placed(model)
    model.open(household.draft(), forms)
    jobs.wait()
    qapp.processEvents()
    yield shown
    jobs.wait()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # pages that were taken away go before the window
    window.close()


@pytest.fixture
def field(page: SignPage, model: SignModel) -> InkField:
    model.take_pen()
    return page.paper.field
