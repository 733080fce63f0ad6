"""Makes the sound of a picture that was taken (`python -m tests.made_up.shutter_sound`): two soft clicks, ours."""

import io
import wave

import numpy as np
from numpy.typing import NDArray

import resources

Floats = NDArray[np.float64]
NAME = "sounds/taken.wav"
_RATE = 22_050
_SECONDS = 0.16


def main() -> None:
    place = resources.path(NAME)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(sound())


def sound() -> bytes:
    """Give it as a WAV of 16 bits, one channel."""
    at = np.arange(int(_RATE * _SECONDS)) / _RATE
    heard = _click(at, 0.004, 2100.0, 0.5) + _click(at, 0.075, 1500.0, 0.4)
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes((np.clip(heard, -1, 1) * 32_000).astype("<i2").tobytes())
    return stream.getvalue()


def _click(at: Floats, begins: float, pitch: float, loud: float) -> Floats:
    since = np.maximum(at - begins, 0)
    rises = np.clip(since / 0.002, 0, 1)
    return np.asarray(loud * rises * np.exp(-since / 0.012) * np.sin(2 * np.pi * pitch * since))


if __name__ == "__main__":
    main()
