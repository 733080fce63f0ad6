"""A page is turned before its text is looked for, when a glance shows that it stands on its side."""

import numpy as np
import pytest

from app.capture.rectify import Flat
from app.capture.upright import read_rows, seems_to_stand
from tests.made_up import documents
from tests.some import some


def _flat(name: str, quarters: int) -> Flat:
    page = documents.draw(name, 3).picture.convert("RGB").resize((1001, 735))
    bgr = np.asarray(page)[:, :, ::-1].copy()
    return Flat(bgr, np.eye(3)).turned(quarters)


@pytest.mark.parametrize("name", some(["hukou_page", "hukou_head", "hukou_notes"]))
@pytest.mark.parametrize("quarters", range(4))
def test_a_page_on_its_side_is_seen_at_a_glance(name: str, quarters: int) -> None:
    assert seems_to_stand(_flat(name, quarters).bgr) is (quarters % 2 == 1)


def test_an_empty_page_does_not_stand() -> None:
    assert not seems_to_stand(np.full((500, 300, 3), 240, np.uint8))
    assert not seems_to_stand(np.full((1, 1, 3), 240, np.uint8))


@pytest.mark.parametrize("quarters", some([1, 2, 3]))
def test_a_turned_page_is_read_from_its_own_top(quarters: int) -> None:
    _, rows = read_rows(_flat("hukou_page", quarters), 736, most=8, more=lambda _text: False)
    assert "常住人口登记卡" in "".join(row.text for row in rows)
