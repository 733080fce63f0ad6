"""Cases on their way from acceptance to the money, taken step by step through the services, on days of the past."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.domain.case import Case
from app.domain.programme import Programme
from app.domain.steps.aid import AccountGiven
from app.domain.steps.home_visit import Investigator, Visited
from app.domain.steps.opinion import Opinion
from app.domain.steps.procedure import TOWNSHIP
from app.domain.steps.public_notice import Posted
from app.services import aid_steps, check_steps, decision_steps, intake, notice_steps, visit_steps
from app.services.check_steps import Report
from app.services.decision_steps import Meeting
from app.services.desk import Desk
from app.services.intake import Picture
from app.store.values import Author
from tests.find.whole_desk import application, member

TEAM = (Investigator("周勇", staff=True), Investigator("李支书", staff=False))
PICTURE = Picture(b"a wall", "image/jpeg", b"\xff\xd8 a wall", {}, "good", "file")
PRESENT = ("陈书记", "周勇", "李支书")


def on(desk: Desk, day: date) -> Desk:
    """Give the desk as it stood on a day."""
    at = datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)
    return replace(desk, now=lambda: at)


def ago(desk: Desk, days: int) -> Desk:
    """Give the desk as it stood some days ago."""
    return on(desk, desk.today() - timedelta(days=days))


def as_leader(desk: Desk, officer: str = "01900000-0000-7000-8000-0000000000ff", name: str = "陈书记") -> Desk:
    """Give the desk with a leader at it, who has done nothing in any case."""
    return replace(desk, author=Author(officer, desk.author.grant), officer_name=name, roles=("leader",), book=None)


def confirms_itself(desk: Desk) -> None:
    """Let the township confirm what is accepted from now on."""
    device = desk.device()
    if device.office.confirmer != TOWNSHIP:
        with desk.store.work() as work:
            work.set_device(replace(device, office=replace(device.office, confirmer=TOWNSHIP)))


def accepted(desk: Desk, name: str, nth: int, village: str = "青龙村", group: str = "3") -> Case:
    """Have somebody's application accepted at a township that confirms itself."""
    confirms_itself(desk)
    draft = replace(application(desk, member(name, "1951-04-09", nth), village=village), group=group)
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    return intake.accept(desk, draft).case


def prepared(desk: Desk, case: Case) -> Case:
    """Have the papers of a visit made."""
    return visit_steps.prepare_round(desk, (case.id,), TEAM)[0]


def looked_into(desk: Desk, case: Case, team: tuple[Investigator, ...] = TEAM) -> Case:
    """Have the means checked and the home visited."""
    check_steps.request_check(desk, case.id)
    check_steps.report_check(desk, case.id, Report(desk.today().isoformat(), qualified=True))
    today = desk.today().isoformat()
    seen = Visited(today, "家里", team, (case.applicant,), "和说的一样", True, "", refusal="不识字，口头说的")
    return visit_steps.record_visit(desk, case.id, seen)


def proposed(desk: Desk, case: Case, proposal: str = "grant", fen: int = 31_200, programme: str = "dibao") -> Case:
    """Have an opinion given."""
    granted = proposal == "grant"
    members = tuple(one.id for one in case.members) if granted else ()
    reason = "符合条件" if granted else "每人每月 912 元，超过标准"
    paid = granted and programme not in (Programme.DIBAO_BIANYUAN, Programme.GANGXING_ZHICHU)
    said = Opinion("", programme, proposal, members, reason, "", monthly_fen=fen if paid else 0)
    return decision_steps.give_opinion(desk, case.id, said)


def printed(desk: Desk, *cases: Case) -> tuple[Case, ...]:
    """Have households of a village put on a poster."""
    accepted_as = cases[0].accepted
    village = accepted_as.village if accepted_as else ""
    return notice_steps.make_poster(desk, village, tuple(case.id for case in cases)).cases


def posted(desk: Desk, *cases: Case) -> tuple[Case, ...]:
    """Have a poster made and put up today."""
    made = printed(desk, *cases)
    notice = made[0].progress.notice_made
    assert notice is not None
    said = Posted(desk.today().isoformat(), "", notice.poster, "村务公开栏", "李支书", "")
    return notice_steps.post_notice(desk, tuple(case.id for case in made), said, _photo(notice.poster))


def spoken_of(desk: Desk, *cases: Case, result: str = "grant") -> tuple[Case, ...]:
    """Have a meeting say something about cases."""
    held = Meeting(desk.today().isoformat(), PRESENT, {case.id: result for case in cases}, {}, {})
    return decision_steps.deliberate(desk, held)[1]


def confirmed(desk: Desk, case: Case) -> Case:
    """Have the leader confirm what was proposed."""
    return decision_steps.confirm(as_leader(desk), case.id)


def in_aid(desk: Desk, case: Case, day: date) -> Case:
    """Have a case confirmed on a day, its notice put up eleven days before."""
    before = on(desk, day - timedelta(days=11))
    posted(before, proposed(before, looked_into(before, case)))
    return confirmed(on(desk, day), case)


def with_account(desk: Desk, case: Case, holder: str = "", agreement: str = "") -> Case:
    """Have an account given."""
    account = AccountGiven("", "self" if not agreement else "guardian", holder or case.applicant, "渠县农商行",
                           "6214590000000001234", "", agreement)  # fmt: skip
    return aid_steps.give_account(desk, case.id, account)


def _photo(seed: str) -> Picture:
    chance = Random(seed)
    return replace(PICTURE, original=chance.randbytes(60), archive=b"\xff\xd8" + chance.randbytes(60))
