"""Made-up cases at every step after acceptance, folded state and all, for what makes papers of them."""

from dataclasses import replace
from typing import Any

from app.domain.case import Accepted, Case, Filed
from app.domain.course import SignedOnPaper
from app.domain.draft import Slot
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.registration import Registered
from app.domain.steps.home_visit import Prepared
from app.domain.steps.progress import Progress
from app.domain.steps.public_notice import Made
from tests.forms import step_facts as facts
from tests.forms.desk_papers import NUMBER, Said
from tests.made_up import household

SAID = Said()
POSTER = household.uid(600)


def accepted(programme: str = "dibao", members: tuple[Member, ...] = (), **more: Any) -> Accepted:
    draft = household.draft()
    told = Accepted(
        number=NUMBER,
        programmes=(programme,),
        came_on=facts.DAY,
        accepted_on=facts.DAY,
        recorded_on=facts.DAY,
        due_on="2026-11-09",
        legal_days=20,
        confirmer="township",
        rules="desk-2026.1",
        division="511725123",
        office="渠县青龙镇人民政府",
        handler=facts.HANDLER,
        household=draft.household,
        members=members or draft.members,
        phone=draft.phone,
        village=draft.village,
        group=draft.group,
        incomes=draft.incomes,
        expenses=draft.expenses,
        replies=draft.replies,
        troubles=draft.troubles,
    )  # fmt: skip - one field after the other
    return replace(told, **more)


def case(programme: str = "dibao", number: int = 0, *, of: Accepted | None = None, **progress: Any) -> Case:
    return Case(
        household.uid(900 + number), "t-0abcde", accepted=of or accepted(programme), progress=Progress(**progress)
    )


def proposed(programme: str = "dibao", number: int = 0, *, of: Accepted | None = None, **progress: Any) -> Case:
    """A case for which a poster is made."""
    head = facts.head(SAID, programme)
    made = Made("2026-10-27", POSTER, "GS-2026-0012", "青龙村", facts.HANDLER)
    return case(programme, number, of=of, **{"opinion": facts.proposed(SAID, head), "notice_made": made, **progress})


def in_aid(programme: str = "dibao", number: int = 0, *, of: Accepted | None = None, **progress: Any) -> Case:
    head = facts.head(SAID, programme)
    known = {"opinion": facts.proposed(SAID, head), "confirmed": facts.confirmed(head)}
    return case(programme, number, of=of, **{**known, **progress})


def full(programme: str = "dibao") -> Case:
    """A case in which every step was taken."""
    head = facts.head(SAID, programme)
    whole = case(
        programme,
        request=facts.requested(head),
        report=facts.reported(SAID),
        explained=facts.explained(SAID),
        check_told=facts.TOLD,
        kin=facts.kin(SAID),
        visit_prepared=Prepared("2026-10-14", facts.visited(SAID).investigators, facts.HANDLER),
        visits=(replace(facts.visited(SAID), heard=facts.neighbours(SAID)),),
        opinion=facts.proposed(SAID, head),
        notice=facts.POSTED,
        objections=(facts.objection(SAID),),
        settled=(facts.SETTLED,),
        appraisals=(facts.appraised(SAID),),
        deliberated=facts.deliberated(SAID),
        confirmed=facts.confirmed(head),
        deliveries=(facts.delivered(SAID),),
        account=facts.account(head),
        hearing=facts.heard(SAID),
        changes=(facts.changed(SAID), facts.changed(SAID, "phase_out", monthly_fen=20_000)),
        rechecked=facts.rechecked(SAID),
        given=facts.given(SAID),
        emergency_ended=facts.ENDED,
        supplemented=facts.supplemented(SAID),
    )
    mark = SignedOnPaper(facts.MEMBERS[0].id, "window", (facts.BLOB,), facts.DAY, facts.DAY)
    kept = [Filed(slot.value, who, facts.BLOB, "camera", "good", f"{facts.DAY}T01:00:00.000Z") for slot, who in PAGES]
    return replace(whole, filed=tuple(kept), signed_on_paper=(mark,))


PAGES = (
    (Slot.ID_FRONT, facts.MEMBERS[0].id),
    (Slot.SURVEY, ""),
    (Slot.SURVEY, ""),
    (Slot.DELIVERY, ""),
)


def urgent() -> Case:
    """Somebody who was helped before there was an application."""
    begun = Registered(
        "2026-11-24",
        "walk_in",
        Identity("张三"),
        ("linshi_jiuzhu",),
        "渠县青龙镇人民政府",
        "511725123",
        facts.HANDLER,
        phone="13800000009",
        village="青龙村",
        group="3",
    )  # fmt: skip - one field after the other
    return Case(
        household.uid(990),
        "t-0abcde",
        registered=begun,
        urgent=facts.urgent(SAID),
        progress=Progress(given=facts.given(SAID)),
    )
