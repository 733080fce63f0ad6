"""残疾人两项补贴 (国发〔2015〕52号): 困难残疾人生活补贴 and 重度残疾人护理补贴; both may be had together."""

from dataclasses import replace

from app.rules.assessment.finding import Finding, Reason
from app.rules.assessment.ground import Ground
from app.rules.assessment.kleene import every, negated, some
from app.rules.assessment.person import Person, listed

SHENGHUO, HULI = "canji_shenghuo", "canji_huli"
_WIDENED = {"yes": True, "no": False}


def shenghuo(ground: Ground, person: Person, dibao: tuple[Finding, ...], bianyuan: Finding) -> Finding:
    """Give whether a disabled member of a household of 低保, or in 单人保, gets the living subsidy: `dibao` is both."""
    disabled = ground.reason("canji_shenghuo.disability", person.member.disability is not None, name=person.name)
    if not disabled.holds:
        return Finding(SHENGHUO, (disabled,), person.id)
    reasons = (
        disabled,
        _household(ground, person, dibao, bianyuan),
        _not_tekun(ground, SHENGHUO, person),
        *_no_child_aid(ground, person),
    )
    fen = ground.rules.number(SHENGHUO, "standard", "fen")
    return _with_amount(ground, Finding(SHENGHUO, reasons, person.id), fen)


def huli(ground: Ground, person: Person) -> Finding:
    """Give whether a heavily disabled member gets the care subsidy; 3 and 4 of two kinds where the county says so."""
    rule = ground.rules.find(HULI, "disability")
    heavy, wider = None, None
    if rule:
        heavy = listed(person.member.disability, rule.values["disabilities"])
        wider = every((listed(person.member.disability, rule.values["wider"]), _WIDENED.get(rule.values["widened"])))
    disabled = ground.reason("canji_huli.disability", some((heavy, wider)), name=person.name)
    if disabled.holds is False:
        return Finding(HULI, (disabled,), person.id)
    reasons = (
        disabled,
        _not_tekun(ground, HULI, person),
        ground.reason("canji_huli.not_injury", not person.has("work_injury_care"), name=person.name),
    )
    return _with_amount(ground, Finding(HULI, reasons, person.id), _care_fen(ground, person))


def _care_fen(ground: Ground, person: Person) -> int | None:
    """Give the amount by grade, as the county has set it: one for the first, the second, or the wider grades."""
    grade = person.member.disability.grade if person.member.disability else 0
    keys = {1: ("fen",), 2: ("second_fen", "fen")}.get(grade, ("wider_fen", "fen"))
    amounts = (ground.rules.number(HULI, "standard", key) for key in keys)
    return next((fen for fen in amounts if fen is not None), None)


def _household(ground: Ground, person: Person, mine: tuple[Finding, ...], bianyuan: Finding) -> Reason:
    """In 低保 now or by this assessment; in 低保边缘 only where the county has widened it."""
    rule = ground.rules.find(SHENGHUO, "household")
    received = any(ground.receives(one, person.id) for one in ("dibao", "dibao_danren"))
    counted = person.counted is not False
    own = some(one.holds if counted or one.member else False for one in mine)
    wider = every((_WIDENED.get(rule.values["widened"]) if rule else None, bianyuan.holds, counted))
    return ground.reason("canji_shenghuo.household", True if received else some((own, wider)), name=person.name)


def _not_tekun(ground: Ground, programme: str, person: Person) -> Reason:
    return ground.reason(f"{programme}.not_tekun", negated(ground.receives_alone("tekun", person.id)), name=person.name)


def _no_child_aid(ground: Ground, person: Person) -> tuple[Reason, ...]:
    """孤儿 and fully paid 事实无人抚养儿童 have no living subsidy besides."""
    full = ground.receives_alone("shishi_wuren_fuyang", person.id) and not ground.receives("dibao", person.id)
    if not (full or ground.receives_alone("guer", person.id)):
        return ()
    return (ground.reason("canji_shenghuo.not_child_aid", holds=False, name=person.name),)


def _with_amount(ground: Ground, found: Finding, fen: int | None) -> Finding:
    if not found.holds:
        return found
    return replace(found, reasons=(*found.reasons, ground.paid(found.programme, fen)), fen_per_month=fen)
