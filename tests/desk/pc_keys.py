"""The page of the keys for one who may only change their own, and for a leader with much to do; and its sheets."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.services.officer_keys import PcKeys
from app.vault.keys import SlotInfo
from app.vault.recovery import Recovery
from tests.desk.counter import Counter
from ui.pc_keys.act import Act
from ui.pc_keys.sheet import ActSheet
from ui.pc_keys.view import make_view, removal_text, say
from ui.pc_keys.window import PcKeysPage
from ui.unlock.window import UnlockPage

SINCE: Final = "2026-03-02T01:00:00.000Z"
COUNTY: Final = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kgm4qhrusw7fz5l"
OFFICERS: Final = (
    SlotInfo("1", "李红", "leader", SINCE),
    SlotInfo("2", "陈素华", "window", SINCE, token="飞天 ePass 0042", token_to="2027-03-01T00:00:00.000Z"),
    SlotInfo("3", "赵勇", "window", "", is_old=True),
    SlotInfo("4", "古丽巴哈尔·阿不都热依木江", "window", SINCE, has_password=False),
)
LEADER: Final = PcKeys(OFFICERS, Recovery("age-x25519", COUNTY, "x", SINCE), COUNTY, 2, SINCE, "1", may_manage=True)


def at_the_door(at: Counter) -> Iterator[str]:
    """Show the door of who has a UKey, and the county's way in, with and without a key file that can be read."""
    door, page = at.program.unlock, at.program.window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    people = tuple(replace(one, token=True) for one in door.view.people)
    page.draw(replace(door.view, people=people, by_token=True))
    at.settle()
    yield "unlock ukey"
    page.draw(door.view)
    for act in (
        door.recovering(),
        Act("rebuild", say("rebuild.text"), ("sheet", "key", "name", "password", "again"), ""),
    ):
        ActSheet(at.program.window, act, reads="key").show_sheet()
        at.settle()
        yield f"unlock {act.name}"
        at.press("Esc")


def pages(at: Counter) -> Iterator[str]:
    """Show the page, and each sheet over it."""
    at.pages.go("pc_keys")
    at.settle()
    yield "pc_keys"
    for key, name in (("F6", "own"), ("F8", "token")):
        at.press(key)
        yield f"pc_keys {name}"
        at.press("Esc")
    page = at.program.window.findChild(PcKeysPage)
    assert isinstance(page, PcKeysPage)
    page.rows.blockSignals(True)  # another current row would have the model draw what is really there
    page.draw(make_view(LEADER, "2", at.desk.now()))
    at.settle()
    yield "pc_keys leader"
    for act in _acts():
        ActSheet(page.window(), act).show_sheet()
        at.settle()
        yield f"pc_keys {act.name}"
        at.press("Esc")
    at.press("Esc")


def _acts() -> tuple[Act, ...]:
    remove = Act("remove", removal_text(LEADER, OFFICERS[3]), ("own",), "")
    remove.danger = True
    return Act("give", say("give.token_text", name=OFFICERS[3].name), ("password", "again", "own"), ""), remove
