"""What the QR code of our own papers says: which paper, of which case and member, which page of the set.

``YM1``, one letter for the paper, the case (26 characters of Crockford base-32), the member (26, or none),
page and pages of the set (2 digits each), edition (4), check character. Capitals and digits only, so that the
code stays small. No name and no number of a person: a paper that is lost says nothing.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain import case_number
from app.errors import Refused

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ID_LENGTH = 26
_NUMBER_LENGTH = 22  # of a case number without hyphens and check character
_CUSTOM = 8  # the version of UUIDs that carry something of our own (RFC 9562)
_LOW_BITS, _MIDDLE_BITS = 62, 12


class Paper(StrEnum):
    """The kinds of paper that carry a code, or are noted as printed. Permanent.

    One character where there is a code; two for a list that never comes back.
    """

    APPLICATION = "A"  # 社会救助申请及授权书
    AUTHORISATION = "S"  # 授权与承诺，一人一页
    RECEIPT = "R"  # 受理通知书
    SUPPLEMENT = "K"  # 一次性告知书
    REFUSAL = "N"  # 不予受理通知书
    MANDATE = "M"  # 委托书
    CHANGE = "C"  # 家庭情况变化告知单
    REFERRAL = "T"  # 受理转办单
    URGENT = "U"  # 急难登记
    WITHDRAWAL = "W"  # 撤回申请书
    HANDOVER = "H"  # 村上代交交接单
    REGISTER = "V"  # 来访登记簿
    CHECK_REQUEST = "J"  # 家庭经济状况核对委托书
    CHECK_REPORT = "D"  # 核对报告记录
    CHECK_RESULT = "E"  # 核对结果告知书
    KIN = "X"  # 近亲属备案表
    SURVEY = "I"  # 入户调查表
    TESTIMONY = "L"  # 邻里访问、信函索证记录
    APPRAISAL = "P"  # 民主评议记录
    POSTER = "G"  # 公示单
    OBJECTION = "O"  # 公示异议登记表
    DECISION_SHEET = "Q"  # 审核确认表
    CONFIRMATION = "Y"  # 确认告知书
    NOT_CONFIRMED = "B"  # 不予确认告知书
    RELIEF_SHEET = "F"  # 临时救助审批表
    RELIEF_LATER = "1"  # 先行救助补办说明
    SELF_CARE = "Z"  # 特困人员自理能力评估表
    CARE = "2"  # 照料服务协议
    HEARING = "3"  # 听取意见记录
    AID_CHANGE = "4"  # 增发、减发、停发、渐退告知书
    PHASE_OUT = "5"  # 渐退期审批表
    RECHECK = "6"  # 动态核查表
    DELIVERY = "7"  # 送达回证
    MINUTES = "8"  # 集体研究议程和会议纪要
    INQUIRY = "9"  # 协查函
    ASSESSMENT = "0"  # 救助资格测算单
    ROUTE = "L1"  # 出门包路线单: here and below no code, the paper never comes back to be read
    ROSTER = "L2"  # 发放花名册
    ARCHIVE = "L3"  # 档案目录
    SAMPLE = "L4"  # 抽查记录
    ANNOUNCEMENT = "L5"  # 结果公布名单
    FUND_LEDGER = "L6"  # 备用金台账
    RECOVERY = "L7"  # 恢复单
    ACTS = "J1"  # 留痕记录清单
    SEEN_BY = "J2"  # 谁看过我的材料


OURS = "YM1"  # how every code of ours begins
CODED = tuple(paper for paper in Paper if len(paper) == 1)
_FORM = re.compile(
    rf"YM1([{''.join(CODED)}])([0-7][{_CROCKFORD}]{{25}})([0-7][{_CROCKFORD}]{{25}})?(\d\d)(\d\d)([{_CROCKFORD}]{{4}})[0-9A-Z]",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class FormCode:
    """A page of our own: ids are UUID texts (`member` empty for papers of the whole household).

    `case` is what the paper is about: a case, a change, a referral, or on a blank form its number (`number_of`).
    `page` counts from 1 over the whole set of `pages` (at most 99); `edition` tells texts apart
    that were printed for the same case at different times (`edition_of`).
    """

    paper: str
    case: str
    member: str
    page: int
    pages: int
    edition: str


def edition_of(content: bytes) -> str:
    """Give the 4 characters that stand for a content."""
    number = int.from_bytes(hashlib.sha256(content).digest()[:4], "big")
    return _base32(number, 7)[-4:]


def payload(code: FormCode) -> str:
    """Give what the QR code holds; ValueError for an id that is no UUID or a page out of range."""
    if not 1 <= code.page <= code.pages <= 99:  # noqa: PLR2004 - two digits
        raise ValueError("page")
    member = _packed(code.member) if code.member else ""
    plain = f"YM1{Paper(code.paper)}{_packed(code.case)}{member}{code.page:02}{code.pages:02}{code.edition}"
    if not _FORM.fullmatch(f"{plain}0"):
        raise ValueError("edition")
    return plain + case_number.check_character(plain)


def parse(written: str) -> FormCode:
    """Read what a scanner read; Refused form_code.check when it is not exactly what `payload` makes."""
    found = _FORM.fullmatch(written)
    if not found or case_number.check_character(written[:-1]) != written[-1]:
        raise Refused("form_code.check")
    paper, case, member, page, pages, edition = found.groups()
    if not 1 <= int(page) <= int(pages):
        raise Refused("form_code.check")
    return FormCode(paper, _unpacked(case), _unpacked(member) if member else "", int(page), int(pages), edition)


def subject_of(number: str) -> str:
    """Give a printed number as a UUID, for the code of a blank form that has no case yet.

    Refused case_number.check when it is no number of ours.
    """
    plain = case_number.parse(number).replace("-", "")[:_NUMBER_LENGTH]
    value = int(plain, 36)
    middle = value >> _LOW_BITS & (1 << _MIDDLE_BITS) - 1
    low = value & (1 << _LOW_BITS) - 1
    return str(UUID(int=value >> _LOW_BITS + _MIDDLE_BITS << 80 | _CUSTOM << 76 | middle << 64 | 2 << 62 | low))


def number_of(case: str) -> str:
    """Give the number that a blank form's code carries, with hyphens; empty for the id of a case."""
    found = UUID(case)
    if found.version != _CUSTOM:
        return ""
    low, rest = found.int & (1 << _LOW_BITS) - 1, found.int >> 64
    value = (rest >> 16 << _MIDDLE_BITS | rest & (1 << _MIDDLE_BITS) - 1) << _LOW_BITS | low
    plain = _base36(value)
    return case_number.parse(plain + case_number.check_character(plain)) if len(plain) == _NUMBER_LENGTH else ""


def _base36(value: int) -> str:
    characters = ""
    while value:
        value, digit = divmod(value, 36)
        characters = _ALPHABET[digit] + characters
    return characters.rjust(_NUMBER_LENGTH, "0")


def _packed(uuid: str) -> str:
    if not _UUID.fullmatch(uuid):
        raise ValueError("not a UUID")
    return _base32(UUID(uuid).int, _ID_LENGTH)


def _unpacked(packed: str) -> str:
    number = 0
    for character in packed:
        number = number * 32 + _CROCKFORD.index(character)
    return str(UUID(int=number))


def _base32(number: int, length: int) -> str:
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))
