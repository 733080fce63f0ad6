"""What pages load: style, script, mark and typeface, all from this server and from nowhere else."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

import resources
from sync.county.console.gate import Gate, Missing

_FILES: Final = {
    "console.css": ("console/static/console.css", "text/css"),
    "console.js": ("console/static/console.js", "text/javascript"),
    "htmx.js": ("console/static/htmx-2.0.11.min.js", "text/javascript"),
    "mark.svg": ("look/mark.svg", "image/svg+xml"),
}
_FONTS: Final = {
    "NotoSansSC-Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
    "NotoSansSC-Medium.ttf": "fonts/NotoSansSC-Medium.ttf",
}
_A_YEAR: Final = "public, max-age=31536000, immutable"
_ASK_EACH_TIME: Final = "no-cache"


class Assets:
    """Files for browsers. They need no session: they tell nothing."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            Route("/static/tokens.css", self._gate.safe(self._tokens), methods=["GET"]),
            Route("/static/{name}", self._gate.safe(self._file), methods=["GET"]),
        ]

    async def _tokens(self, request: Request) -> Response:
        return _answer(request, tokens_css().encode(), "text/css")

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if font := _FONTS.get(name):
            return FileResponse(resources.path(font), media_type="font/ttf", headers={"Cache-Control": _A_YEAR})
        if name not in _FILES:
            raise Missing
        place, kind = _FILES[name]
        return _answer(request, _content(resources.path(place)), kind)


@cache
def tokens_css() -> str:
    """Give the look's tokens as variables, for both themes; what is a paper stays light, and so does print."""
    tokens = tomllib.loads(resources.path("look/tokens.toml").read_text("utf-8"))
    light, dark = (_variables(tokens[theme]) for theme in ("light", "dark"))
    return (
        f":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in colours.items())


@cache
def _content(path: Path) -> bytes:
    return path.read_bytes()


def _answer(request: Request, content: bytes, kind: str) -> Response:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _ASK_EACH_TIME}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=kind)
