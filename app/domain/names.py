"""Names as people bear them: with a dot between their parts, long ones, and characters that no keyboard has."""

import re

DOT = "\u00b7"
GETA = "\u3013"  # stands for a character that cannot be typed; its picture is the truth
LONGEST = 30

_HAN = r"\u2e80-\u2fdf\u3007\u3013\u3400-\u9fff\ue000-\ufaff\U00020000-\U0003ffff\U000f0000-\U0010ffff"
_DOTS = "\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65\uff0e."
_DOTTED = re.compile(f"(?<=[{_HAN}])\\s*[{_DOTS}]\\s*(?=[{_HAN}])")
_SPACED = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SHORT = 3  # a booklet spreads such a name over its line: the space in it means nothing


def tidy(written: str) -> str:
    """Give a name as it is stored: every dot, and every space in a longer Chinese name, as U+00B7.

    Names in other letters keep their spaces and dots.
    """
    dotted = _DOTTED.sub(DOT, " ".join(written.split()))
    return _SPACED.sub("" if len(dotted.replace(" ", "")) <= _SHORT else DOT, dotted)


def needs_spelling(name: str) -> bool:
    """Tell whether other programs may have to write the name otherwise: placeholders, own or rare characters, dots."""
    return DOT in name or GETA in name or bool(_PRIVATE.search(name)) or any(ord(one) > 0xFFFF for one in name)  # noqa: PLR2004 - the first plane's end


def doubts(name: str) -> tuple[str, ...]:
    """Give the codes of what deserves a look in a name; nothing of it stops anybody.

    identity.name_long, identity.name_private_use (shown by this machine alone), identity.name_placeholder.
    """
    found = {
        "identity.name_long": len(name) > LONGEST,
        "identity.name_private_use": bool(_PRIVATE.search(name)),
        "identity.name_placeholder": GETA in name,
    }
    return tuple(code for code, is_so in found.items() if is_so)
