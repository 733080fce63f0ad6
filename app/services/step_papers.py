"""Every paper of one case by its name, when it can be printed, and several as one PDF.

Papers of several households are in `village_papers` and `office_papers`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.programme import Programme
from app.errors import Refused
from app.forms.form import Form
from app.forms.joined import joined_forms
from app.services import aid_papers, archive_papers, decision_papers, inquiry_papers
from app.services.desk import Desk
from app.services.duty import needs

_RELIEF = {Programme.LINSHI_JIUZHU.value, Programme.XIAOE_KUAIJIU.value}


@dataclass(frozen=True, slots=True)
class StepPaper:
    """How a paper of a case is made, and whether what it says is there."""

    ready: Callable[[Case], bool]
    make: Callable[[Desk, Case], Form]


def printable(case: Case) -> tuple[str, ...]:
    """Give the names of the papers that can be printed now, in the order of the steps."""
    return tuple(name for name, paper in STEP_PAPERS.items() if paper.ready(case))


@needs(Act.PRINT)
def step_paper(desk: Desk, case: Case, name: str) -> Form:
    """Give a paper by its name; Refused case.content_missing when what it says is not there, KeyError for no name."""
    paper = STEP_PAPERS[name]
    if not paper.ready(case):
        raise Refused("case.content_missing")
    return paper.make(desk, case)


@needs(Act.PRINT)
def in_one(desk: Desk, wanted: Iterable[tuple[Case, str]]) -> Form:
    """Give several papers (case, name of the paper) as one PDF, in order; Refused as `step_paper`, papers.none."""
    return joined_forms([step_paper(desk, case, name) for case, name in wanted])


def _is_open(case: Case) -> bool:
    return case.accepted is not None and not case.progress.is_decided and not case.closed


def _is_appraised(case: Case) -> bool:
    return _is_open(case) or bool(case.progress.appraisals)


def _has_aid(case: Case) -> bool:
    return case.accepted is not None and case.progress.confirmed is not None and not case.progress.stopped


def _is_relief(case: Case) -> bool:
    return case.urgent is not None or (case.accepted is not None and case.programme in _RELIEF)


def _is_tekun(case: Case) -> bool:
    return bool(case.members) and case.programme == Programme.TEKUN


STEP_PAPERS: Final[dict[str, StepPaper]] = {
    "check_request": StepPaper(lambda case: case.progress.request is not None, inquiry_papers.check_request),
    "check_record": StepPaper(lambda case: case.progress.report is not None, inquiry_papers.check_record),
    "check_result": StepPaper(lambda case: case.progress.report is not None, inquiry_papers.check_result),
    "kin": StepPaper(lambda case: bool(case.progress.kin), inquiry_papers.kin_record),
    "survey": StepPaper(_is_open, inquiry_papers.survey_form),
    "testimony": StepPaper(lambda case: _is_open(case) or bool(case.progress.visits), inquiry_papers.testimony),
    "appraisal": StepPaper(_is_appraised, inquiry_papers.appraisal_record),
    "objection": StepPaper(lambda case: bool(case.progress.objections), inquiry_papers.objection_record),
    "decision": StepPaper(lambda case: case.progress.opinion is not None, decision_papers.decision_sheet),
    "confirmation": StepPaper(lambda case: case.progress.confirmed is not None, decision_papers.confirmation),
    "not_confirmed": StepPaper(lambda case: case.progress.not_confirmed is not None, decision_papers.refusal),
    "delivery": StepPaper(lambda case: bool(decision_papers.letters(case)), decision_papers.delivery_slip),
    "relief": StepPaper(_is_relief, aid_papers.relief_sheet),
    "relief_later": StepPaper(lambda case: bool(case.progress.given), aid_papers.relief_explained),
    "self_care": StepPaper(_is_tekun, decision_papers.self_care),
    "care": StepPaper(_is_tekun, decision_papers.care_agreement),
    "hearing": StepPaper(_has_aid, aid_papers.hearing_record),
    "change_notice": StepPaper(lambda case: bool(case.progress.changes), aid_papers.change_notice),
    "phase_out": StepPaper(lambda case: case.progress.phasing_out, aid_papers.phase_out),
    "recheck": StepPaper(_has_aid, aid_papers.recheck_form),
    "recheck_record": StepPaper(lambda case: case.progress.rechecked is not None, aid_papers.recheck_record),
    "archive": StepPaper(lambda case: case.accepted is not None, archive_papers.archive_index),
}
