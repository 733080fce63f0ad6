"""The 救助资格测算单 of an application or a case, made from its assessment."""

from app.domain.case_number import short
from app.domain.duties import Act
from app.forms.assessment_report import Because, Programme, Reckoned, make_assessment_report
from app.forms.form import Form
from app.rules.assessment.finding import Reason
from app.rules.assessment.summary import Line
from app.services.assessing import Assessed
from app.services.assessment_words import amount_of, income_of, named, referral_of, result_of, unasked_of
from app.services.desk import Desk
from app.services.duty import needs

_WHO = "dibao.member"


@needs(Act.PRINT)
def assessment_report(desk: Desk, assessed: Assessed, number: str) -> Form:
    """Give the paper for the file; `number` is that of the case, or empty before there is one."""
    found = assessed.found
    people = assessed.household.members
    return make_assessment_report(
        Reckoned(
            subject=assessed.subject,
            number=short(number) if number else "",
            on=found.on.isoformat(),
            made_on=desk.today().isoformat(),
            applicant=people[0].name,
            counted=found.members_counted,
            income=income_of(assessed),
            people=_people(assessed),
            programmes=tuple(_programme(line, assessed) for line in assessed.lines),
            referrals=tuple((referral_of(one, assessed), one.source) for one in found.opened),
            packs=found.packs,
            unasked=unasked_of(assessed),
            broken=assessed.broken,
            handler=desk.officer_name,
            office=desk.office,
            training=desk.training,
        )
    )


def _of_dibao(assessed: Assessed) -> tuple[Reason, ...]:
    return next((one.reasons for one in assessed.found.findings if one.programme == "dibao"), ())


def _people(assessed: Assessed) -> tuple[str, ...]:
    """Say of each member why he is counted or not."""
    return tuple(reason.text for reason in _of_dibao(assessed) if reason.rule == _WHO)


def _programme(line: Line, assessed: Assessed) -> Programme:
    reasons = tuple(Because(reason.text, reason.source, reason.holds) for reason in line.reasons if reason.rule != _WHO)
    return Programme(named(line, assessed), result_of(line), amount_of(line), reasons)
