"""The papers of a made-up household, made once."""

import pytest

from app.forms.form import FormSet
from app.forms.papers import make_forms
from tests.made_up import household


@pytest.fixture(scope="session")
def forms() -> FormSet:
    return make_forms(household.draft(), household.office(), household.TODAY, "陈素华")


@pytest.fixture(scope="session")
def large_forms() -> FormSet:
    return make_forms(household.large_draft(), household.office(), household.TODAY, "陈素华")
