"""Whatever a county may set has its word on the page that shows what a pack changes."""

import resources
from app.rules.local import SCHEMA
from app.services.assessment_words import called
from ui.rules.view import _word

TEXTS = resources.texts("rules")


def test_every_entry_and_key_that_may_be_set_has_its_word() -> None:
    entries = {name for names in SCHEMA.values() for name in names}
    keys = {key for names in SCHEMA.values() for values in names.values() for key in values}
    assert entries - set(TEXTS["entry"]) == set()
    assert {key for key in keys if key not in TEXTS["key"] and key not in ("step", "confirmer", "field")} == set()


def test_every_word_that_may_be_written_is_said_in_chinese() -> None:
    kinds = [kind for names in SCHEMA.values() for values in names.values() for kind in values.values()]
    words = {word for kind in kinds if isinstance(kind, tuple) for word in kind}
    words |= {word for kind in kinds if isinstance(kind, list) and isinstance(kind[0], tuple) for word in kind[0]}
    assert {word for word in words if _word(word) == word} == set()
    assert {programme for programme in SCHEMA if _word(called(programme)) == programme} == set()
