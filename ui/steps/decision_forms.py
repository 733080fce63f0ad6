"""审核意见, 公示, 异议, 评议, 决定, 公布, 送达, as they are asked."""

from typing import Final

from app.domain.case import Case
from app.domain.programme import Programme
from app.domain.referral import TellingWay
from app.domain.steps.decision import Delivered
from app.domain.steps.opinion import Opinion, Proposal
from app.domain.steps.public_notice import Appraised, Objection, Posted, Purpose, Settled, Voice
from app.errors import Refused
from app.services import decision_steps, notice_steps
from app.services.intake import Picture
from ui.steps import proposal
from ui.steps.spec import Answers, Ask, Kind, Photo, Place, Said, Spec, Told, say, words


def _granted(told: Told) -> bool:
    return told.get("proposal") == Proposal.GRANT


def _once(told: Told) -> bool:
    return _granted(told) and told.get("programme") in (Programme.LINSHI_JIUZHU, Programme.XIAOE_KUAIJIU)


def _monthly(told: Told) -> bool:
    recognised = (Programme.DIBAO_BIANYUAN, Programme.GANGXING_ZHICHU)
    return _granted(told) and not _once(told) and told.get("programme") not in recognised


def _opinion_asks(place: Place) -> tuple[Ask, ...]:
    people, guess = place.people, proposal.guess(place)
    return (
        Ask("programme", Kind.ONE, proposal.programmes(), start=guess.programme, needed=True),
        Ask("proposal", Kind.ONE, words("proposal"), start=guess.proposal, needed=True),
        Ask("members", Kind.SOME, people, start=",".join(code for code, _ in people), shown=_granted),
        Ask("monthly", Kind.MONEY, start=guess.monthly, shown=_monthly, beside=True),
        Ask("tier", shown=_monthly),
        Ask("once", Kind.MONEY, shown=_once),
        Ask("recognised", Kind.ONE, words("recognised"), shown=_once),
        Ask("recognised_number", shown=lambda told: _once(told) and bool(told.get("recognised"))),
        Ask("reason", start=guess.reason, needed=True),
    )


def _opinion(place: Place, said: Said, _picture: Picture | None) -> Case:
    granted = said.text("proposal") == Proposal.GRANT
    guess = proposal.guess(place)
    given = Opinion(
        given_on="",
        programme=said.text("programme"),
        proposal=said.text("proposal"),
        members=said.some("members") if granted else (),
        reason=said.text("reason"),
        by="",
        monthly_fen=said.fen("monthly") if granted else 0,
        once_fen=said.fen("once") if granted else 0,
        tier=said.text("tier"),
        recognised=said.text("recognised"),
        recognised_number=said.text("recognised_number"),
        reckoning=guess.reckoning,
        rules=guess.rules,
    )
    return decision_steps.give_opinion(place.desk, place.case.id, given)


def _send_back(place: Place, said: Said, _picture: Picture | None) -> Case:
    return decision_steps.send_back(place.desk, place.case.id, said.text("to"), said.text("reason"))


# --- the notice
def _make_notice(place: Place, said: Said, _picture: Picture | None) -> Case:
    purpose = Purpose.STOP if place.case.progress.confirmed else Purpose.GRANT
    poster = notice_steps.make_poster(place.desk, said.text("village"), (place.case.id,), purpose)
    return poster.cases[0]


def _village(place: Place) -> str:
    return place.case.accepted.village if place.case.accepted else ""


def _post(place: Place, said: Said, picture: Picture | None) -> Case:
    made = place.case.progress.notice_made
    if made is None:
        raise Refused("notice.not_made")
    if picture is None:
        raise Refused("notice.no_photo")
    posted = Posted(
        posted_on=said.day("posted_on"),
        ends_on="",
        poster=made.poster,
        place=said.text("place"),
        posted_by=said.text("posted_by"),
        by="",
        purpose=made.purpose,
    )
    return notice_steps.post_notice(place.desk, (place.case.id,), posted, picture)[0]


def _take_down(place: Place, _said: Said, picture: Picture | None) -> Case:
    return notice_steps.take_down(place.desk, (place.case.id,), picture)[0]


def _objection_asks(place: Place) -> tuple[Ask, ...]:
    known = place.case.progress.investigators
    own = (place.desk.author.officer, place.desk.officer_name)
    officers = (own, *((slot.officer_id, slot.name) for slot in place.colleagues))
    free = tuple(one for one in officers if one[0] not in known)
    return (
        Ask("voice", Kind.ONE, words("voice"), start=Voice.NOTICE.value, needed=True),
        Ask("content", needed=True),
        Ask("name", beside=True),
        Ask("phone"),
        Ask("received_on", Kind.DAY, start=place.today.isoformat(), needed=True),
        Ask("handler", Kind.ONE, free, start=free[0][0] if free else "", needed=True),
    )


def _object(place: Place, said: Said, _picture: Picture | None) -> Case:
    objection = Objection(
        id="",
        received_on=said.day("received_on"),
        content=said.text("content"),
        handler=said.text("handler"),
        due_on="",
        by="",
        name=said.text("name"),
        phone=said.text("phone"),
        kind=said.text("voice"),
    )
    return notice_steps.raise_objection(place.desk, place.case.id, objection)


def _settle(place: Place, said: Said, _picture: Picture | None) -> Case:
    open_ones = place.case.progress.open_objections
    found = next((one for one in open_ones if one.id == place.about), next(iter(open_ones), None))
    if found is None:
        raise Refused("objection.unknown")
    settled = Settled(found.id, "", said.text("settling"), said.text("result"), "", said.day("feedback_on"))
    return notice_steps.settle_objection(place.desk, place.case.id, settled)


