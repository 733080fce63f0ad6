"""Made-up households of the low-income register."""

from dataclasses import replace
from typing import Any

from app.domain.low_income import ListedPerson, Listing
from tests.made_up.household import id_number

HEAD = id_number("1960-02-29", 1)
SON = id_number("1985-05-06", 3)
OTHER = id_number("1962-10-05", 2)


def listing(**changes: Any) -> Listing:
    """Give 王德贵 and his son, a dibao household of 青龙村; with other values where they are named."""
    child = ListedPerson("王建军", SON, "20")
    known = Listing("王德贵", HEAD, "青龙村", "3", "13800000001", classes=("dibao",), since="2024-05", members=(child,))
    return replace(known, **changes)


def other(**changes: Any) -> Listing:
    """Give 李桂兰, who lives alone."""
    return replace(Listing("李桂兰", OTHER, "青龙村", "5", classes=("tekun",), flags=("lives_alone",)), **changes)
