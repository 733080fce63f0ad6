"""Pages from templates: everything that is filled in is escaped, and no page may load or send anything elsewhere."""

from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import resources
from app.errors import Refused, Unavailable
from app.version import VERSION
from sync.county.console import words
from sync.county.console.form import Form
from sync.county.console.sessions import Visitor

ROOT: Final = "/console"
_POLICY: Final = "; ".join(
    [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ]
)  # fmt: skip
SAFE_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_PRIVATE: Final = {"Cache-Control": "no-store"}
_NOBODY: Final = Form({}, {})


@dataclass(frozen=True, slots=True)
class Call:
    """A request of an officer who is signed in and may make it; `form` is what was sent with it."""

    request: Request
    visitor: Visitor
    form: Form = _NOBODY

    def part(self, name: str) -> str:
        """Give a part of the address."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """Give a parameter behind the address, empty where there is none; without control characters."""
        return "".join(char for char in self.request.query_params.get(name, "")[:200] if char.isprintable()).strip()

    @property
    def is_part(self) -> bool:
        """Whether only a part of the page is asked for, to be put in its place."""
        return self.request.headers.get("hx-request") == "true"


class Pages:
    """Draws pages. Templates get `t` (a text by name), `word` (a code's word), `me`, and what the page gives."""

    def __init__(self) -> None:
        loader = FileSystemLoader(resources.path("console/templates"))
        self._environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters.update(words.FILTERS)
        self._environment.globals.update(t=words.say, word=words.word, root=ROOT, version=VERSION)

    def show(self, name: str, visitor: Visitor | None, status: int = 200, /, **facts: Any) -> Response:
        """Give a page or a part of one."""
        html = self._environment.get_template(f"{name}.html").render(me=visitor, **({"trouble": ""} | facts))
        return HTMLResponse(html, status, _PRIVATE)

    def refusal(self, error: Refused | Unavailable, visitor: Visitor | None) -> Response:
        """Give the page that says why something was not done."""
        status = 409 if isinstance(error, Refused) else 503
        return self.show("trouble", visitor, status, title=words.say("trouble.title"), text=words.sentence(error))

    def trouble(self, name: str, status: int, visitor: Visitor | None) -> Response:
        """Give the page for what is not here, not allowed or not understood."""
        title, text = words.say(f"trouble.{name}_title"), words.say(f"trouble.{name}")
        return self.show("trouble", visitor, status, title=title, text=text)


def go(path: str) -> Response:
    """Send the browser on to another page of the console."""
    return RedirectResponse(ROOT + path, 303, _PRIVATE)
