"""The only two errors that a user meets; everything else is a bug and travels untouched."""


class _Coded(Exception):
    """An error with a stable code; its sentence is in resources/texts/zh_CN/errors.toml."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Refused(_Coded):
    """The officer may not do this now; the screen says what to do next. Facts never go to the log."""


class Unavailable(_Coded):
    """The world is not ready (disk, camera, county); nothing is lost and it is tried again."""
