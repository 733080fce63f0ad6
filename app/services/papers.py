"""The papers of the desk, made from the journal: a reprint is the same paper. `receipt.note_printed` records one."""

from datetime import date
from typing import TYPE_CHECKING

from app import clock
from app.domain.case import Case
from app.domain.change import Change
from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.paper_number import PaperBatch
from app.domain.referral import Referral
from app.domain.visit import Agent, Visitor
from app.errors import Refused
from app.forms.blank import make_blank
from app.forms.change_receipt import ChangeTold, make_change_receipt
from app.forms.form import Form
from app.forms.handover_list import Brought, Handover, make_handover_list
from app.forms.mandate import Mandate, make_mandate
from app.forms.papers import make_thumb
from app.forms.referral_slip import ReferralMade, make_referral_slip
from app.forms.refusal_notice import RefusalMade, make_refusal_notice
from app.forms.register import Line, Register, make_register
from app.forms.supplement_notice import SupplementTold, make_supplement_notice
from app.forms.urgent_record import UrgentNeed, make_urgent_record
from app.forms.withdrawal import Withdrawing, make_withdrawal
from app.forms.words import place
from app.rules.deadlines import deadlines
from app.rules.remedy import remedy
from app.services import signing
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys

if TYPE_CHECKING:
    from app.store.values import VisitRow


@needs(Act.PRINT)
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


@needs(Act.PRINT)
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


@needs(Act.PRINT)
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


@needs(Act.PRINT)
def blank_forms(desk: Desk, batch: PaperBatch) -> tuple[Form, ...]:
    """Give a blank form for each number of a printing; Refused case.content_missing when they are not here."""
    reserved = batch.reserved
    if reserved is None:
        raise Refused("case.content_missing")
    days = deadlines(date.fromisoformat(reserved.reserved_on), desk.office.confirmer, countys(desk)).working_days
    return tuple(
        make_blank(number, desk.office, reserved.reserved_on, legal_days=days, training=desk.training)
        for number in reserved.numbers
    )


@needs(Act.HANDLE)
def thumb_page(desk: Desk, draft: Draft, member: str) -> Form:
    """Give the page to press a thumb on, of the same set as `signing.make`; KeyError for who signs nothing."""
    return make_thumb(
        draft, desk.office, signing.day_of(desk, draft), desk.name_of(draft.officer), member, training=desk.training
    )


@needs(Act.PRINT)
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
            remedy=remedy(date.fromisoformat(made.decided_on), countys(desk)),
            office=desk.office,
            training=desk.training,
        )
    )


@needs(Act.PRINT)
def mandate(desk: Desk, draft: Draft) -> Form:
    """Give the 委托书 of a draft, with lines to write on for what is not known."""
    who = draft.applicant.identity
    person = Visitor(who.name, who.id_number, draft.phone, draft.village, draft.group)
    return make_mandate(
        Mandate(draft.id, person, desk.office, draft.agent or Agent(""), draft.paper_number, desk.training)
    )


@needs(Act.PRINT)
def withdrawal(desk: Desk, case: Case) -> Form:
    """Give the 撤回申请书 to sign; Refused case.content_missing for a case that is not accepted or not here."""
    accepted = case.accepted
    if accepted is None:
        raise Refused("case.content_missing")
    who = accepted.members[0].identity
    home = place(Visitor(village=accepted.village, group=accepted.group)) or accepted.residence or who.address
    return make_withdrawal(
        Withdrawing(
            case=case.id,
            number=accepted.number,
            applicant=who.name,
            accepted_on=accepted.accepted_on,
            residence=home,
            office=desk.office,
            training=desk.training,
        )
    )


@needs(Act.PRINT)
def urgent_record(desk: Desk, case: Case) -> Form:
    """Give the 急难登记表 of a case; Refused case.content_missing when it is none or not here."""
    need, begun = case.urgent, case.registered
    if need is None or begun is None:
        raise Refused("case.content_missing")
    return make_urgent_record(
        UrgentNeed(
            case=case.id,
            number=need.number,
            came_on=begun.came_on,
            name=begun.applicant.name or need.told_name,
            id_number=begun.applicant.id_number,
            phone=begun.phone,
            description=need.description,
            what=need.what,
            place=need.place,
            happened_on=need.happened_on,
            need=need.need,
            way=need.way,
            amount_fen=need.amount_fen,
            goods=need.goods,
            due_on=need.due_on,
            handler=desk.name_of(begun.handler),
            office=desk.office,
            training=desk.training,
        )
    )


@needs(Act.PRINT)
def register(desk: Desk, day: date) -> Form:
    """Give the 来访登记簿 of a day, in the order in which people came."""
    rows = sorted(desk.store.visits(day), key=lambda row: row.came_at)
    lines = tuple(_line(desk, row) for row in rows)
    return make_register(Register(day.isoformat(), lines, desk.office, desk.training))


@needs(Act.PRINT)
def handover_list(desk: Desk, cadre: str, village: str, households: tuple[Brought, ...]) -> Form:
    """Give the 交接单 of what a village cadre brought today."""
    facts = Handover(
        on=desk.today().isoformat(),
        cadre=cadre,
        village=village,
        households=households,
        handler=desk.officer_name,
        office=desk.office,
        training=desk.training,
    )
    return make_handover_list(facts)


def _line(desk: Desk, row: "VisitRow") -> Line:
    return Line(
        time=f"{clock.parse(row.came_at).astimezone(clock.SHANGHAI):%H:%M}",
        name=row.name,
        village=row.village,
        reason=row.reason,
        agent=row.agent,
        outcome=row.outcome,
        note=row.note,
        handler=desk.name_of(row.handler),
    )
