"""临时救助: 急难型 and 支出型, and 小额快救; all of a year under the household's cap (渠委办发〔2022〕26号 第3项)."""

from dataclasses import dataclass, replace

from app.domain.money import yuan
from app.rules.assessment.finding import Finding, Reason
from app.rules.assessment.gangxing import below_disposable
from app.rules.assessment.ground import Ground, also
from app.rules.assessment.kleene import some

LINSHI, KUAIJIU = "linshi_jiuzhu", "xiaoe_kuaijiu"
_KNOWN_CLASSES = ("dibao", "dibao_danren", "dibao_bianyuan", "gangxing_zhichu", "tekun")


@dataclass(frozen=True, slots=True)
class _Cap:
    """What a household may still have this year: None where nobody has set a cap or said what was received."""

    left_fen: int | None
    whole_fen: int | None


def linshi(ground: Ground, classes: tuple[Finding, ...]) -> Finding:
    """Give whether the household can have 临时救助 now: for an emergency at once, else for its spending."""
    if ground.household.emergency is None:
        return _for_spending(ground, classes)
    needed = ground.household.emergency.fen_needed or 0
    cap = _cap(ground)
    happened = ground.reason("linshi_jiuzhu.emergency", holds=True, value=ground.household.emergency.kind)
    return _paid(ground, LINSHI, (happened, _need(ground, LINSHI, needed)), needed, cap)


def kuaijiu(ground: Ground) -> Finding:
    """Give whether the fast path is open: no check and no notice, at most a monthly standard, counted to the cap."""
    emergency, rule = ground.household.emergency, ground.rules.find(KUAIJIU, "limit")
    if emergency is None or rule is None:
        reason = ground.reason("xiaoe_kuaijiu.emergency", holds=False)
        return Finding(KUAIJIU, (reason,))
    needed, standard = emergency.fen_needed or 0, ground.standard_fen
    happened = ground.reason("xiaoe_kuaijiu.emergency", holds=True, value=emergency.kind)
    reasons = (happened, _need(ground, KUAIJIU, needed))
    if standard is None:
        return Finding(KUAIJIU, (*reasons, ground.reason("xiaoe_kuaijiu.limit", None, needed)))
    people = len(ground.people) if rule.values["per"] == "person" else 1
    limit = standard * rule.values["standards"] * people
    within = ground.reason("xiaoe_kuaijiu.limit", True, min(needed, limit), limit)
    within = also(within, ground.rules.find("dibao", "standard"))
    no_check = ground.reason("xiaoe_kuaijiu.no_check", holds=True)
    return _paid(ground, KUAIJIU, (*reasons, within, no_check), min(needed, limit), _cap(ground))


def _need(ground: Ground, programme: str, needed: int) -> Reason:
    return ground.reason(f"{programme}.need", True if needed else None, needed)


def _cap(ground: Ground) -> _Cap:
    whole, received = ground.rules.number(LINSHI, "cap", "fen_per_year"), ground.household.linshi_received_fen_this_year
    if whole is None or received is None:
        return _Cap(None, whole)
    return _Cap(max(whole - received, 0), whole)


def _paid(ground: Ground, programme: str, reasons: tuple[Reason, ...], needed: int, cap: _Cap) -> Finding:
    """Pay up to the cap at once; what is over it goes to the county's leader, and nobody waits for that."""
    if cap.left_fen is None:
        unknown = replace(ground.reason(f"{programme}.cap", None, needed, cap.whole_fen), said="linshi_jiuzhu.cap")
        return Finding(programme, (*reasons, unknown))
    fen = min(needed, cap.left_fen)
    over = needed - fen
    reason = ground.reason(f"{programme}.cap", None if over else True, needed, cap.left_fen, over=yuan(over))
    said = "linshi_jiuzhu.over_cap" if over else "linshi_jiuzhu.cap"
    return Finding(programme, (*reasons, replace(reason, said=said)), fen_once=fen if needed else None)


def _for_spending(ground: Ground, classes: tuple[Finding, ...]) -> Finding:
    """支出型: unavoidable spending, below last year's local income, property; how much is the county's to say."""
    lines = ground.household.rigid_spending
    spent = sum(line.fen_last_12_months for line in lines or ())
    asked = None if lines is None else bool(spent)
    if asked is False:
        return Finding(LINSHI, (ground.reason("linshi_jiuzhu.emergency", holds=False),))
    spending = ground.reason("linshi_jiuzhu.spending", None, spent if lines is not None else None)
    return Finding(LINSHI, (spending, *_means(ground, classes)))


def _means(ground: Ground, classes: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """Who is recognised already is not asked for means again (社会救助法 42)."""
    if known := next((one for one in _KNOWN_CLASSES if ground.receives(one)), None):
        reason = ground.reason("linshi_jiuzhu.income", holds=True, value=known)
        return (replace(reason, said=f"linshi_jiuzhu.known.{known}"),)
    if some(one.holds for one in classes):
        return (replace(ground.reason("linshi_jiuzhu.income", holds=True), said="linshi_jiuzhu.in_one_case"),)
    owned = ground.owning("linshi_jiuzhu.property", ground.owned.gangxing)
    return below_disposable(ground, "linshi_jiuzhu.income"), owned
