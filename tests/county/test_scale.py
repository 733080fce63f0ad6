"""The page on scale shows what the simulation gives, with the figures that stand in it."""

from tests.bench import province


def test_the_page_shows_what_the_simulation_gives() -> None:
    assert province.table(province.measured()) in province.PAGE.read_text("utf-8"), "python -m tests.bench.province"


def test_a_province_loses_no_township_and_text_comes_first() -> None:
    scene = province.Scene("two", 2, 20)
    simulated = province.Province(scene, province.measured())

    simulated.run()

    assert (len(simulated.text_s), len(simulated.done_s)) == (province.TOWNSHIPS, province.TOWNSHIPS)
    assert max(simulated.text_s) < min(simulated.done_s)
