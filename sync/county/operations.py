"""Every call of the API: what it takes, what it answers, with which problems. The one list that the description,
the tests of isolation and the tests of conformance are made from; a route that is not in it fails a test.
"""

from dataclasses import dataclass
from typing import Final

from sync.county.shapes import SCOPE, Shape, items, ref, text, whole
from sync.crate import CRATE_TYPE, MAX_CRATE_BLOBS
from sync.protocol import EPOCH_HEADER, HEAD_HEADER, MAX_BLOB_BYTES, NDJSON, OFFSET_TYPE, TUS_VERSION

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
BYTES: Final = "application/octet-stream"
EVENTS: Final = "text/event-stream"
METRICS: Final = "text/plain"
TEXT: Final[Shape] = {"type": "string"}
BINARY: Final[Shape] = {"type": "string", "format": "binary"}
_BODY: Final = ("malformed", "too_large", "encoding")
_OWN: Final = ("malformed", "not_found", "version")


@dataclass(frozen=True, slots=True)
class Content:
    """A body: its media type, and its shape, or that of its lines (`first` is the shape of the first line)."""

    media_type: str
    shape: Shape
    line: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: what it says in a word, its content (None for no body), and the headers that it always has."""

    says: str
    content: Content | None = None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the path, the query or a header."""

    where: str
    name: str
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One call. `problems` are the codes beside those that every call may be answered with."""

    name: str
    method: str
    path: str
    says: str
    answers: dict[int, Answer]
    problems: tuple[str, ...] = ()
    takes: Content | None = None
    parameters: tuple[Parameter, ...] = ()
    needs_token: bool = True


def _lines(line: str, first: str = "") -> Content:
    return Content(NDJSON, TEXT, line, first)


def _json(name: str) -> Content:
    return Content(JSON, ref(name))


def _query(name: str, shape: Shape) -> Parameter:
    return Parameter("query", name, shape)


_SHA256: Final = Parameter("path", "sha256", ref("Digest"), required=True)
_NAME: Final = Parameter("path", "name", text("[A-Za-z0-9_-]{1,43}"), required=True)
_ANY_NAME: Final = Parameter("path", "name", TEXT, required=True)
_ASKED: Final = Parameter("query", "sha256", items(ref("Digest"), minItems=1, maxItems=MAX_CRATE_BLOBS), required=True)
_TUS: Final = Parameter("header", "Tus-Resumable", {"const": TUS_VERSION}, required=True)
_LENGTH: Final = Parameter("header", "Upload-Length", whole(0, MAX_BLOB_BYTES), required=True)
_METADATA: Final = Parameter(
    "header", "Upload-Metadata", text(r"[ -~]*sha256 [A-Za-z0-9+/]{86}==[ -~]*"), required=True
)
_OFFSET: Final = Parameter("header", "Upload-Offset", whole(0, MAX_BLOB_BYTES), required=True)
_CHECKSUM: Final = Parameter("header", "Upload-Checksum", text("(sha256 [A-Za-z0-9+/]{43}=|sha1 [A-Za-z0-9+/]{27}=)"))
_DICTIONARY: Final = Parameter("path", "id", text("[1-9][0-9]{0,9}"), required=True)
_RANGE: Final = Parameter("header", "Range", text("bytes=[ -~]*"))
_AFTER: Final = _query("after", whole())
_LIMIT: Final = _query("limit", whole(1, 1_000))
_PULL: Final = (_AFTER, _LIMIT, _query("have_seq", whole()), _query("until", whole()), _query("scope", SCOPE))
_SPEAKS: Final = ("Tus-Resumable",)
_BLOB: Final = ("ETag", "Accept-Ranges", "Content-Length", "X-Content-Type-Options")
_OPTIONS: Final = {204: Answer("What is spoken.", None, (*_SPEAKS, "Tus-Version", "Tus-Extension", "Tus-Max-Size"))}
_ENROLLED: Final = {
    201: Answer("Known from now on.", _json("Enrolled")),
    200: Answer("As the first time.", _json("Enrolled")),
}

OPERATIONS: Final = (
    Operation(
        "enrol", "POST", "/v1/enrol", "Become known by a one-time code.", _ENROLLED, (*_BODY, "code", "device"),
        _json("Enrolment"), needs_token=False,
    ),
    Operation(
        "takeOver", "POST", "/v1/devices", "Go on under a new id, by the signature of the old key.", _ENROLLED,
        (*_BODY, "signature", "device", "revoked"), _json("Takeover"), needs_token=False,
    ),
    Operation(
        "token", "POST", "/v1/token", "Exchange an assertion (RFC 7523) for a token.",
        {200: Answer("A token for a quarter of an hour.", _json("Token"), ("Cache-Control",))}, (*_BODY, "client"),
        Content(FORM, ref("TokenForm")), needs_token=False,
    ),
    Operation("me", "GET", "/v1/devices/me", "Where the device stands.", {200: Answer("There.", _json("Me"))}),
    Operation(
        "own", "GET", "/v1/devices/me/journal", "The device's own entries, whole.",
        {200: Answer("Entries by rising seq.", _lines("OwnLine"))}, ("malformed",), parameters=(_AFTER, _LIMIT),
    ),
    Operation(
        "push", "POST", "/v1/journal", "Bring entries of one's own chain.",
        {200: Answer("What became of each.", _json("Pushed"))},
        (*_BODY, "device", "gap", "fork", "chain", "envelope"), _lines("Entry", "PushHeader"),
    ),
    Operation(
        "pull", "GET", "/v1/journal", "Entries of the scopes that the device may read.",
        {200: Answer("Entries by rising order; none is the end.", _lines("PulledLine"), (HEAD_HEADER, EPOCH_HEADER))},
        ("malformed", "scope"), parameters=_PULL,
    ),
    Operation(
        "relay", "POST", "/v1/journal/relay", "Offer entries of others to a county that was restored.",
        {200: Answer("What became of each.", _json("Relayed"))}, (*_BODY, "device", "signature", "envelope"),
        _lines("Entry", "RelayHeader"),
    ),
    Operation(
        "checkpoint", "POST", "/v1/checkpoints", "Have a root countersigned.",
        {200: Answer("The county's signature.", _json("Countersigned"))},
        (*_BODY, "device", "gap", "root", "unsigned"), _json("Checkpoint"),
    ),
    Operation(
        "events", "GET", "/v1/events", "Hear of new heads.", {200: Answer("A stream.", Content(EVENTS, TEXT))}
    ),
    Operation("uploadOptions", "OPTIONS", "/v1/uploads", "What of tus is spoken.", _OPTIONS, needs_token=False),
    Operation(
        "createUpload", "POST", "/v1/uploads", "Begin an upload (tus creation).",
        {201: Answer("Begun.", None, (*_SPEAKS, "Location", "Upload-Expires"))},
        ("malformed", "too_large", "version", "digest"), parameters=(_TUS, _LENGTH, _METADATA),
    ),
    Operation(
        "oneUploadOptions", "OPTIONS", "/v1/uploads/{name}", "What of tus is spoken.", _OPTIONS,
        parameters=(_ANY_NAME,), needs_token=False,
    ),
    Operation(
        "uploadOffset", "HEAD", "/v1/uploads/{name}", "How far an upload has come.",
        {200: Answer("How far.", None, (*_SPEAKS, "Upload-Offset", "Upload-Length", "Upload-Expires"))},
        (*_OWN, "digest"), parameters=(_NAME, _TUS),
    ),
    Operation(
        "appendUpload", "PATCH", "/v1/uploads/{name}", "Send the next bytes.",
        {204: Answer("They are on disk.", None, (*_SPEAKS, "Upload-Offset", "Upload-Expires"))},
        (*_OWN, "offset", "too_large", "encoding", "digest"), Content(OFFSET_TYPE, BINARY),
        (_NAME, _TUS, _OFFSET, _CHECKSUM),
    ),
    Operation(
        "endUpload", "DELETE", "/v1/uploads/{name}", "Give an upload up (tus termination).",
        {204: Answer("It is gone.", None, _SPEAKS)}, (*_OWN, "digest"), parameters=(_NAME, _TUS),
    ),
    Operation(
        "standing", "GET", "/v1/blobs", "What the county has of documents that the device would send.",
        {200: Answer("Those that are whole, and those that were begun.", _json("Standing"))}, ("malformed",),
        parameters=(_ASKED,),
    ),
    Operation(
        "bringCrate", "POST", "/v1/blobs", "Send several small documents at once.",
        {200: Answer("Which of them the county has now.", _json("Brought"))}, ("malformed", "encoding"),
        Content(CRATE_TYPE, BINARY),
    ),
    Operation(
        "hasBlob", "HEAD", "/v1/blobs/{sha256}", "Whether the county has a document.",
        {200: Answer("It has.", None, _BLOB), 304: Answer("As before.")}, ("not_found",), parameters=(_SHA256,),
    ),
    Operation(
        "readBlob", "GET", "/v1/blobs/{sha256}", "A document, whole or one range.",
        {
            200: Answer("All of it.", Content("*/*", BINARY), _BLOB),
            206: Answer("A range.", Content("*/*", BINARY), (*_BLOB, "Content-Range")),
            304: Answer("The same as before."),
        },
        ("not_found", "range"), parameters=(_SHA256, _RANGE),
    ),
    Operation(
        "dictionary", "GET", "/v1/dictionaries/{id}", "A trained dictionary that bodies may be packed with.",
        {200: Answer("Its bytes; they never change.", Content(BYTES, BINARY), ("ETag", "Cache-Control"))},
        ("not_found",), parameters=(_DICTIONARY,),
    ),
    Operation(
        "health", "GET", "/healthz", "Whether the server is well.",
        {200: Answer("It is.", _json("Health")), 503: Answer("It is not.", _json("Health"))}, needs_token=False,
    ),
    Operation(
        "metrics", "GET", "/metrics", "What the server counts, for this machine or with the metrics token.",
        {200: Answer("Prometheus' text form.", Content(METRICS, TEXT))}, ("token",), needs_token=False,
    ),
    Operation(
        "describe", "GET", "/v1/openapi.json", "This description.",
        {200: Answer("OpenAPI 3.1.", Content(JSON, {"type": "object"}))}, needs_token=False,
    ),
)  # fmt: skip
