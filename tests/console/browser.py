"""A browser without scripts: it keeps cookies, follows where it is sent, and sends forms as they stand on the page."""

import html
import re
from typing import Any, Self

import httpx

_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_TAG = re.compile(r"<[^>]+>")


class Browser:
    """One officer's browser. `page` is the answer that is shown."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=f"{url}/console", follow_redirects=True, trust_env=False, timeout=30)
        self.page: httpx.Response = httpx.Response(0)

    def close(self) -> None:
        self._http.close()

    def sign_in(self, name: str, password: str, **more: str) -> Self:
        return self.send("/sign-in", {"name": name, "password": password, **more})

    def get(self, path: str, **headers: str) -> Self:
        self.page = self._http.get(path, headers=headers)
        return self

    def send(self, path: str, fields: dict[str, Any], files: Any = None, **headers: str) -> Self:
        """Send a form as it is, without the secret of the session."""
        self.page = self._http.post(path, data=fields, files=files, headers=headers)
        return self

    def post(self, path: str, files: Any = None, /, **fields: Any) -> Self:
        """Send a form of the page that is shown, which carries the secret."""
        return self.send(path, {"csrf": self.csrf, **fields}, files)

    @property
    def csrf(self) -> str:
        """The secret that forms of this session carry."""
        found = _CSRF.search(self.page.text) or _CSRF.search(self.get("/password").page.text)
        assert found, self.page.status_code
        return found[1]

    @property
    def status(self) -> int:
        return self.page.status_code

    @property
    def path(self) -> str:
        """Where the browser has come to."""
        return self.page.url.path.removeprefix("/console")

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return " ".join(html.unescape(_TAG.sub(" ", self.page.text)).split())

    @property
    def cookies(self) -> httpx.Cookies:
        return self._http.cookies

    def history(self) -> list[httpx.Response]:
        """The answers that led to the page."""
        return self.page.history
