"""What lies on the low-income register of a township, and a list to be brought into it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain.low_income import HouseholdClass, ListedPerson, Listing, Trait
from app.domain.visit import Visitor
from app.services import leads, low_income
from app.services.desk import Desk
from app.services.leads import Sighting
from tests.made_up import household

if TYPE_CHECKING:
    from tests.desk.counter import Counter
    from tests.desk.stocked import Stock

_DOZENS: Final = 60
_HEAD: Final = "户号,村,组,姓名,身份证号,与户主关系,救助类别,情况,起始时间"
_LONG: Final = household.large_draft().applicant.identity.name
_SEEN: Final = "老人一个人，门口堆着没劈的柴，米缸见了底，说儿子三年没有回来过"


def listing(nth: int, name: str = "", village: str = "石桥村") -> Listing:
    """Give a made-up household of two."""
    child = ListedPerson(f"周小{nth}", household.id_number("2012-04-09", nth), "20")
    return Listing(
        name or f"周桂{nth}",
        household.id_number("1951-04-09", nth),
        village,
        str(nth % 9 + 1),
        "13800000001",
        classes=(list(HouseholdClass)[nth % 6].value,),
        flags=(list(Trait)[nth % 7].value,) if nth % 2 else (),
        since="2024-05",
        members=(child,),
    )


def stock(desk: Desk, folder: Path, state: str) -> dict[str, Any]:
    """Fill the register, and give what of it a tour looks at."""
    file = folder / "名单.csv"
    file.write_text("\n".join((_HEAD, *_rows(state))), "utf-8-sig")
    if state == "empty":
        return {"list_file": file}
    is_full = state == "overfull"
    name = _LONG if is_full else ""
    kept = [low_income.add(desk, listing(nth, name)) for nth in range(100, 100 + (_DOZENS if is_full else 6))]
    who = Visitor(name or "张婆婆", village="石桥村", phone="13800000002")
    said = _SEEN * 3 if is_full else _SEEN
    seen = [
        leads.find(desk, Sighting(who, "石桥村5组桥头", said, name or "网格员小李", _today(desk)))
        for _ in range(_DOZENS if is_full else 2)
    ]  # fmt: skip - one line
    return {"list_file": file, "listed": kept[1].id, "lead": seen[0].id}


def _today(desk: Desk) -> str:
    return desk.today().isoformat()


def _rows(state: str) -> list[str]:
    """Give a list with new households, some that changed, one left out, and rows that are wrong."""
    if state == "empty":
        return []
    many = _DOZENS if state == "overfull" else 5
    old = [_row(nth, listing(nth), "特困") for nth in range(101, 101 + many - 1) if nth != 103]
    new = [_row(nth, listing(nth, _LONG if state == "overfull" else "")) for nth in range(300, 300 + many)]
    wrong = [f"w{nth},石桥村,1,李错{nth},5.11725E+17,户主,低保户口,,去年" for nth in range(many)]
    return [*old, *new, *wrong]


def _row(nth: int, one: Listing, of_class: str = "低保") -> str:
    return f"h{nth},{one.village},{one.group},{one.name},{one.id_number},户主,{of_class},独居、重病,2024年5月"


def tour(at: "Counter", lies: "Stock") -> Iterator[str]:
    """Show every page of the register: the list, a household, a list to bring, and who was seen in need."""
    _go(at, "low_income")
    yield "low income"
    at.press("Ins")
    yield "low income new"
    if lies.listed:
        _go(at, "low_income", f"household:{lies.listed}").press("Ctrl N")
        yield "low income one"
    _go(at, "low_income", lies.list_file)
    yield "low income import"
    for key, name in zip("1234", ("new", "changed", "missing", "wrong"), strict=True):
        at.press(key)
        yield f"low income import {name}"
    if lies.listed:
        at.press("F10")
        yield "low income imported"
    _go(at, "lead")
    yield "leads"
    at.press("Ins")
    yield "lead new"
    if lies.lead:
        _go(at, "lead", f"lead:{lies.lead}")
        yield "lead"


def _go(at: "Counter", name: str, *facts: object) -> "Counter":
    at.pages.go(name, *facts)
    return at.settle()
