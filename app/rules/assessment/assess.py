"""One household, all programmes at once: results with reasons, amounts, sources, and what else is open to it."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from app.rules.assessment.bianyuan import bianyuan
from app.rules.assessment.child import guer, shishi
from app.rules.assessment.danren import danren
from app.rules.assessment.dibao import counted, dibao, income_per_head
from app.rules.assessment.disabled import huli, shenghuo
from app.rules.assessment.finding import Finding, Reason, fraction, plain
from app.rules.assessment.gangxing import gangxing
from app.rules.assessment.ground import Ground, Rules
from app.rules.assessment.household import Household
from app.rules.assessment.income import reckon
from app.rules.assessment.linshi import kuaijiu, linshi
from app.rules.assessment.opened import Opened, opened
from app.rules.assessment.person import people
from app.rules.assessment.reading import check
from app.rules.assessment.tekun import tekun
from app.rules.county import Local
from app.rules.pack import pack_id

PROGRAMMES = (
    "dibao",
    "dibao_danren",
    "dibao_bianyuan",
    "gangxing_zhichu",
    "tekun",
    "linshi_jiuzhu",
    "xiaoe_kuaijiu",
    "canji_shenghuo",
    "canji_huli",
    "guer",
    "shishi_wuren_fuyang",
)
_PACKS = (*PROGRAMMES, "place", "opened")


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a household comes to on a day. Amounts are exact fen a month; None where incomes are not known."""

    on: date
    packs: tuple[str, ...]
    members_counted: int
    fen_per_month: Fraction | None
    per_head_fen_per_month: Fraction | None
    findings: tuple[Finding, ...]
    opened: tuple[Opened, ...]


def assess(household: Household, on: date, local: Local | None = None) -> Assessment:
    """Assess a household by the rules of a day, with a county's own over them; Refused where the file cannot be so."""
    check(household, on)
    rules = Rules(on, local)
    ground = Ground(household, rules, people(household, on), reckon(household, rules, "dibao"))
    findings = _findings(ground)
    per_head = income_per_head(ground)
    whole = ground.incomes.a_month(person.id for person in counted(ground))
    return Assessment(
        on=on,
        packs=(*(pack_id(programme) for programme in _PACKS), *((local.id,) if local else ())),
        members_counted=len(counted(ground)),
        fen_per_month=whole.shown if whole else None,
        per_head_fen_per_month=per_head.shown if per_head else None,
        findings=findings,
        opened=opened(ground, findings),
    )


def _findings(ground: Ground) -> tuple[Finding, ...]:
    """Give the findings in the order in which one rests on another, sorted as programmes are listed."""
    own = reckon(ground.household, ground.rules, "tekun")
    children = tuple((guer(ground, person), shishi(ground, person)) for person in ground.people)
    hardship = tuple(tekun(ground, one, own, aids) for one, aids in zip(ground.people, children, strict=True))
    family = dibao(ground, (*hardship, *(one for aids in children for one in aids)))
    border = bianyuan(ground, family)
    classes = (family, border)
    rigid = gangxing(ground, classes, hardship)
    alone = tuple(danren(ground, person, family, (border, rigid)) for person in ground.people)
    subsidies = (
        *(shenghuo(ground, one, (family, mine), border) for one, mine in zip(ground.people, alone, strict=True)),
        *(huli(ground, one) for one in ground.people),
    )
    poor = {one.member for one in hardship if one.holds}
    found = (
        *classes,
        *alone,
        rigid,
        *hardship,
        linshi(ground, (*classes, rigid)),
        kuaijiu(ground),
        *(_beside(ground, one) if one.member in poor and one.holds is not False else one for one in subsidies),
        *(one for aids in children for one in aids),
    )
    order = {programme: place for place, programme in enumerate(PROGRAMMES)}
    return (*sorted(found, key=lambda one: order[one.programme]), *_not_known(ground))


def _beside(ground: Ground, subsidy: Finding) -> Finding:
    """Say with a subsidy for the disabled that it ends where the same person takes 特困 (rule 31)."""
    (person,) = (one for one in ground.people if one.id == subsidy.member)
    said = ground.reason(f"{subsidy.programme}.not_tekun", holds=True, name=person.name)
    return replace(subsidy, reasons=(*subsidy.reasons, replace(said, said="canji.or_tekun")))


def _not_known(ground: Ground) -> tuple[Finding, ...]:
    """Keep and show what is received of a programme that a newer version knows."""
    return tuple(
        Finding(
            one.programme,
            (replace(Reason("programme.unknown", None, value=one.since or None), facts={"programme": one.programme}),),
            one.member,
        )
        for one in ground.household.current or ()
        if one.programme not in PROGRAMMES
    )


def answer(found: Assessment) -> dict[str, Any]:
    """Give an assessment as a JSON document: the answer of ``yimen assess --json``."""
    whole, per_head = found.fen_per_month, found.per_head_fen_per_month
    return {
        "on": found.on.isoformat(),
        "packs": list(found.packs),
        "household": {
            "members_counted": found.members_counted,
            "fen_per_month": None if whole is None else fraction(whole),
            "per_capita_fen_per_month": None if per_head is None else fraction(per_head),
        },
        "findings": [_finding(one) for one in found.findings],
        "referrals": [_referral(one) for one in found.opened],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "programme": one.programme,
        "member": one.member,
        "result": one.result.value,
        "fen_per_month": one.fen_per_month,
        "fen_once": one.fen_once,
        "reasons": [_reason(reason) for reason in one.reasons],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "holds": reason.holds,
        "text": reason.text,
        "source": reason.source,
        "value": plain(reason.value),
        "limit": plain(reason.limit),
    }


def _referral(one: Opened) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "department": one.department,
        "entry": one.entry,
        "members": list(one.members),
        "recognised": list(one.recognised),
        "text": one.text,
        "source": one.source,
    }
