"""People who do not exist, with everything that stands on their ID cards."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾"
    "彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛"
    "邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_GIVEN = (
    "德贵建军秀英桂兰淑珍国强志明玉梅丽华春燕小红文斌永福光荣大勇成林素芳翠莲正清"
    "天佑思琪雨欣子涵浩宇启航美玲凤仙兴旺世杰昌盛家和云飞海涛晓东立新长河泽民"
)
_ETHNIC = ("汉", "汉", "汉", "汉", "汉", "汉", "彝", "藏", "羌", "苗", "回", "土家", "蒙古", "维吾尔")
_TOWNS = ("青龙镇", "三汇镇", "临巴镇", "土溪镇", "有庆镇", "静边镇", "清溪场镇", "拱市乡", "渠江街道", "天星街道")
_VILLAGES = ("青龙村", "石桥村", "柏林村", "双河社区", "红星村", "大山村", "长滩村", "龙台村", "凤凰社区", "新坝村")
_LONGEST_DAYS = 365 * 95


@dataclass(frozen=True)
class MadeUp:
    """One made-up person; `valid_to` is a date or None for 长期."""

    name: str
    sex: str
    ethnic: str
    birth: date
    address: str
    id_number: str
    issuer: str
    valid_from: date
    valid_to: date | None


def number(area: str, birth: date, sequence: int) -> str:
    """Give the valid 18-character number for an area, a birth date and a sequence (odd: male)."""
    body = f"{area}{birth:%Y%m%d}{sequence:03d}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def person(seed: int, today: date = date(2026, 11, 24)) -> MadeUp:
    """Give the made-up person of `seed`, always the same."""
    chance = random.Random(seed)
    birth = today - timedelta(days=chance.randrange(365 * 17, _LONGEST_DAYS))
    sequence = chance.randrange(1, 999)
    given = "".join(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2, 2))))
    valid_from, valid_to = _validity(birth, today - timedelta(days=chance.randrange(30, 1500)))
    return MadeUp(
        name=chance.choice(_FAMILY) + given,
        sex="male" if sequence % 2 else "female",
        ethnic=chance.choice(_ETHNIC),
        birth=birth,
        address=_address(chance),
        id_number=number(chance.choice(("511725", "511725", "513030", "511702")), birth, sequence),
        issuer="渠县公安局",
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _address(chance: random.Random) -> str:
    place = f"四川省渠县{chance.choice(_TOWNS)}{chance.choice(_VILLAGES)}"
    if chance.random() < 0.7:
        return f"{place}{chance.randrange(1, 13)}组{chance.randrange(1, 180)}号"
    house, building, stair = chance.randrange(1, 400), chance.randrange(1, 20), chance.randrange(1, 4)
    return f"{place}和平路{house}号{building}栋{stair}单元{chance.randrange(101, 2403)}"


def _validity(birth: date, issued: date) -> tuple[date, date | None]:
    """The law's terms: 5, 10, 20 years or without end, by the age at issue."""
    age = (issued - birth).days / 365.2425
    years = 5 if age < 16 else 10 if age < 26 else 20 if age < 46 else None
    return issued, None if years is None else _years_on(issued, years)


def _years_on(day: date, years: int) -> date:
    """The same calendar day `years` later; a leap day becomes 28 February."""
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
