"""Who may do what: one table. Services, steps, pages and commands ask it; nobody else decides.

Where the law speaks: 社会救助法 44 (the county confirms, or the township where the province says so), 50
(first aid at once); 民发〔2021〕57号 11 (kin of an official is put on record), 16 (two people visit a home);
渠委办发〔2022〕26号 3 (the township's fund); 社会救助法 70 and 个人信息保护法 51 (each look at somebody's data is
recorded). That the acceptor, the investigator and the payer of a case do not decide it is asked of the case
(`app.domain.steps`), whoever holds what.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from app.domain.officer import ALONE, GrantState, Role, Standing
from app.errors import Refused


class Act(StrEnum):
    """What can be done at a window, as far as somebody has to be allowed to."""

    SEE = "see"  # 查人、查件、看件
    TAKE_IN = "take_in"  # 登记、受理
    NOTE_LEAD = "note_lead"  # 主动发现
    HANDLE = "handle"  # 收材料、补签、送核对、张榜、变化、转办
    INVESTIGATE = "investigate"  # 入户、核对疑点、评议、异议、复核
    REVIEW = "review"  # 审核意见、延期
    SEND_BACK = "send_back"  # 退回修改
    RESOLVE = "resolve"  # 集体研究
    DECIDE = "decide"  # 确认、不予确认、增减停
    RELEASE = "release"  # 公布、送达
    GIVE = "give"  # 先行救助、发放
    KEEP_FUND = "keep_fund"  # 备用金
    SEE_FUND = "see_fund"  # 看备用金
    PRINT = "print"  # 打印文书
    EXPORT = "export"  # 名册、汇总表导出
    ADOPT_RULES = "adopt_rules"  # 启用标准
    MANAGE_KEYS = "manage_keys"  # 同事的钥匙
    DELEGATE = "delegate"  # 请人代班
    DECLARE = "declare"  # 说明自己是近亲属
    LOOK_AFTER = "look_after"  # 上报、U盘、备份、检查、设置、自己的密码
    KEEP_KEYS = "keep_keys"  # 给同事换密码、移除、恢复单
    SEAL = "seal"  # 签证书、盖章
    INSPECT = "inspect"  # 看留痕
    TAKE_EVIDENCE = "take_evidence"  # 导出留痕、全部记录


_W, _I, _R, _L, _F = Role.WINDOW, Role.INVESTIGATOR, Role.REVIEWER, Role.LEADER, Role.FUND
_IT, _IN = Role.IT, Role.INSPECTOR
TABLE: Final[Mapping[Act, frozenset[Role]]] = {
    Act.SEE: frozenset({_W, _I, _R, _L, _F, _IN}),
    Act.TAKE_IN: frozenset({_W}),
    Act.NOTE_LEAD: frozenset({_W, _I, _R, _L}),
    Act.HANDLE: frozenset({_W, _I, _R}),
    Act.INVESTIGATE: frozenset({_I}),
    Act.REVIEW: frozenset({_R}),
    Act.SEND_BACK: frozenset({_R, _L}),
    Act.RESOLVE: frozenset({_R, _L}),
    Act.DECIDE: frozenset({_L}),
    Act.RELEASE: frozenset({_W, _I, _R}),
    Act.GIVE: frozenset({_W, _F}),
    Act.KEEP_FUND: frozenset({_F}),
    Act.SEE_FUND: frozenset({_W, _R, _L, _F, _IN}),
    Act.PRINT: frozenset({_W, _I, _R, _L, _F}),
    Act.EXPORT: frozenset({_W, _R, _L}),
    Act.ADOPT_RULES: frozenset({_W, _R, _L, _IT}),
    Act.MANAGE_KEYS: frozenset({_W, _L, _IT}),
    Act.DELEGATE: frozenset({_L}),
    Act.DECLARE: frozenset({_W, _I, _R, _L, _F}),
    Act.LOOK_AFTER: frozenset(Role),
    Act.KEEP_KEYS: frozenset({_L, _IT}),
    Act.SEAL: frozenset({_W, _R, _L}),
    Act.INSPECT: frozenset({_IN}),
    Act.TAKE_EVIDENCE: frozenset({_IN}),
}
# What wants the county's word to hold on the day: who decides, pays, lets results or data out, hands duties on.
WEIGHTY: Final = frozenset(
    {Act.RESOLVE, Act.DECIDE, Act.RELEASE, Act.GIVE, Act.KEEP_FUND, Act.EXPORT, Act.DELEGATE, Act.SEAL}
    | {Act.TAKE_EVIDENCE}
)
# What a near relative of the household leaves to others (回避).
NOT_FOR_KIN: Final = frozenset({Act.INVESTIGATE, Act.REVIEW, Act.SEND_BACK, Act.DECIDE})
# What each step of a case is, by the kind of its entry: a near relative is asked for when it is written.
KIN_ASKED: Final[Mapping[str, Act]] = {
    "case.home_visited": Act.INVESTIGATE,
    "case.doubt_explained": Act.INVESTIGATE,
    "case.self_care_assessed": Act.INVESTIGATE,
    "case.appraised": Act.INVESTIGATE,
    "case.objection_settled": Act.INVESTIGATE,
    "case.rechecked": Act.INVESTIGATE,
    "case.opinion_given": Act.REVIEW,
    "case.extended": Act.REVIEW,
    "case.sent_back": Act.SEND_BACK,
    "case.confirmed": Act.DECIDE,
    "case.not_confirmed": Act.DECIDE,
    "case.aid_changed": Act.DECIDE,
}
# Of whom the county has told nothing yet: applications are taken in and looked into all the same.
WITHOUT_GRANT: Final = (Role.WINDOW.value, Role.INVESTIGATOR.value)


def effective(roles: Iterable[str]) -> frozenset[Role]:
    """Give the roles that count: one that stands alone puts all others aside, unknown words give nothing."""
    held = frozenset(Role(one) for one in roles if one in set(Role))
    alone = held & ALONE
    if not alone:
        return held
    return alone if len(alone) == 1 else frozenset()


def holds(roles: Iterable[str], act: Act) -> bool:
    """Tell whether any of the roles may do an act, whatever the county's word says today."""
    return bool(effective(roles) & TABLE[act])


def may(standing: Standing, act: Act) -> bool:
    """Tell whether an officer may do an act."""
    return not _why(standing, act)


def check(standing: Standing, act: Act) -> None:
    """Refuse an act that is not one's own.

    Refused duty.role, decision.no_leader, duty.revoked; duty.expired, duty.unknown for what wants the county's word.
    """
    why = _why(standing, act)
    if why == "role" and act is Act.DECIDE:
        raise Refused("decision.no_leader")
    if why == "role":
        raise Refused("duty.role", act=act.value)
    if why == "revoked":
        raise Refused("duty.revoked")
    if why == "expired":
        raise Refused("duty.expired", until=standing.until)
    if why:
        raise Refused("duty.unknown")


def _why(standing: Standing, act: Act) -> str:
    """Give why an act is not open to an officer; empty where it is."""
    if standing.state is GrantState.REVOKED:
        return "" if act is Act.LOOK_AFTER else "revoked"
    if not holds(standing.roles, act):
        return "role"
    if act in WEIGHTY and not standing.is_valid:
        return standing.state.value
    return ""
