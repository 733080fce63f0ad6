"""The papers of the desk, made from the journal: a reprint is the same paper. `receipt.note_printed` records one."""

from datetime import date

from app.domain.case import Case
from app.domain.change import Change
from app.domain.draft import Draft
from app.domain.paper_number import PaperBatch
from app.domain.referral import Referral
from app.errors import Refused
from app.forms.blank import make_blank
from app.forms.change_receipt import ChangeTold, make_change_receipt
from app.forms.form import Form
from app.forms.papers import make_thumb
from app.forms.referral_slip import ReferralMade, make_referral_slip
from app.forms.refusal_notice import RefusalMade, make_refusal_notice
from app.forms.supplement_notice import SupplementTold, make_supplement_notice
from app.rules.deadlines import deadlines
from app.rules.remedy import remedy
from app.services import signing
from app.services.desk import Desk


def change_receipt(desk: Desk, change: Change) -> Form:
    """Give the 家庭情况变化告知单 with its receipt; Refused case.content_missing when its content is not here."""
    told = change.reported
    if told is None:
        raise Refused("case.content_missing")
    return make_change_receipt(
        ChangeTold(
            change=change.id,
            number=told.number,
            received_on=told.received_on,
            kinds=told.kinds,
            since=told.since,
            person=told.person,
            about=told.about,
            told_by=told.told_by,
            told_by_relation=told.told_by_relation,
            note=told.note,
            handler=desk.name_of(told.handler),
            office=desk.office,
            training=desk.training,
        )
    )


def referral_slip(desk: Desk, referral: Referral) -> Form:
    """Give the 受理转办单 in its three parts; Refused case.content_missing when its content is not here."""
    made = referral.made
    if made is None:
        raise Refused("case.content_missing")
    return make_referral_slip(
        ReferralMade(
            referral=referral.id,
            number=made.number,
            made_on=made.made_on,
            field=made.field,
            to=made.to,
            person=made.person,
            need=made.need,
            due_on=made.due_on,
            handler=desk.name_of(made.handler),
            office=desk.office,
            training=desk.training,
        )
    )


def supplement_notice(desk: Desk, case: Case) -> Form:
    """Give the 一次性告知书 of a case; Refused case.content_missing when nothing was asked or it is not here."""
    asked, begun = case.supplement, case.registered
    if asked is None or begun is None:
        raise Refused("case.content_missing")
    return make_supplement_notice(
        SupplementTold(
            case=case.id,
            number=asked.number,
            applicant=begun.applicant.name,
            programmes=begun.programmes,
            came_on=begun.came_on,
            told_on=asked.told_on,
            lacks=asked.lacks,
            handler=desk.name_of(asked.handler),
            office=desk.office,
            training=desk.training,
        )
    )


def blank_forms(desk: Desk, batch: PaperBatch) -> tuple[Form, ...]:
    """Give a blank form for each number of a printing; Refused case.content_missing when they are not here."""
    reserved = batch.reserved
    if reserved is None:
        raise Refused("case.content_missing")
    days = deadlines(date.fromisoformat(reserved.reserved_on), desk.office.confirmer).working_days
    return tuple(
        make_blank(number, desk.office, reserved.reserved_on, legal_days=days, training=desk.training)
        for number in reserved.numbers
    )


def thumb_page(desk: Desk, draft: Draft, member: str) -> Form:
    """Give the page to press a thumb on, of the same set as `signing.make`; KeyError for who signs nothing."""
    return make_thumb(
        draft, desk.office, signing.day_of(desk, draft), desk.name_of(draft.officer), member, training=desk.training
    )


def refusal_notice(desk: Desk, case: Case) -> Form:
    """Give the 不予受理通知书 of a case; Refused case.content_missing, and rules.missing where no remedy is known."""
    made, begun = case.not_accepted, case.registered
    if made is None or begun is None:
        raise Refused("case.content_missing")
    return make_refusal_notice(
        RefusalMade(
            case=case.id,
            number=made.number,
            applicant=begun.applicant.name,
            programmes=begun.programmes,
            came_on=begun.came_on,
            decided_on=made.decided_on,
            reason=made.facts,
            article=made.article,
            officers=tuple(desk.name_of(officer) for officer in made.officers),
            remedy=remedy(date.fromisoformat(made.decided_on)),
            office=desk.office,
            training=desk.training,
        )
    )
