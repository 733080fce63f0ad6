"""A made-up household whose papers are made, and one that tries their limits."""

from datetime import date
from uuid import UUID

from app.domain.draft import Answer, Draft, Question, Reply, Trouble
from app.domain.household import Away, Health, Member, Relation, Work
from app.domain.id_number import check_character
from app.domain.income import Expense, ExpenseKind, Income, IncomeKind, Period
from app.domain.office import Office
from app.domain.person import LONG_TERM, Identity

TODAY = date(2026, 10, 12)


def uid(number: int) -> str:
    """Give the UUID of a made-up thing."""
    return str(UUID(int=0x0192_F000_0000_7000_8000_0000_0000_0000 + number))


def id_number(birth: str, sequence: int) -> str:
    """Give a valid number for a made-up person of 渠县."""
    body = f"511725{birth.replace('-', '')}{sequence:03}"
    return body + check_character(body)


def person(name: str, birth: str, sequence: int, address: str = "四川省渠县青龙镇青龙村3组17号") -> Identity:
    """Give what stands on a made-up person's card."""
    sex = "male" if sequence % 2 else "female"
    return Identity(name, sex, "汉", birth, address, id_number(birth, sequence), "渠县公安局", "2016-05-20", LONG_TERM)


def office() -> Office:
    """Give a township that decides itself."""
    return Office("t-0abcde", "511725123", "渠县青龙镇人民政府", "0818-000 0000", "township")


def draft() -> Draft:
    """Give three adults and a child, incomes of every kind, one son away."""
    members = (
        Member(
            uid(1), person("王德贵", "1950-03-08", 11), Relation.SELF.value, health=Health.CHRONIC.value, work="farm"
        ),
        Member(
            uid(2),
            person("王建军", "1978-07-01", 13),
            Relation.SON.value,
            Away.WORK.value,
            "广东",
            "good",
            0,
            0,
            Work.EMPLOYED.value,
        ),
        Member(
            uid(3),
            person("李桂兰", "1955-12-30", 22),
            Relation.SPOUSE.value,
            health="disabled",
            disability_kind=4,
            disability_grade=2,
            work="none",
        ),
        Member(uid(4), person("王雨欣", "2012-09-10", 24), Relation.GRANDDAUGHTER.value, health="good", work="study"),
    )  # fmt: skip - one person is one line
    incomes = (
        Income(uid(20), IncomeKind.WAGE.value, uid(2), "建筑工地零工", 280_000, 0, Period.MONTH.value, "2026-08"),
        Income(uid(21), IncomeKind.BUSINESS.value, uid(1), "种水稻、玉米 3 亩", 520_000, 200_000),
        Income(uid(22), IncomeKind.TRANSFER.value, uid(1), "女儿给的赡养费", 10_000, 0, Period.MONTH.value),
        Income(uid(23), IncomeKind.EXCLUDED.value, uid(3), "残疾人护理补贴", 8_000, 0, Period.MONTH.value),
    )
    return Draft(
        id=uid(100),
        household=uid(101),
        started_at="2026-10-12T01:00:00.000Z",
        officer=uid(102),
        members=members,
        phone="13800000001",
        village="青龙村",
        group="3",
        incomes=incomes,
        expenses=(Expense(uid(30), ExpenseKind.MEDICAL.value, 1_260_000),),
        replies={question.value: Reply(Answer.NO.value) for question in Question}
        | {Question.DEPOSIT.value: Reply(Answer.YES.value, "征地款 6 万元，存在信用社")},
        troubles=(Trouble.ILLNESS.value, Trouble.DISABILITY.value),
    )  # fmt: skip - as the form has them


def large_draft() -> Draft:
    """Give fifteen people with names of 30 characters, and more text than a page holds."""
    name = "买买提江·阿卜杜热合曼·䶮𬱖㛃𠅤·努尔艾合买提江·吐尔逊江阿"[:30]
    address = (
        "四川省达州市渠县青龙镇青龙村移民集中安置小区和平路三百八十八号附十七号"
        "第二十栋三单元二千四百零三号（原龙潭镇石桥村）"
    )
    members = tuple(
        Member(
            uid(number),
            person(f"{name[:-2]}{number:02}", f"{1946 + number * 5}-02-28", 100 + number, address),
            (Relation.SELF if number == 0 else Relation.OTHER_RELATIVE).value,
            Away.WORK.value if number % 2 else "",
            "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒市" if number % 2 else "",
            disability_kind=7,
            disability_grade=1,
            work=Work.CASUAL.value,
        )
        for number in range(15)
    )  # fmt: skip - one person is one block
    incomes = tuple(
        Income(uid(200 + n), kind.value, uid(n % 15), f"第{n}笔：" + "零星收入" * 8, 123_456 + n, n, Period.MONTH.value)
        for n, kind in enumerate(list(IncomeKind) * 6)
    )
    note = "拖拉机一台，2009年买的，已经不能用，停在院坝里；" * 60
    return Draft(
        id=uid(100),
        household=uid(101),
        started_at="2026-10-12T01:00:00.000Z",
        officer=uid(102),
        members=members,
        phone="0818-7654321",
        phone_owner="隔壁邻居买买提江·阿卜杜热合曼",
        village="青龙村",
        group="移民点",
        same_as_hukou=False,
        residence=address,
        incomes=incomes,
        expenses=tuple(Expense(uid(300 + n), kind.value, 99_999_999_99) for n, kind in enumerate(ExpenseKind)),
        replies={question.value: Reply(Answer.YES.value, note) for question in Question},
        troubles=tuple(trouble.value for trouble in Trouble),
    )  # fmt: skip - as the form has them
