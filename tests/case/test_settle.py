"""Two windows that did not know of each other corrected the same case: both texts are shown, one key takes either."""

import pytest

from app.domain.case import Case
from app.domain.fact import Fact
from app.services import afterwards
from tests.find.whole_desk import WholeDesk, accepted, member
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, open_store
from ui.case.sheets import SettleSheet
from ui.case.window import CasePage


def disputed(at_desk: WholeDesk) -> Case:
    """Give a case of which another window changed telephone and village, and this one the telephone."""
    desk = at_desk.desk
    case = accepted(desk, member("王明德"))
    county = Exchange()
    (desk.data / "other").mkdir()
    elsewhere = open_store(desk.data / "other", device=other_device())
    county.sync(desk.store, elsewhere)
    with elsewhere.work(AUTHOR) as work:
        fields = {"phone": "13900000000", "village": "石桥村"}
        work.append([Fact(f"case:{case.id}", "case.corrected", 1, {"fields": fields, "reason": "他打电话来说的"})])
    afterwards.correct(desk, case.id, {"phone": "13700000000"}, "他来说的")
    county.sync(desk.store, elsewhere)
    county.sync(elsewhere, desk.store)
    elsewhere.close()
    found = desk.store.case(case.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("key", "phone", "village"), [("1", "13700000000", "青龙村"), ("2", "13900000000", "石桥村")])
def test_one_key_takes_either_text(at_desk: WholeDesk, key: str, phone: str, village: str) -> None:
    case = disputed(at_desk)
    assert [conflict.settled for conflict in case.conflicts] == [False]
    at_desk.pages.show_case(case.id)
    page = at_desk.wait().shown(CasePage)
    assert page.dispute.text == "两台电脑同时改了这一件，有 1 处要定一个。"
    at_desk.press("7")
    sheet = at_desk.shown(SettleSheet)
    assert sheet is not None
    at_desk.press(key)
    done = at_desk.desk.store.case(case.id)
    assert done is not None
    assert done.accepted is not None
    assert (done.accepted.phone, done.accepted.village) == (phone, village)
    assert [conflict.settled for conflict in done.conflicts] == [True]
    assert (at_desk.shown(SettleSheet), page.dispute.text, page.acts["settle"].isVisible()) == (None, "", False)
