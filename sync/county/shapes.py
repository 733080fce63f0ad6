"""The forms of what travels, as JSON Schema: the parts of the API's description that have names of their own."""

from typing import Any, Final

from app.journal.canonical import LARGEST
from app.journal.entry import MAX_PARENTS
from sync.protocol import ASSERTION_TYPE, TOKEN_SECONDS

Shape = dict[str, Any]


def ref(name: str) -> Shape:
    """Point to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(pattern: str = "", **more: Any) -> Shape:
    """Give a text that fits a pattern as a whole."""
    return {"type": "string"} | ({"pattern": f"^{pattern}$"} if pattern else {}) | more


def whole(least: int = 0, most: int = LARGEST) -> Shape:
    """Give a whole number."""
    return {"type": "integer", "minimum": least, "maximum": most}


def members(optional: tuple[str, ...] = (), /, **shapes: Shape) -> Shape:
    """Give an object with these members; others are ignored by whoever reads it."""
    required = [name for name in shapes if name not in optional]
    return {"type": "object", "required": required, "properties": shapes}


def items(shape: Shape, **more: Any) -> Shape:
    """Give a list."""
    return {"type": "array", "items": shape} | more


def pair(first: Shape, second: Shape) -> Shape:
    """Give a list of two."""
    return {"type": "array", "prefixItems": [first, second], "minItems": 2, "maxItems": 2}


UUID: Final = text("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DIGEST: Final = text("[0-9a-f]{64}")
KEY: Final = text("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
SIGNATURE: Final = text("[A-Za-z0-9_-]{85}[AQgw]")
TIME: Final = text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SCOPE: Final = text("(t-[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}|county)")
NUMBER: Final = text("[0-9A-HJKMNP-TV-Z]{2}")
SHORT: Final = text(maxLength=1_000)
_OBJECT: Final[Shape] = {"type": "object"}
_WELL: Final[Shape] = {"enum": ["ok", "failed"]}
_DEVICE_SAYS: Final[dict[str, Shape]] = {
    "device": ref("Uuid"),
    "name": ref("Short"),
    "public_key": ref("Key"),
    "age_recipient": text("age1.*", maxLength=200),
}
_SIGNED: Final[dict[str, Shape]] = {"signature": SHORT, "kid": SHORT}
_STAND: Final[dict[str, Shape]] = {
    "server_epoch": ref("Short"),
    "acked_seq": whole(),
    "orders": items(pair(whole(1), whole(1))),
    "withheld": items(pair(whole(1), {"enum": ["scope", "subject"]})),
}

SHAPES: Final[dict[str, Shape]] = {
    "Uuid": UUID,
    "Digest": DIGEST,
    "Key": KEY | {"description": "32 bytes, base64url without padding."},
    "Signature": SIGNATURE | {"description": "64 bytes, base64url without padding."},
    "Time": TIME,
    "Scope": SCOPE,
    "Short": SHORT,
    "Enrolment": members(**_DEVICE_SAYS, code=ref("Short")),
    "Takeover": members(**_DEVICE_SAYS, replaces=ref("Uuid"), from_seq=whole(1), **_SIGNED),
    "CountyKey": members(
        kid=KEY, public_key=ref("Key"), age_recipient=text("age1.*"), purpose=ref("Short"),
        **{"from": ref("Time"), "to": {"anyOf": [ref("Time"), {"type": "null"}]}},
    ),
    "Enrolled": members(
        device=ref("Uuid"), device_number=NUMBER, scopes=items(ref("Scope")), county_keys=items(ref("CountyKey")),
        server_epoch=ref("Short"), server_time=ref("Time"),
    ),
    "TokenForm": members(
        grant_type={"const": "client_credentials"}, client_assertion_type={"const": ASSERTION_TYPE},
        client_assertion=text(r"[A-Za-z0-9_.-]+"),
    ),
    "Token": members(
        access_token=text(maxLength=64), token_type={"const": "Bearer"}, expires_in=whole(1, TOKEN_SECONDS)
    ),
    "Me": members(
        acked_seq=whole(), head_hash=ref("Digest"), scopes=items(ref("Scope")), server_epoch=ref("Short"), base=whole(),
        epochs=items(pair(ref("Short"), whole())), server_time=ref("Time"), min_client=ref("Short"),
        client_ok={"type": "boolean"}, dictionaries=items(ref("Short")), crate_bytes=whole(),
    ),
    "Entry": members(
        ("salt", "body"), device=ref("Uuid"), seq=whole(1), prev=ref("Digest"),
        parents=items(ref("Digest"), maxItems=MAX_PARENTS, uniqueItems=True), at=ref("Time"),
        clock={"enum": ["ok", "unknown", "suspect"]}, actor=ref("Uuid"), grant=ref("Digest"), scope=ref("Scope"),
        subject=text("[a-z_]+:[A-Za-z0-9._-]{1,100}"), kind=text(r"[a-z_]+(\.[a-z_]+)+", maxLength=64), v=whole(1),
        body_hash=ref("Digest"), hash=ref("Digest"), salt=text("[0-9a-f]{32}"), body=_OBJECT,
    ) | {"additionalProperties": False, "dependentRequired": {"salt": ["body"], "body": ["salt"]}},
    "PushHeader": members(
        device=ref("Uuid"), from_seq=whole(1), count=whole(1, 1_000), head_hash=ref("Digest"), **_SIGNED
    ),
    "RelayHeader": members(device=ref("Uuid"), count=whole(1, 1_000), hash=ref("Digest"), **_SIGNED),
    "PulledLine": {
        "oneOf": [
            members(order=whole(1), received_at=ref("Time"), entry=ref("Entry")),
            members(order=whole(1), device=ref("Uuid"), seq=whole(1)),
        ]
    },
    "OwnLine": {
        "oneOf": [
            members(order=whole(1), received_at=ref("Time"), entry=ref("Entry")),
            members(withheld={"enum": ["scope", "subject"]}, received_at=ref("Time"), entry=ref("Entry")),
        ]
    },
    "Pushed": members(**_STAND),
    "Relayed": members(
        server_epoch=ref("Short"),
        relayed=items({
            "type": "array", "prefixItems": [ref("Uuid"), whole(1), {"enum": ["kept", "known", "refused"]}],
            "minItems": 3, "maxItems": 3,
        }),
    ),
    "Standing": members(
        whole=items(ref("Digest")),
        begun=items(members(sha256=ref("Digest"), upload=text("/v1/uploads/[A-Za-z0-9_-]{1,43}"), offset=whole(1))),
    ),
    "Brought": members(kept=items(ref("Digest")), wrong=items(ref("Digest"))),
    "Checkpoint": members(device=ref("Uuid"), size=whole(1), root=ref("Digest"), at=SHORT, **_SIGNED),
    "Countersigned": members(
        device=ref("Uuid"), size=whole(1), root=ref("Digest"), at=ref("Time"), signature=ref("Signature"), kid=KEY
    ),
    "Health": members(
        status=_WELL, database=_WELL, blobs=_WELL, server_time=ref("Time")
    ),
    "Problem": members(
        ("seq", "acked_seq", "head_hash", "offset", "size", "error", "server_time", "detail", "server_epoch",
         "orders", "withheld"),
        type=text("urn:yimen:problem:[a-z_]+"), title=SHORT, status=whole(400, 599), seq=whole(1),
        head_hash=ref("Digest"), offset=whole(), size=whole(), error=SHORT, server_time=ref("Time"), detail=SHORT,
        **_STAND,
    ),
}  # fmt: skip
