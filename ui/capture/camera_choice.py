"""Which camera looks at the documents and which at the applicant, how it stands, and what is set by hand."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal

from app import settings
from app.errors import Refused, Unavailable
from app.settings import Settings
from ui.cameras import DOCUMENT, SECOND, as_words, cameras_of, choice_of, held_of
from ui.capture.model import CaptureModel, CaptureView
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.capture.controls import Control
    from app.capture.device import Device

NONE = ""
ROLES = (DOCUMENT, SECOND)
_STEPS = 20
_PREFIX = {DOCUMENT: "camera", SECOND: "second_camera"}


@runtime_checkable
class Adjustable(Protocol):
    """A camera whose controls can be set: `app.capture.camera.Camera`."""

    def controls(self) -> "tuple[Control, ...]":
        """Give what the driver lets be set; Unavailable camera.*."""

    def control(self, name: str, value: float | None) -> "Control":
        """Set a control, None leaves it to the camera; Refused camera.no_control, Unavailable camera.*."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A camera that is there; `key` is what it is chosen by, `is_used` whether it is the one of this role."""

    key: str
    name: str
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """What can be chosen for `role`; `looking` while the system is asked what there is.

    `controls` are those that the driver has, `sound` whether a picture that was taken is heard.
    """

    role: str = DOCUMENT
    offers: tuple[Offer, ...] = ()
    looking: bool = False
    turn: int = 0
    controls: "tuple[Control, ...]" = ()
    sound: bool = True
    wrong: str = ""


class CameraChoice(QObject):
    """Lists cameras, shows what the chosen one sees, and keeps what is chosen. `shown(ChoiceView)`.

    `capture` runs meanwhile and takes no picture by itself; `changed(Settings)` for whoever has a camera of their own.
    """

    shown = Signal(object)
    changed = Signal(object)

    def __init__(
        self, jobs: Jobs, problems: Problems, data: Path, find: "Callable[[], tuple[Device, ...]] | None" = None
    ) -> None:
        super().__init__()
        self._jobs, self._problems, self._data, self._find = jobs, problems, data, find or _devices
        self._found: tuple[Device, ...] = ()
        self._known = settings.load(data)
        self._asked = False
        self.capture = CaptureModel(jobs, problems)
        self.capture.take_by_itself(on=False)
        self.capture.shown.connect(self._is_shown)
        self._view = ChoiceView(sound=self._known.shutter_sound)

    @property
    def view(self) -> ChoiceView:
        """What can be chosen now."""
        return self._view

    def open(self) -> None:
        """Look what there is, and look through the camera of the role."""
        self._equip()
        self.capture.start()
        self.look()

    def close(self) -> None:
        """Let the camera go."""
        self.capture.stop()

    def look(self) -> None:
        """Ask the system which cameras there are (seconds, where each has to be tried)."""
        self._change(looking=True)
        self._jobs.run(self._find, done=self._is_found, failed=self._is_wrong, lane=FREE)

    def use(self, role: str) -> None:
        """Choose for another role from now on."""
        self._view = replace(self._view, role=role, controls=())
        self._equip()
        self.capture.start()
        self._change()

    def choose(self, key: str) -> None:
        """Take a camera for the role; `NONE` for no second one."""
        device = next((one for one in self._found if _key(one) == key), None)
        if device is None and key != NONE:
            return
        number, identity = (str(device.index), device.identity) if device else ("", "")
        self._keep(number=number, identity=identity, turn=0, held="")

    def turn(self) -> None:
        """Turn the pictures of this camera clockwise by a quarter."""
        self._keep(turn=(choice_of(self._known, self._view.role).turn + 1) % 4)

    def adjust(self, name: str, steps: int | None) -> None:
        """Set a control up or down by some steps, or, with None, leave it to the camera."""
        camera: object = self.capture.camera
        now = next((one for one in self._view.controls if one.name == name), None)
        if now is None or not isinstance(camera, Adjustable):
            return
        value = None if steps is None else _stepped(now, steps)
        self._jobs.run(partial(camera.control, name, value), done=self._is_set, failed=self._is_wrong, lane=FREE)

    def hear(self, *, on: bool) -> None:
        """Have a picture that was taken heard, or not."""
        self._remember(shutter_sound=on)

    # --- within
    def _keep(self, **what: object) -> None:
        prefix = _PREFIX[self._view.role]
        self._remember(**{prefix if name == "number" else f"{prefix}_{name}": value for name, value in what.items()})

    def _remember(self, **changes: object) -> None:
        self._jobs.run(lambda: settings.remember(self._data, **changes), done=self._is_kept, failed=self._is_wrong)

    def _is_kept(self, known: Settings) -> None:
        before, self._known = self._known, known
        role = self._view.role
        if choice_of(before, role) != choice_of(known, role) and not self._only_held(before, known):
            self._equip()
            self.capture.start()
        self._change(wrong="")
        self.changed.emit(known)

    def _only_held(self, before: Settings, known: Settings) -> bool:
        """Tell whether only a control was set: the camera has it already and stays open."""
        role = self._view.role
        return replace(choice_of(before, role), held="") == replace(choice_of(known, role), held="")

    def _equip(self) -> None:
        """Look through the camera of the role alone."""
        self._asked = False
        self._change(controls=())
        role = self._view.role
        self.capture.equip({one: opener for one, opener in cameras_of(self._known).items() if one == role})

    def _is_found(self, found: "tuple[Device, ...]") -> None:
        self._found = found
        self._change(looking=False)

    def _is_shown(self, view: CaptureView) -> None:
        """Once frames come, ask the driver what it lets be set."""
        camera: object = self.capture.camera
        if view.live and not self._asked and isinstance(camera, Adjustable):
            self._asked = True
            self._jobs.run(camera.controls, done=self._is_told, failed=self._is_wrong, lane=FREE)

    def _is_told(self, controls: "tuple[Control, ...]") -> None:
        self._change(controls=controls)

    def _is_set(self, control: "Control") -> None:
        self._change(controls=tuple(control if one.name == control.name else one for one in self._view.controls))
        held = dict(held_of(choice_of(self._known, self._view.role).held))
        held.pop(control.name, None)
        if not control.auto:
            held[control.name] = control.value
        self._keep(held=as_words(held))

    def _is_wrong(self, error: BaseException) -> None:
        self._change(looking=False)
        if isinstance(error, Refused | Unavailable):
            self._change(wrong=sentence(error))
        else:
            self._problems.show(error)

    def _change(self, **changes: object) -> None:
        view = replace(self._view, **changes)  # type: ignore[arg-type]  # names and types are ChoiceView's own
        chosen = choice_of(self._known, view.role)
        offers = tuple(_offer(one, chosen.number, chosen.identity) for one in self._found)
        self._view = replace(view, offers=offers, turn=chosen.turn, sound=self._known.shutter_sound)
        self.shown.emit(self._view)


def _devices() -> "tuple[Device, ...]":
    from app.capture.camera import devices  # noqa: PLC0415 - OpenCV is slow to load

    return devices()


def _key(device: "Device") -> str:
    return device.identity or f"number {device.index}"


def _offer(device: "Device", number: str, identity: str) -> Offer:
    used = device.identity == identity if identity else str(device.index) == number
    return Offer(_key(device), device.name, used)


def _stepped(control: "Control", steps: int) -> float:
    """A twentieth of the range at a time, where the system tells it; else one of whatever the driver counts in."""
    known = control.range
    if known is None:
        return control.value + steps
    step = max(known.step, round((known.most - known.least) / _STEPS))
    return min(max(control.value + steps * step, known.least), known.most)
