"""What is asked while aid runs, and in an emergency."""

from typing import Final

from app.domain.case import Case
from app.domain.household import Member, Relation
from app.domain.money import short_yuan
from app.domain.person import Identity
from app.domain.steps.aid import AccountGiven, Changed, ChangeOf, Heard, Payee
from app.domain.steps.people import Died, HouseholdChanged, Turn
from app.domain.steps.relief import Given
from app.domain.urgent import AidWay
from app.ids import uuid7
from app.services import aid_steps, relief_steps
from app.services.intake import Picture
from ui.steps.spec import Ask, Kind, Photo, Place, Said, Spec, Told, say, words
from ui.steps.spec import word as word_of


def _account_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("payee", Kind.ONE, words("payee"), start=Payee.SELF.value, needed=True),
        Ask("holder", start=place.applicant, needed=True, beside=True),
        Ask("bank"),
        Ask("account", needed=True),
        Ask("agreement", shown=lambda told: told.get("payee") != Payee.SELF),
    )


def _account(place: Place, said: Said, picture: Picture | None) -> Case:
    account = AccountGiven(
        given_on="",
        payee=said.text("payee"),
        holder=said.text("holder"),
        bank=said.text("bank"),
        account=said.text("account"),
        by="",
        agreement=said.text("agreement"),
    )
    return aid_steps.give_account(place.desk, place.case.id, account, picture)


def _hear_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("proposed", Kind.ONE, words("lowering"), start=ChangeOf.REDUCE.value, needed=True),
        Ask("facts", needed=True),
        Ask("told_on", Kind.DAY, start=place.today.isoformat(), needed=True, beside=True),
        Ask("held_on", Kind.DAY, start=place.today.isoformat(), needed=True),
        Ask("answer", Kind.ONE, words("answer"), start="objects", needed=True),
        Ask("words_of", shown=lambda told: told.get("answer") != "absent"),
        Ask("present", start=place.applicant),
        Ask("adopted"),
    )


def _hear(place: Place, said: Said, picture: Picture | None) -> Case:
    heard = Heard(
        told_on=said.day("told_on"),
        held_on=said.day("held_on"),
        proposed=said.text("proposed"),
        facts=said.text("facts"),
        answer=said.text("answer"),
        words=said.text("words_of"),
        by="",
        present=said.names("present"),
        adopted=said.text("adopted"),
    )
    return aid_steps.hear(place.desk, place.case.id, heard, (picture,) if picture else ())


def _change_asks(place: Place) -> tuple[Ask, ...]:
    hearing = place.case.progress.hearing

    def has_sum(told: Told) -> bool:
        return told.get("what") != ChangeOf.STOP

    return (
        Ask("what", Kind.ONE, words("change"), start=hearing.proposed if hearing else "", needed=True),
        Ask("cause", Kind.ONE, words("cause"), needed=True),
        Ask("monthly", Kind.MONEY, shown=has_sum, beside=True),
        Ask("from_month"),
        Ask("until_month", shown=lambda told: told.get("what") == ChangeOf.PHASE_OUT),
        Ask("facts", start=hearing.facts if hearing else "", needed=True),
        Ask("article", needed=True),
    )


def _change(place: Place, said: Said, picture: Picture | None) -> Case:
    changed = Changed(
        decided_on="",
        what=said.text("what"),
        cause=said.text("cause"),
        monthly_fen=0 if said.text("what") == ChangeOf.STOP else said.fen("monthly"),
        from_month=said.text("from_month"),
        facts=said.text("facts"),
        article=said.text("article"),
        organ="",
        by="",
        number="",
        until_month=said.text("until_month"),
    )
    return aid_steps.change_aid(place.desk, place.case.id, changed, picture)


def _sum_lines(place: Place) -> tuple[str, ...]:
    progress = place.case.progress
    lines = [say("line.sum", yuan=short_yuan(progress.monthly_fen))]
    if progress.hearing:
        heard = progress.hearing
        lines.append(say("line.heard", day=heard.held_on, words=heard.words or word_of("answer", heard.answer)))
    return tuple(lines)


def _recheck(place: Place, said: Said, _picture: Picture | None) -> Case:
    return aid_steps.recheck(
        place.desk, place.case.id, said.text("found"), unchanged=said.yes("unchanged"), unsteady=said.yes("unsteady")
    )


def _death_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("member", Kind.ONE, place.people, needed=True),
        Ask("died_on", Kind.DAY, needed=True),
        Ask("told_by", needed=True, beside=True),
        Ask("relation"),
    )


def _death(place: Place, said: Said, _picture: Picture | None) -> Case:
    told = Died(
        member=said.text("member"),
        died_on=said.day("died_on"),
        told_on="",
        told_by=said.text("told_by"),
        relation=said.text("relation"),
        change_by_on="",
        by="",
    )
    return aid_steps.record_death(place.desk, place.case.id, told)


def _household_asks(place: Place) -> tuple[Ask, ...]:
    def comes(told: Told) -> bool:
        return told.get("turn") in (Turn.JOINED, Turn.MERGED)

    def goes(told: Told) -> bool:
        return told.get("turn") in (Turn.LEFT, Turn.SPLIT)

    return (
        Ask("turn", Kind.ONE, words("turn"), needed=True),
        Ask("gone", Kind.SOME, place.people, shown=goes),
        Ask("name", shown=comes, beside=True),
        Ask("id_number", shown=comes),
        Ask("birth", Kind.DAY, shown=comes, beside=True),
        Ask("relation_to", Kind.ONE, words("relation"), shown=comes),
        Ask("changed_on", Kind.DAY, start=place.today.isoformat(), needed=True),
        Ask("reason", needed=True),
        Ask("other_case"),
    )


