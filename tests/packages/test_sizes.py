"""The table of sizes says what takes the room, and why it is there."""

from sizes import Row, table, why


def test_the_table_counts_what_is_small_together() -> None:
    rows = [Row("large", 2_000_000, "needed"), Row("tiny", 100_000, "too"), Row("dot", 200_000, "too")]
    lines = table(rows, "yimen_1_amd64.deb", 1_500_000).splitlines()
    assert "yimen_1_amd64.deb: 2 MB to fetch, 2 MB installed." in lines[2]
    assert lines[-2:] == ["| large | 2.0 | needed |", "| 2 more | 0.3 | dot, tiny |"]


def test_why_is_our_own_word_or_the_locks() -> None:
    assert why("numpy", "window") == "pictures as numbers"
    assert why("shapely", "window") == "for rapidocr"
