"""打印空白表: numbers that are reserved for forms filled in by hand while the power is out."""

from app.domain import paper_number
from app.domain.duties import Act
from app.domain.paper_number import PaperBatch, PaperNumber, Reserved, Spoilt
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import next_number


@needs(Act.TAKE_IN)
def reserve(desk: Desk, count: int) -> PaperBatch:
    """Reserve numbers for `count` blank forms; Refused paper.too_many."""
    batch_id = uuid7()
    with desk.store.work(desk.author) as work:
        numbers = tuple(next_number(desk, work) for _ in range(count))
        body = Reserved(numbers, desk.today().isoformat(), desk.office.name, desk.author.officer)
        work.append([paper_number.reserved(batch_id, body)])
    return PaperBatch(batch_id, desk.office.scope, body)


@needs(Act.TAKE_IN)
def spoil(desk: Desk, number: str, reason: str) -> None:
    """Note that a blank form will not be used.

    Refused paper.other_office, paper.used, paper.spoilt, paper.no_reason.
    """
    with desk.store.work(desk.author) as work:
        paper = paper_number.check_free(work.paper_number(number), "")
        body = Spoilt(number, desk.today().isoformat(), reason)
        work.append([paper_number.spoilt(work.paper_batch(paper.batch), body)])


@needs(Act.TAKE_IN)
def look_up(desk: Desk, number: str) -> PaperNumber:
    """Give a number that a form can be recorded under; Refused paper.other_office, paper.used, paper.spoilt."""
    return paper_number.check_free(desk.store.paper(number), "")


@needs(Act.TAKE_IN)
def unused(desk: Desk) -> tuple[PaperNumber, ...]:
    """Give the reserved numbers that are neither used nor spoilt."""
    return tuple(paper for paper in desk.store.papers() if paper.state == "free")
