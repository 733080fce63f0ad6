"""The townships that this release knows, by name and by division code."""

import tomllib
from dataclasses import dataclass
from functools import cache

import resources

CODE_LENGTH = 9


@dataclass(frozen=True)
class Place:
    """A township: its 9-digit code, its name, and its county's name."""

    code: str
    name: str
    county: str


@cache
def places() -> tuple[Place, ...]:
    """Give all townships that are known, by code."""
    found = []
    for file in sorted(resources.path("divisions").glob("*.toml")):
        county = tomllib.loads(file.read_text("utf-8"))
        found += [Place(code, name, county["name"]) for code, name in county["township"].items()]
    return tuple(found)


def place_of(written: str) -> Place | None:
    """Give the township of a name or code as typed; a well-formed code that is not known has no names."""
    plain = written.strip()
    for place in places():
        if plain in {place.name, place.code, place.county + place.name}:
            return place
    if len(plain) == CODE_LENGTH and plain.isascii() and plain.isdigit():
        return Place(plain, "", "")
    return None
