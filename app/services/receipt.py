"""The receipt of an acceptance: made from the journal, so that a reprint is the same paper."""

from dataclasses import asdict, replace

from app.domain.case import Printed
from app.domain.duties import Act
from app.domain.fact import Fact
from app.forms.form import Form
from app.forms.receipt import acceptance_of, make_receipt
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Accepted


@needs(Act.PRINT)
def receipt(desk: Desk, accepted: Accepted) -> Form:
    """Give the receipt as PDF; the same acceptance gives the same bytes. Refused case.content_missing when erased."""
    handler = desk.name_of(accepted.case.accepted.handler) if accepted.case.accepted else ""
    facts = acceptance_of(accepted.case, desk.office, handler, accepted.code, accepted.size)
    return make_receipt(replace(facts, training=desk.training))


@needs(Act.PRINT)
def note_printed(desk: Desk, case_id: str, paper: Form, copies: int) -> None:
    """Record that a paper of a case was printed."""
    printed = Printed(paper.paper, copies, paper.sha256)
    with desk.store.work(desk.author) as work:
        work.append([Fact(f"case:{case_id}", "case.printed", 1, asdict(printed))])
