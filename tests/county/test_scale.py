"""The page on scale shows what the simulation gives, with the figures that stand in it."""

import pytest

from tests.bench import province


@pytest.mark.slow
def test_the_page_shows_what_the_simulation_gives() -> None:
    assert province.table(province.measured()) in province.PAGE.read_text("utf-8"), "python -m tests.bench.province"


def test_the_page_shows_one_scene_as_it_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(province, "SCENES", province.SCENES[4:5])

    *_, line = province.table(province.measured()).splitlines()

    assert line in province.PAGE.read_text("utf-8")


def test_a_province_loses_no_township_and_text_comes_first() -> None:
    scene = province.Scene("two", 2, 20)
    simulated = province.Province(scene, province.measured())

    simulated.run()

    assert (len(simulated.text_s), len(simulated.done_s)) == (province.TOWNSHIPS, province.TOWNSHIPS)
    assert max(simulated.text_s) < min(simulated.done_s)
