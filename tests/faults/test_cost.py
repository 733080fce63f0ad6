"""Promise 25: encryption is not felt."""

from pathlib import Path

from tests.bench import bench_cipher


def test_a_commit_and_a_point_query_cost_at_most_twice_what_they_would_plain(tmp_path: Path) -> None:
    with bench_cipher.plain_beside_encrypted():
        figures = bench_cipher.stores(tmp_path, turns=3)
    assert float(figures["commit_ratio"]) <= 2
    assert float(figures["point_query_ratio"]) <= 2
    assert (tmp_path / "plain" / "yimen.db").read_bytes().startswith(b"SQLite format 3")
    assert not (tmp_path / "cipher" / "yimen.db").read_bytes().startswith(b"SQLite format 3")
