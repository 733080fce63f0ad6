"""Households of people who do not exist, with everything that stands in their register."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.made_up.people import MadeUp, number, person

HOUSEHOLD_KINDS = ("农业家庭户口", "非农业家庭户口", "家庭户", "居民家庭户口", "农业家庭户", "集体户")
_SHAPES = (
    (("户主", 0),),
    (("户主", 0), ("妻", 2)),
    (("户主", 0), ("妻", 3), ("长子", 25), ("次女", 29)),
    (("户主", 0), ("夫", -2), ("独生子", 26)),
    (("户主", 0), ("子", 24), ("儿媳", 26), ("孙子", 49), ("孙女", 53)),
    (("户主", 0), ("妻", 1), ("母亲", -27), ("长女", 23), ("次子", 28)),
    (("户主", 0), ("女", 22), ("女婿", 20), ("外孙", 46), ("外孙女", 50)),
    (("户主", 0), ("弟", 4), ("父亲", -25)),
)
_MALE = frozenset("夫 子 长子 次子 独生子 孙子 女婿 外孙 弟 父亲".split())  # noqa: SIM905 - words, not commas
_OF_ANOTHER_NAME = frozenset("妻 夫 儿媳 女婿 外孙 外孙女 母亲".split())  # noqa: SIM905 - as above
_EDUCATION = ("小学", "初中", "高中", "中等专科", "大学专科", "大学本科", "文盲或半文盲")
_TRADES = ("粮农", "农民", "务工", "无业", "学生", "个体经营")
_WORKPLACES = ("", "", "渠县青龙镇青龙村", "渠县第三小学", "青龙镇农机站")


@dataclass(frozen=True)
class Member:
    """One person's page of a register."""

    person: MadeUp
    relation: str
    former_name: str = ""
    birth_place: str = ""
    native_place: str = ""
    other_address: str = ""
    religion: str = ""
    height: str = ""
    blood: str = ""
    education: str = ""
    marital: str = ""
    military: str = ""
    workplace: str = ""
    trade: str = ""
    came_to_county: str = ""
    came_here: str = ""
    registered: date = date(2015, 6, 1)


@dataclass(frozen=True)
class Family:
    """A household as its register shows it; the first member is the head."""

    kind: str
    number: str
    address: str
    members: tuple[Member, ...]
    issued: date

    @property
    def head(self) -> MadeUp:
        return self.members[0].person


def family(seed: int) -> Family:
    """Give the made-up household of `seed`, always the same."""
    chance = random.Random(f"family {seed}")
    shape = chance.choice(_SHAPES)
    born = date(chance.randrange(1945, 1974), chance.randrange(1, 13), chance.randrange(1, 29))
    head = _relative(chance, person(70_000 + seed), born, head_sex(shape))
    issued = date(2004, 1, 1) + timedelta(days=chance.randrange(365 * 20))
    members = [_member(chance, head, "户主", issued)]
    for nth, (relation, younger) in enumerate(shape[1:]):
        birth = min(born.replace(year=born.year + younger) + timedelta(days=chance.randrange(300)), date(2025, 1, 1))
        base = replace(person(80_000 + 20 * seed + nth), address=head.address, ethnic=head.ethnic)
        other = _relative(chance, base, birth, "male" if relation in _MALE else "female")
        named = other if relation in _OF_ANOTHER_NAME else replace(other, name=head.name[0] + other.name[1:])
        members.append(_member(chance, named, relation, issued))
    kind, household = chance.choice(HOUSEHOLD_KINDS), f"{chance.randrange(10**8, 10**9)}"
    return Family(kind, household, head.address, tuple(members), issued)


def head_sex(shape: tuple[tuple[str, int], ...]) -> str:
    """A head with a 夫 is a woman."""
    return "female" if "夫" in dict(shape) else "male"


def _relative(chance: random.Random, base: MadeUp, birth: date, sex: str) -> MadeUp:
    sequence = 2 * chance.randrange(1, 499) + (sex == "male")
    area = base.id_number[:6]
    return replace(base, sex=sex, birth=birth, id_number=number(area, birth, sequence))


def _member(chance: random.Random, one: MadeUp, relation: str, issued: date) -> Member:
    age = issued.year - one.birth.year
    return Member(
        person=one,
        relation=relation,
        former_name=one.name[0] + chance.choice(("二娃", "石生", "春花")) if chance.random() < 0.15 else "",
        birth_place="四川省渠县",
        native_place=chance.choice(("四川省渠县", "四川渠县", "四川省达州市渠县")),
        religion="" if chance.random() < 0.8 else "无",
        height=f"{chance.randrange(150, 186)}厘米" if chance.random() < 0.5 else "",
        blood=chance.choice(("", "", "A", "B", "O", "AB", "不明")),
        education=chance.choice(_EDUCATION) if age > 6 else "",
        marital=chance.choice(("已婚", "有配偶", "初婚")) if relation in {"妻", "夫", "儿媳", "女婿"} else "未婚",
        military="" if chance.random() < 0.7 else "未服兵役",
        workplace=chance.choice(_WORKPLACES),
        trade=chance.choice(_TRADES),
        came_here=f"{issued.year}年{issued.month}月{issued.day}日由渠县三汇镇迁来" if chance.random() < 0.3 else "",
        registered=issued,
    )