def _objection_lines(place: Place) -> tuple[str, ...]:
    return tuple(
        say("line.objection", day=one.received_on, name=one.name or say("line.nameless"), content=one.content)
        for one in place.case.progress.open_objections
    )


def _appraise_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("held_on", Kind.DAY, start=place.today.isoformat(), needed=True, beside=True),
        Ask("place", needed=True),
        Ask("chair", needed=True, beside=True),
        Ask("recorder", needed=True),
        Ask("reason", needed=True),
        Ask("attended", Kind.COUNT, needed=True, beside=True),
        Ask("votes_for", Kind.COUNT, needed=True),
        Ask("votes_against", Kind.COUNT, beside=True),
        Ask("abstained", Kind.COUNT),
        Ask("withdrew"),
        Ask("opinions"),
    )


def _appraise(place: Place, said: Said, picture: Picture | None) -> Case:
    held = Appraised(
        held_on=said.day("held_on"),
        place=said.text("place"),
        chair=said.text("chair"),
        recorder=said.text("recorder"),
        reason=said.text("reason"),
        present=said.count("attended"),
        votes_for=said.count("votes_for"),
        votes_against=said.count("votes_against"),
        abstained=said.count("abstained"),
        opinions=said.text("opinions"),
        by="",
        withdrew=said.names("withdrew"),
    )
    return notice_steps.appraise(place.desk, place.case.id, held, (picture,) if picture else ())


# --- the decision
def _decide_asks(_place: Place) -> tuple[Ask, ...]:
    def grants(told: Told) -> bool:
        return told.get("decision") == Proposal.GRANT

    def refuses(told: Told) -> bool:
        return told.get("decision") == Proposal.REFUSE

    return (
        Ask("decision", Kind.ONE, words("decision"), needed=True),
        Ask("unsteady", Kind.ONE, words("unsteady"), start="no", shown=grants),
        Ask("facts", shown=refuses),
        Ask("article", shown=refuses),
        Ask("other_aid", shown=refuses),
    )


def _decide(place: Place, said: Said, _picture: Picture | None) -> Case:
    if said.text("decision") == Proposal.GRANT:
        return decision_steps.confirm(place.desk, place.case.id, unsteady=said.yes("unsteady"))
    reasons = decision_steps.Reasons(said.text("facts"), said.text("article"), said.text("other_aid"))
    return decision_steps.not_confirm(place.desk, place.case.id, reasons)


def _in_writing() -> Answers:
    """Give the ways of a letter: what is told by phone was not handed over."""
    return tuple(one for one in words("way") if one[0] != TellingWay.PHONE)


def _announce(place: Place, said: Said, picture: Picture | None) -> Case:
    return decision_steps.announce(place.desk, (place.case.id,), _village(place), said.text("place"), picture)[0]


def _deliver_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("delivered_on", Kind.DAY, start=place.today.isoformat(), needed=True),
        Ask("way", Kind.ONE, _in_writing(), start="window", needed=True),
        Ask("recipient", start=place.applicant, needed=True, beside=True),
        Ask("relation"),
        Ask("note"),
    )


def _deliver(place: Place, said: Said, picture: Picture | None) -> Case:
    progress = place.case.progress
    paper = "not_confirmed" if progress.not_confirmed else "aid_changed" if progress.changes else "confirmed"
    handed = Delivered(
        delivered_on=said.day("delivered_on"),
        paper=paper,
        way=said.text("way"),
        recipient=said.text("recipient"),
        by="",
        relation=said.text("relation"),
        note=said.text("note"),
    )
    return decision_steps.deliver(place.desk, place.case.id, handed, picture)


def _post_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("posted_on", Kind.DAY, start=place.today.isoformat(), needed=True, beside=True),
        Ask("posted_by", needed=True),
        Ask("place", start=say("line.board", village=_village(place)), needed=True),
    )


def _settle_asks(place: Place) -> tuple[Ask, ...]:
    return (
        Ask("settling", Kind.ONE, words("settling"), needed=True),
        Ask("result", needed=True),
        Ask("feedback_on", Kind.DAY, start=place.today.isoformat()),
    )


SPECS: Final = (
    Spec("give_opinion", _opinion_asks, _opinion, lines=proposal.lines),
    Spec(
        "send_back",
        lambda _place: (
            Ask("to", Kind.ONE, words("back_to"), start="opinion", needed=True),
            Ask("reason", needed=True),
        ),
        _send_back,
        lines=proposal.opinion_lines,
    ),
    Spec("make_notice", lambda place: (Ask("village", start=_village(place), needed=True),), _make_notice),
    Spec("post_notice", _post_asks, _post, Photo.NEEDED),
    Spec("take_down", lambda _place: (), _take_down, Photo.OFFERED),
    Spec("raise_objection", _objection_asks, _object),
    Spec("settle_objection", _settle_asks, _settle, lines=_objection_lines),
    Spec("appraise", _appraise_asks, _appraise, Photo.OFFERED),
    Spec("decide", _decide_asks, _decide, lines=proposal.opinion_lines),
    Spec(
        "announce",
        lambda place: (Ask("place", start=say("line.board", village=_village(place)), needed=True),),
        _announce,
        Photo.OFFERED,
    ),
    Spec("deliver", _deliver_asks, _deliver, Photo.OFFERED),
)
