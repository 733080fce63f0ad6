"""The pictures that the training township shows are small and say what the demo expects."""

import pytest

import resources
from app.capture import Reader
from tests.made_up.people import MadeUp
from tests.made_up.training import FATHER, SON

_HOME = resources.path("training")


@pytest.mark.parametrize(("name", "person"), [("wang_degui", FATHER), ("wang_jianjun", SON)])
def test_the_shipped_cards_say_who_they_belong_to(reader: Reader, name: str, person: MadeUp) -> None:
    front = reader.read(_HOME / f"{name}_front.jpg")
    values = {field: getattr(person, field) for field in ("name", "sex", "ethnic", "address", "id_number")}
    assert {field: front.fields[field].value for field in values} == values
    assert front.fields["birth"].value == person.birth.isoformat()
    assert front.quality.verdict == "ok"


def test_the_shipped_backs_are_one_without_end_and_one_for_twenty_years(reader: Reader) -> None:
    terms = [reader.read(_HOME / f"{name}_back.jpg").fields for name in ("wang_degui", "wang_jianjun")]
    assert [term["valid_to"].value for term in terms] == ["long_term", "2039-04-09"]
    assert {term["issuer"].value for term in terms} == {"渠县公安局"}


def test_the_shipped_pictures_are_small() -> None:
    assert all(picture.stat().st_size <= 300_000 for picture in _HOME.glob("*.jpg"))
    assert (_HOME / "camera.avi").stat().st_size <= 2_000_000
