"""The papers that the page of a case prints, by name."""

from collections.abc import Callable
from typing import Final

from app.domain.case import Case
from app.forms.form import Form
from app.services import intake, papers
from app.services.desk import Desk
from app.services.receipt import receipt

MADE: Final[dict[str, Callable[[Desk, Case], Form]]] = {
    "receipt": lambda desk, case: receipt(desk, intake.accepted(desk, case)),
    "supplement": papers.supplement_notice,
    "refusal": papers.refusal_notice,
    "withdrawal": papers.withdrawal,
}
