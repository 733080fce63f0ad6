"""What a page shows of a person's numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import masking


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("511725195003080114", "5117…0114"),
        ("51172519500308011x", "5117…011x"),
        ("511725195003080119", "5117…0119"),  # a digit is wrong: still nearly somebody's
        ("13800000002", "138…0002"),
        ("周桂芳　511725195104090223　13800000002　青龙村3组", "周桂芳　5117…0223　138…0002　青龙村3组"),
        ("手机改成“13900000000”，村改成“石桥村”", "手机改成“139…0000”，村改成“石桥村”"),
        ("6217003810012345678", "6217…5678"),
        ("社保卡6217003810012345678号", "社保卡6217…5678号"),
        ("电话0818-7200000", "电话0818-7200000"),
        ("511725123-20261124-0A-00147-U", "511725123-20261124-0A-00147-U"),
        ("2026-11-24", "2026-11-24"),
        ("12,345,678.00 元", "12,345,678.00 元"),
        ("A4B3PXBULR5C", "A4B3PXBULR5C"),
        ("23800000002", "23800000002"),
        ("张三", "张三"),
        ("", ""),
    ],
)
def test_the_middle_of_a_number_of_a_person_is_left_out_and_nothing_else(text: str, shown: str) -> None:
    assert masking.within(text) == shown
    assert masking.is_masked(text) is (text != shown)


@given(st.text(alphabet="0123456789Xx-张 ，", max_size=60))
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    once = masking.within(text)
    assert masking.within(once) == once


def test_what_is_private_is_left_out_where_it_is_only_shown_and_is_there_when_it_is_wanted() -> None:
    said = f"独居、{masking.private('重残、重病')}，{masking.private('王小宝', '王某')} 13800000002"
    assert masking.within(said) == "独居、…，王某 138…0002"
    assert masking.whole(said) == "独居、重残、重病，王小宝 13800000002"
    assert masking.is_masked(masking.private("病"))
    assert masking.private("") == ""
    assert masking.whole("张三") == "张三"
