from typing import Any

from sqlalchemy import insert

from app.ids import uuid7
from sync.county import schema
from sync.county.embedded import County


def test_an_entry_for_a_scope_that_the_device_may_not_write_is_withheld_and_nothing_behind_it_waits(
    window: Any, county: County
) -> None:
    window.append()
    foreign = window.append(scope="t-000000")
    window.append(scope="county")
    window.append()

    told = window.push().json()

    assert told["acked_seq"] == 4
    assert [seq for seq, _ in told["orders"]] == [1, 4]
    assert told["withheld"] == [[2, "scope"], [3, "scope"]]
    assert county.entries(window.id)[1] == foreign
    assert county.orders(window.id)[2] is None


def test_an_entry_that_leaves_its_subjects_first_scope_is_withheld(window: Any, make_window: Any) -> None:
    subject = f"case:{uuid7()}"
    window.append(subject=subject)
    window.push()
    other = make_window("511799001")
    other.append(subject=subject)
    other.append()

    told = other.push().json()

    assert told["withheld"] == [[1, "subject"]]
    assert [seq for seq, _ in told["orders"]] == [2]


def test_the_first_scope_is_found_inside_one_batch_too(county_of_own: County, make_window: Any) -> None:
    window = two_scopes(county_of_own, make_window)
    first, second = sorted(window.scopes)
    subject = f"case:{uuid7()}"
    window.append(subject=subject, scope=first)
    window.append(subject=subject, scope=second)
    window.append(subject=subject, scope=first)

    told = window.push().json()

    assert told["withheld"] == [[2, "subject"]]


def test_officers_may_be_written_about_in_two_scopes_in_one_batch(county_of_own: County, make_window: Any) -> None:
    window = two_scopes(county_of_own, make_window)
    for scope in sorted(window.scopes):
        window.append(subject="officer:one", scope=scope)

    assert window.push().json()["withheld"] == []


def two_scopes(county: County, make_window: Any) -> Any:
    """Give a window that may write for two offices, as the county can decide."""
    window = make_window("511725001", at=county)
    second = county.enrol_code("511725002").scope
    row = {"device": window.id, "scope": second}
    county.site.database.write(lambda c: c.execute(insert(schema.device_scope).values(row)).rowcount).result()
    window.scopes = {window.scope, second}
    return window


def test_a_withheld_entry_sets_no_first_scope(window: Any, make_window: Any) -> None:
    subject = f"case:{uuid7()}"
    other = make_window("511799002")
    window.append(subject=subject, scope=other.scope)
    assert window.push().json()["withheld"] == [[1, "scope"]]

    other.append(subject=subject)

    assert other.push().json()["withheld"] == []


def test_officers_and_access_belong_to_no_first_scope(window: Any, make_window: Any) -> None:
    other = make_window("511799003")
    for subject in (f"officer:{uuid7()}", f"access:{uuid7()}"):
        window.append(subject=subject)
        other.append(subject=subject)

    assert window.push().json()["withheld"] == []
    assert other.push().json()["withheld"] == []


def test_access_entries_get_an_order_too(window: Any) -> None:
    window.append(kind="access.viewed")

    assert [seq for seq, _ in window.push().json()["orders"]] == [1]


def test_a_repeat_of_a_withheld_entry_is_answered_the_same(window: Any) -> None:
    window.append(scope="t-000000")
    first = window.push().json()

    assert window.push().json() == first


def test_a_released_entry_gets_an_order_and_its_author_learns_it(window: Any, make_window: Any, county: County) -> None:
    other = make_window("511799004")
    window.append(scope=other.scope)
    window.push()

    order = county.release(window.id, 1)

    assert {"order": order, "device": window.id, "seq": 1} in window.pull(have_seq=1)
    assert window.push().json()["orders"] == [[1, order]]
    assert order in [line["order"] for line in other.pull()]
    assert window.call("GET", "/v1/journal").headers["yimen-head"] == str(order)


def test_a_released_entry_sets_the_first_scope(window: Any, make_window: Any, county: County) -> None:
    subject = f"case:{uuid7()}"
    other = make_window("511799005")
    window.append(scope=other.scope, subject=subject)
    window.push()
    county.release(window.id, 1)

    window.append(subject=subject)

    assert window.push().json()["withheld"] == [[2, "subject"]]


def test_a_released_access_entry_is_not_pulled_either(window: Any, county: County) -> None:
    window.append(scope="county", kind="access.viewed")
    window.push()

    order = county.release(window.id, 1)

    assert order not in [line["order"] for line in window.pull(have_seq=1)]
    assert window.push().json()["orders"] == [[1, order]]


def test_there_is_nothing_to_release_where_nothing_is_withheld(window: Any, county: County) -> None:
    window.append()
    window.push()

    assert county.release(window.id, 1) is None
    assert county.release(window.id, 2) is None
