"""Officers of an office and the county's grants under which they act."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an officer does; more roles come with the workflow."""

    WINDOW = "window"  # 经办
    LEADER = "leader"  # 分管领导
    INSPECTOR = "inspector"  # 督查


@dataclass(frozen=True, slots=True)
class Grant:
    """The county's word that an officer may act: `hash` names the entry, dates are ISO, both inclusive."""

    hash: str
    officer: str
    name: str
    roles: tuple[str, ...]
    scope: str
    valid_from: str
    valid_to: str
