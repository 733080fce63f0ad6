"""What one picture said: page, kind, quality, barcodes, fields. Values only, nothing heavy is imported."""

from dataclasses import dataclass, field, replace
from typing import Any

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]

KINDS = ("id_front", "id_back", "hukou_head", "hukou_page", "disability_card", "own_form", "other")
DOUBT_BELOW = 0.85
_ARCHIVE, _SEVERAL = "archive", 2
_SIGNATURE = "signature-"


@dataclass(frozen=True, slots=True)
class Field:
    """A value read from the page, how sure that is (0 to 1), and where it stands.

    `box` are four corners in source pixels, clockwise from the text's own top left.
    """

    value: str
    confidence: float
    box: Corners

    @property
    def is_doubtful(self) -> bool:
        """Whether an officer must look at the picture strip before going on."""
        return self.confidence < DOUBT_BELOW


@dataclass(frozen=True, slots=True)
class Barcode:
    """A code on the page; `box` are four corners in source pixels."""

    format: str
    text: str
    box: Corners


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """A place to sign on a form of ours: `box` in source pixels, `picture` a JPEG of it, enlarged.

    `ink` is the part of it that is marked (0 to 1), `signed` a proposal, None where it cannot be told.
    """

    box: Corners
    picture: bytes
    ink: float
    signed: bool | None


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether a page can be used: `verdict` is ok, doubt or bad.

    `cause` (empty when ok) names the worst fault and is also the code of its remedy's sentence
    (resources/texts/zh_CN/capture.toml, [remedy]); `measures` are the numbers behind it.
    """

    verdict: str
    cause: str = ""
    measures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one picture.

    `page` are the document's corners in source pixels (the picture as shown: turned by its EXIF mark), clockwise
    from the document's own top left; None when no page was found. `archive` is the page, rectified, as a JPEG
    without metadata; `strips` are JPEGs of the place of each field, also of fields that could not be read. `items` are
    the readings of all things on the picture, the main one first, where there are several; `outline` is the rim of a
    page whose sides are bent, clockwise from its own top left; `signatures` are the places to sign on a form of ours.
    """

    width: int
    height: int
    page: Corners | None
    kind: str
    quality: Quality
    barcodes: tuple[Barcode, ...] = ()
    fields: dict[str, Field] = field(default_factory=dict)
    archive: bytes = b""
    strips: dict[str, bytes] = field(default_factory=dict)
    picture: str = ""
    items: "tuple[Reading, ...]" = ()
    signatures: tuple[SignaturePlace, ...] = ()
    outline: tuple[Point, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give what `yimen read --json` prints for this picture; `items` has one entry for each thing on it."""
        alone = (self,) if self.page or self.kind != "other" else ()
        return {**_said(self), "items": [_said(item) for item in self.items or alone]}

    def pictures(self) -> dict[str, bytes]:
        """Give the pictures that JSON does not carry, by name; those of further things after their number and a dot."""
        signed = {f"{_SIGNATURE}{nth}": place.picture for nth, place in enumerate(self.signatures)}
        own = {_ARCHIVE: self.archive, **self.strips, **signed}
        others = {
            f"{nth}.{name}": part for nth, item in enumerate(self.items) for name, part in item.pictures().items()
        }
        return own | others


def _said(reading: Reading) -> dict[str, Any]:
    return {
        "picture": reading.picture,
        "width": reading.width,
        "height": reading.height,
        "page": _points(reading.page) if reading.page else None,
        "outline": _points(reading.outline) if reading.outline else None,
        "kind": reading.kind,
        "quality": {
            "verdict": reading.quality.verdict,
            "cause": reading.quality.cause or None,
            **reading.quality.measures,
        },
        "barcodes": [{"format": code.format, "text": code.text, "box": _points(code.box)} for code in reading.barcodes],
        "fields": {
            name: {"value": one.value, "confidence": one.confidence, "box": _points(one.box)}
            for name, one in reading.fields.items()
        },
        "signatures": [
            {"box": _points(place.box), "ink": place.ink, "signed": place.signed} for place in reading.signatures
        ],
    }


def from_json(found: dict[str, Any], pictures: dict[str, bytes], picture: str) -> Reading:
    """Give the reading whose `to_json` is `found`, with its `pictures()`; `picture` is the path it came from."""
    whole = _from_json(found, _of(pictures, ""), picture)
    if len(found["items"]) < _SEVERAL:
        return whole
    items = [_from_json(item, _of(pictures, f"{nth}."), picture) for nth, item in enumerate(found["items"])]
    return replace(whole, items=tuple(items))


def _from_json(found: dict[str, Any], pictures: dict[str, bytes], picture: str) -> Reading:
    quality = dict(found["quality"])
    archive = pictures.pop(_ARCHIVE, b"")
    signatures = tuple(
        SignaturePlace(corners(one["box"]), pictures.pop(f"{_SIGNATURE}{nth}", b""), one["ink"], one["signed"])
        for nth, one in enumerate(found.get("signatures", ()))
    )
    return Reading(
        width=found["width"],
        height=found["height"],
        page=corners(found["page"]) if found["page"] else None,
        kind=found["kind"],
        quality=Quality(quality.pop("verdict"), quality.pop("cause") or "", quality),
        barcodes=tuple(Barcode(code["format"], code["text"], corners(code["box"])) for code in found["barcodes"]),
        fields={
            name: Field(one["value"], one["confidence"], corners(one["box"])) for name, one in found["fields"].items()
        },
        archive=archive,
        strips=pictures,
        picture=picture,
        outline=tuple((float(x), float(y)) for x, y in found["outline"] or ()),
        signatures=signatures,
    )


def _of(pictures: dict[str, bytes], start: str) -> dict[str, bytes]:
    """The pictures of one thing, by their own names."""
    names = {name: name.removeprefix(start) for name in pictures if name.startswith(start)}
    return {own: pictures[name] for name, own in names.items() if "." not in own}


def corners(points: Any) -> Corners:
    """Give four corners from anything that holds four pairs, rounded to a tenth of a pixel."""
    first, second, third, fourth = ((round(float(x), 1), round(float(y), 1)) for x, y in points)
    return (first, second, third, fourth)


def _points(points: tuple[Point, ...]) -> list[list[float]]:
    return [[x, y] for x, y in points]
