"""A folder into which another program puts its pictures."""

from pathlib import Path

from app.errors import Unavailable

_ENDINGS = {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"}


class Folder:
    """Watches a folder for new pictures. Those that lie there already are none."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._known = set(self._sizes())
        self._growing: dict[Path, int] = {}

    def new(self) -> Path | None:
        """Give the next new picture that is wholly there (its size did not change since the last call), or None.

        Unavailable folder.gone.
        """
        sizes = {path: size for path, size in self._sizes().items() if path not in self._known}
        ready = [path for path, size in sizes.items() if size > 0 and self._growing.get(path) == size]
        self._growing = sizes
        if not ready:
            return None
        first = min(ready)
        self._known.add(first)
        return first

    def _sizes(self) -> dict[Path, int]:
        """Sizes of all pictures; one that disappears meanwhile is left out."""
        sizes = {}
        try:
            for path in self._place.iterdir():
                if path.suffix.lower() in _ENDINGS and path.is_file():
                    sizes[path] = path.stat().st_size
        except FileNotFoundError as error:
            if self._place.is_dir():
                return sizes
            raise Unavailable("folder.gone") from error
        except OSError as error:
            raise Unavailable("folder.gone") from error
        return sizes