def _household(place: Place, said: Said, _picture: Picture | None) -> Case:
    turn = said.text("turn")
    who = Identity(name=said.text("name"), id_number=said.text("id_number"), birth=said.day("birth"))
    relation = said.text("relation_to") or Relation.OTHER_RELATIVE.value
    comes = turn in (Turn.JOINED, Turn.MERGED) and who.name
    change = HouseholdChanged(
        changed_on=said.day("changed_on"),
        turn=turn,
        reason=said.text("reason"),
        by="",
        gone=said.some("gone") if turn in (Turn.LEFT, Turn.SPLIT) else (),
        joined=(Member(uuid7(), who, relation),) if comes else (),
        other_case=said.text("other_case"),
    )
    return aid_steps.change_household(place.desk, place.case.id, change)


def _move(place: Place, said: Said, _picture: Picture | None) -> Case:
    return aid_steps.move_away(place.desk, place.case.id, said.text("to_office"), said.text("reason"))


# --- emergencies
_NO_FUND: Final = "none"  # not from a 备用金


def _give_asks(place: Place) -> tuple[Ask, ...]:
    urgent, decided = place.case.urgent, place.case.progress.confirmed
    left = decided.once_fen - place.case.progress.given_fen if decided else urgent.amount_fen if urgent else 0
    way = urgent.way if urgent and not decided else AidWay.CARD.value
    funds = place.desk.store.funds()
    boxes = (*((one.id, one.name) for one in funds), (_NO_FUND, say("no_fund")))
    return (
        Ask("way_of_aid", Kind.ONE, words("aid_way"), start=way, needed=True),
        Ask("amount", Kind.MONEY, start=short_yuan(left) if left > 0 else ""),
        Ask("goods", start=urgent.goods if urgent else "", shown=lambda told: told.get("way_of_aid") == AidWay.GOODS),
        Ask(
            "paid_from",
            Kind.ONE,
            boxes,
            start=boxes[0][0],
            shown=lambda told: bool(funds) and told.get("way_of_aid") != AidWay.CARD,
        ),
        Ask("receiver", start=place.applicant, needed=True, beside=True),
        Ask("witness", needed=True),
    )


def _give(place: Place, said: Said, picture: Picture | None) -> Case:
    way, amount_fen, box = said.text("way_of_aid"), said.fen("amount"), said.text("paid_from")
    is_paid = box != _NO_FUND and bool(amount_fen or way == AidWay.CASH)
    handed = Given(
        given_on="",
        way=way,
        receiver=said.text("receiver"),
        witness=said.text("witness"),
        by="",
        amount_fen=amount_fen,
        goods=said.text("goods"),
        fund=box if is_paid else "",
    )
    return relief_steps.give_aid(place.desk, place.case.id, handed, picture)


def _given_lines(place: Place) -> tuple[str, ...]:
    given = relief_steps.given_this_year(place.desk, place.case, place.today.year)
    return (say("line.given", yuan=short_yuan(given)),)


def _end(place: Place, said: Said, _picture: Picture | None) -> Case:
    return relief_steps.end_emergency(place.desk, place.case.id, said.day("ended_on"))


def _supplement(place: Place, said: Said, picture: Picture | None) -> Case:
    papers = (picture,) if picture else ()
    return relief_steps.supplement(place.desk, place.case.id, said.text("explanation"), papers)


def _route_up(place: Place, said: Said, _picture: Picture | None) -> Case:
    return relief_steps.route_up(place.desk, place.case.id, said.fen("amount"), said.text("reason"))


def _recheck_asks(_place: Place) -> tuple[Ask, ...]:
    return (
        Ask("found", needed=True),
        Ask("unchanged", Kind.ONE, words("unchanged"), needed=True),
        Ask("unsteady", Kind.ONE, words("unsteady"), start="no", needed=True),
    )


SPECS: Final = (
    Spec("give_account", _account_asks, _account, Photo.OFFERED),
    Spec("hear", _hear_asks, _hear, Photo.OFFERED, _sum_lines),
    Spec("change_aid", _change_asks, _change, Photo.OFFERED, _sum_lines),
    Spec("recheck", _recheck_asks, _recheck, lines=_sum_lines),
    Spec("record_death", _death_asks, _death),
    Spec("change_household", _household_asks, _household),
    Spec("move_away", lambda _place: (Ask("to_office", needed=True), Ask("reason", needed=True)), _move),
    Spec("give_aid", _give_asks, _give, Photo.OFFERED, _given_lines),
    Spec(
        "end_emergency",
        lambda place: (Ask("ended_on", Kind.DAY, start=place.today.isoformat(), needed=True),),
        _end,
    ),
    Spec("supplement", lambda _place: (Ask("explanation", needed=True),), _supplement, Photo.OFFERED),
    Spec("route_up", lambda _place: (Ask("amount", Kind.MONEY, needed=True), Ask("reason", needed=True)), _route_up),
)
