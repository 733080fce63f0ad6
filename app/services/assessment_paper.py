"""The 救助资格测算单 of an application or a case, made from its assessment."""

from app.domain.case_number import short
from app.domain.money import yuan
from app.forms.assessment_report import Because, Programme, Reckoned, make_assessment_report
from app.forms.form import Form
from app.rules.assessment.finding import Reason, shown
from app.rules.assessment.summary import Line
from app.services.assessing import Assessed
from app.services.assessment_words import amount_of, called, names_of, referral_of, result_of, unasked_of
from app.services.desk import Desk
from resources import text

_AREA = "assess"
_WHO = "dibao.member"


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


def income_of(assessed: Assessed) -> str:
    """Give the income of the household a month and for each person, as a sentence."""
    whole, head = assessed.found.fen_per_month, assessed.found.per_head_fen_per_month
    if whole is None or head is None:
        return text(_AREA, "household.unknown")
    limits = (one.limit for one in _of_dibao(assessed) if one.rule == "dibao.income")
    return text(_AREA, "household.known", month=yuan(round(whole)), head=shown(head, next(limits, None)))


def _of_dibao(assessed: Assessed) -> tuple[Reason, ...]:
    return next((one.reasons for one in assessed.found.findings if one.programme == "dibao"), ())


def _people(assessed: Assessed) -> tuple[str, ...]:
    """Say of each member why he is counted or not."""
    return tuple(reason.text for reason in _of_dibao(assessed) if reason.rule == _WHO)


def _programme(line: Line, assessed: Assessed) -> Programme:
    reasons = tuple(Because(reason.text, reason.source, reason.holds) for reason in line.reasons if reason.rule != _WHO)
    return Programme(called(line.programme), names_of(line, assessed), result_of(line), amount_of(line), reasons)
