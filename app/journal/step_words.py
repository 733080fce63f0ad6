"""What a step's entry tells, in a few words, for the list of what happened: at the window and at the county."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import resources
from app.domain.case import Case
from app.domain.money import short_yuan

Body = Mapping[str, Any]
Tell = Callable[[Case, Body], str]


def say(name: str, /, **facts: object) -> str:
    """Give a text of the steps with its places filled."""
    return resources.text("steps", name, **facts)


def word(group: str, code: str) -> str:
    """Give the word for a stored code of a group; a code of a newer program for itself."""
    return str(resources.texts("steps")["words"].get(group, {}).get(code, code))


def said(case: Case, kind: str, body: Body) -> str | None:
    """Give the words for a step's entry; None for what is no step."""
    tell = _TELL.get(kind)
    return tell(case, body) if tell else None


def _join(*parts: str) -> str:
    return say("comma").join(part for part in parts if part)


def _sum(body: Body) -> str:
    for name in ("monthly", "once"):
        if body.get(f"{name}_fen"):
            return say(f"line.{name}", yuan=short_yuan(int(body[f"{name}_fen"])))
    return ""


def _names(case: Case, ids: tuple[str, ...]) -> str:
    accepted = case.accepted.members if case.accepted else ()
    joined = [member for change in case.progress.household_changes for member in change.joined]
    known = {member.id: member.identity.name for member in (*accepted, *joined)}
    return say("join").join(known.get(one, "") for one in ids)


def _reported(_case: Case, body: Body) -> str:
    doubts = len(body.get("doubts", ()))
    result = word("qualified", "yes" if body.get("qualified") else "no")
    return _join(result, say("line.doubt_count", count=doubts) if doubts else "")


def _explained(case: Case, body: Body) -> str:
    doubts = case.progress.report.doubts if case.progress.report else ()
    about = next((one.text for one in doubts if one.id == body.get("doubt")), "")
    return _join(about, word("verdict", str(body.get("verdict", ""))), str(body.get("note", "")))


def _team(_case: Case, body: Body) -> str:
    return say("join").join(str(one.get("name", "")) for one in body.get("investigators", ()))


def _visited(case: Case, body: Body) -> str:
    return _join(_team(case, body), str(body.get("found", "")))


def _opinion(_case: Case, body: Body) -> str:
    programme, proposal = word("programme", str(body["programme"])), word("proposal", str(body["proposal"]))
    return _join(programme, proposal, _sum(body), str(body["reason"]))


def _confirmed(_case: Case, body: Body) -> str:
    return _join(word("programme", str(body["programme"])), _sum(body))


def _given(_case: Case, body: Body) -> str:
    money = say("line.once", yuan=short_yuan(int(body["amount_fen"]))) if body.get("amount_fen") else ""
    return _join(word("aid_way", str(body["way"])), money, str(body.get("goods", "")), str(body["receiver"]))


def _changed(_case: Case, body: Body) -> str:
    money = say("line.monthly", yuan=short_yuan(int(body["monthly_fen"]))) if body.get("monthly_fen") else ""
    return _join(word("change", str(body["what"])), money, str(body["facts"]))


def _household(case: Case, body: Body) -> str:
    joined = say("join").join(str(one["identity"]["name"]) for one in body.get("joined", ()))
    names = _join(_names(case, tuple(body.get("gone", ()))), joined)
    return _join(word("turn", str(body["turn"])), names, str(body["reason"]))


def _self_care(case: Case, body: Body) -> str:
    unmet = say("join").join(word("ability", one) for one in body.get("unmet", ()))
    return _join(_names(case, (str(body["member"]),)), unmet or say("line.all_able"))


def _amount(_case: Case, body: Body) -> str:
    return _join(say("line.once", yuan=short_yuan(int(body["amount_fen"]))), str(body.get("reason", "")))


def _answered(case: Case, body: Body) -> str:
    """Give the county's answer to a request beyond the cap: nothing at all is its No."""
    if not body["amount_fen"]:
        return _join(word("decision", "refuse"), str(body.get("reference", "")))
    return _amount(case, {**body, "reason": body.get("reference", "")})


def _text(*names: str) -> Tell:
    """Give what joins the named texts of a body."""
    return lambda _case, body: _join(*(str(body.get(name, "")) for name in names))


def _paper_signed(_case: Case, body: Body) -> str:
    place = word("place", str(body.get("place", "")).partition(":")[0])
    facts = {"paper": word("paper", str(body.get("paper", ""))), "name": body.get("name", ""), "place": place}
    facts["way"] = word("signed_by", str(body.get("way", "")))
    if not body.get("reason"):
        return say("line.signed", **facts)
    return say("line.declined", reason=body["reason"], present=say("join").join(body.get("present", ())), **facts)


_TELL: Final[dict[str, Tell]] = {
    "case.paper_signed": _paper_signed,
    "case.check_requested": lambda case, body: _names(case, tuple(body.get("members", ()))),
    "case.check_reported": _reported,
    "case.doubt_explained": _explained,
    "case.check_told": lambda _, body: word("way", str(body["way"])),
    "case.check_objected": _text("content"),
    "case.visit_prepared": _team,
    "case.home_visited": _visited,
    "case.kin_named": _text("official", "relation", "post"),
    "case.county_visited": _text("result"),
    "case.opinion_given": _opinion,
    "case.sent_back": lambda _, body: _join(word("back_to", str(body["to"])), str(body["reason"])),
    "case.notice_made": _text("village"),
    "case.notice_posted": _text("place", "posted_by"),
    "case.objection_raised": _text("name", "content"),
    "case.objection_settled": lambda _, body: _join(word("settling", str(body["way"])), str(body["result"])),
    "case.appraised": _text("opinions"),
    "case.deliberated": lambda _, body: _join(word("agreed", str(body["result"])), str(body.get("note", ""))),
    "case.confirmed": _confirmed,
    "case.not_confirmed": _text("facts", "article"),
    "case.announced": _text("place"),
    "case.delivered": lambda _, body: _join(str(body["recipient"]), word("way", str(body["way"]))),
    "case.account_given": lambda _, body: _join(str(body["holder"]), word("payee", str(body["payee"]))),
    "case.hearing_held": lambda _, body: _join(word("lowering", str(body["proposed"])), str(body["words"])),
    "case.aid_changed": _changed,
    "case.rechecked": _text("found"),
    "case.member_died": lambda case, body: _join(_names(case, (str(body["member"]),)), str(body["died_on"])),
    "case.household_changed": _household,
    "case.moved": _text("to_office", "reason"),
    "case.aid_given": _given,
    "case.emergency_ended": _text("ended_on"),
    "case.papers_supplemented": _text("explanation"),
    "case.routed_up": _amount,
    "case.extended": lambda _, body: _join(word("why_longer", str(body["reason"])), str(body["due_on"])),
    "case.self_care_assessed": _self_care,
    "case.drawn": _text("month"),
    "case.seen_elsewhere": _text("office", "on"),
    "case.elsewhere_settled": lambda _, body: _join(word("elsewhere", str(body["found"])), str(body["note"])),
    "case.cap_lifted": _answered,
    "case.continued": _text("office", "reason"),
    "case.handed_over": _text("office", "reason"),
    "case.sent_after": lambda _, body: say("line.sent_after", count=int(body["carried"])),
}
