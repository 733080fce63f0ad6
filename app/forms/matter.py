"""What is applied for, in the words of the papers."""

from collections.abc import Iterable

from app.forms.words import joined, say


def matters(programmes: Iterable[str]) -> str:
    """Give the programmes as one enumeration; one of a newer program by its code."""
    return joined(_matter(programme) for programme in programmes)


def ticked(programmes: Iterable[str]) -> str:
    """Give the programmes as ticked boxes."""
    return "　".join(say("word.ticked", word=_matter(programme)) for programme in programmes)


def _matter(programme: str) -> str:
    try:
        return say(f"application.matter.{programme}")
    except KeyError:
        return programme
