"""One word for one thing: the glossary against the code and against its page."""

import re
from pathlib import Path

from app.domain.programme import Programme
from tests.architecture.tree import PRODUCT, sources, text, toml

TERMS = toml("resources/glossary.toml")["term"]


def page() -> str:
    """Give docs/glossary.md as it follows from resources/glossary.toml."""
    head = (
        "# 词汇表 / Glossary\n\n"
        "Made from `resources/glossary.toml`; `tests/architecture/test_glossary.py` holds both together.\n"
        "Proper names of programmes and statuses are written in full pinyin, every other word in plain English.\n\n"
        "| 中文 | in code | kind | meaning | source |\n|---|---|---|---|---|\n"
    )
    rows = [f"| {t['zh']} | `{t['id']}` | {t['kind']} | {t['gloss']} | {t['source']} |\n" for t in TERMS]
    return head + "".join(rows)


def test_every_programme_is_called_by_its_name() -> None:
    assert {programme.value for programme in Programme} - {term["id"] for term in TERMS} == set()


def test_a_name_is_written_in_small_letters_and_underscores() -> None:
    assert [term["id"] for term in TERMS if not re.fullmatch(r"[a-z]+(_[a-z]+)*", term["id"])] == []


def test_no_term_stands_twice() -> None:
    ids = [term["id"] for term in TERMS]
    assert len(ids) == len(set(ids))


def test_no_identifier_uses_a_word_to_avoid() -> None:
    avoided = {word for term in TERMS for word in term["avoid"]}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(avoided)))})\b")
    used = [f"{path}: {found[0]}" for path in sources(*PRODUCT) if (found := pattern.search(text(path)))]
    assert used == []


def test_the_page_is_made_from_the_file() -> None:
    assert text(Path("docs/glossary.md")) == page()
