"""The pages of an assessment and of the county's packs, one after the other."""

from collections.abc import Iterator

import resources
from tests.desk.counter import Counter
from ui.rules.window import RulesPage


def pages(at: Counter, case: str) -> Iterator[str]:
    """Show what a case comes to, then look at the example of a county's pack and adopt it."""
    at.pages.go("assess", at.desk.store.case(case))
    at.settle()
    yield "assess"
    at.pages.go("rules")
    at.settle()
    yield "rules"
    page: RulesPage = at.shown(RulesPage)
    page.model.open_file(resources.path("rules/local-example.toml"))
    at.settle()
    yield "rules looked at"
    at.press("F10")
    yield "rules adopted"
