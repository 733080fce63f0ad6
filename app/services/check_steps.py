"""核对: asking the county, taking down its report, explaining each line, telling the applicant."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.steps import means_check
from app.domain.steps.means_check import Doubt, Explained, Objected, Obligor, Reported, Requested, Told
from app.ids import uuid7
from app.rules.procedure import check_valid_until
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture, next_number
from app.services.local_rules import countys
from app.services.steps import refs, seal, take, write


@dataclass(frozen=True, slots=True)
class Report:
    """What came back: `doubts` without ids; `valid_until_on` empty for the usual period, `qualified` its conclusion."""

    reported_on: str
    qualified: bool
    number: str = ""
    valid_until_on: str = ""
    doubts: tuple[Doubt, ...] = ()


@needs(Act.HANDLE)
def request_check(
    desk: Desk, case_id: str, obligors: tuple[Obligor, ...] = (), consents: tuple[Picture, ...] = ()
) -> Case:
    """Ask for the check of all members, and of obligors outside the household who consent.

    `consents` are the signed papers of those `obligors` who do not refuse, in their order. Refused as
    `means_check.request`.
    """
    sealed = seal(desk, consents)
    papers = iter(refs(sealed))
    asked = tuple(one if one.refusal else replace(one, consent=next(papers, None)) for one in obligors)
    with desk.store.work(desk.author) as work:

        def make(case: Case) -> Fact:
            members = tuple(member.id for member in case.members)
            again = case.progress.check_objected is not None
            today, number = desk.today().isoformat(), next_number(desk, work)
            body = Requested(today, members, number, desk.author.officer, again, asked)
            return means_check.request(case, body)

        return write(desk, work, case_id, make, consents, sealed)


@needs(Act.HANDLE)
def report_check(desk: Desk, case_id: str, report: Report, paper: Picture | None = None) -> Case:
    """Take down a report; Refused as `means_check.report`, day.unreadable."""
    sealed = seal(desk, [paper] if paper else [])

    def make(case: Case) -> Fact:
        body = Reported(
            reported_on=report.reported_on,
            valid_until_on=report.valid_until_on or _usual(desk, report.reported_on),
            qualified=report.qualified,
            number=report.number,
            by=desk.author.officer,
            doubts=tuple(replace(doubt, id=uuid7()) for doubt in report.doubts),
            document=next(iter(refs(sealed)), None),
        )
        return means_check.report(case, body)

    return take(desk, case_id, make, (paper,) if paper else (), sealed)


@needs(Act.INVESTIGATE)
def explain_doubt(desk: Desk, case_id: str, said: Explained, evidence: Picture | None = None) -> Case:
    """Say what became of a line; `said` without day, officer and document. Refused as `means_check.explain`."""
    sealed = seal(desk, [evidence] if evidence else [])

    def make(case: Case) -> Fact:
        document = next(iter(refs(sealed)), None)
        today, by = desk.today().isoformat(), desk.author.officer
        return means_check.explain(case, replace(said, explained_on=today, by=by, document=document))

    return take(desk, case_id, make, (evidence,) if evidence else (), sealed)


@needs(Act.HANDLE)
def tell_check(desk: Desk, case_id: str, way: str) -> Case:
    """Note that the applicant heard the result; Refused as `means_check.tell`."""
    body = Told(desk.today().isoformat(), way, desk.author.officer)
    return take(desk, case_id, lambda case: means_check.tell(case, body))


@needs(Act.HANDLE)
def contest_check(desk: Desk, case_id: str, content: str) -> Case:
    """Note that the applicant contests the result; Refused as `means_check.object_to`."""
    body = Objected(desk.today().isoformat(), content, desk.author.officer)
    return take(desk, case_id, lambda case: means_check.object_to(case, body))


def _usual(desk: Desk, reported_on: str) -> str:
    try:
        return check_valid_until(date.fromisoformat(reported_on), countys(desk)).isoformat()
    except ValueError:
        return reported_on  # what is no day is refused by the guard, in its words
