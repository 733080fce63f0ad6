import pytest

from app.domain.income import Income


@pytest.mark.parametrize(
    ("income", "per_year", "counted"),
    [
        (Income("1", "wage", "m", amount_fen=960_000), 960_000, 960_000),
        (Income("1", "transfer", "m", amount_fen=10_000, period="month"), 120_000, 120_000),
        (Income("1", "business", "m", amount_fen=520_000, cost_fen=200_000), 320_000, 320_000),
        (Income("1", "business", "m", amount_fen=100, cost_fen=200), 0, 0),
        (Income("1", "excluded", "m", amount_fen=16_300, period="month"), 195_600, 0),
    ],
)
def test_a_line_of_income_is_reckoned_for_a_year(income: Income, per_year: int, counted: int) -> None:
    assert (income.per_year_fen(), income.counted_fen()) == (per_year, counted)
