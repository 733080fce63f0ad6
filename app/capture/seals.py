"""A page seen through red glass: red seals are gone, what is written beneath them stays."""

import cv2
import numpy as np

from app.capture.picture import Bgr

_PALE, _LIFT = 12, 0.6  # paper in warm light is no seal; a seal's red is a little darker than paper


def without_seals(bgr: Bgr) -> Bgr:
    """Give the page in the grey of its red channel: red is as bright as paper there, black and blue ink are dark."""
    blue, green, red = (np.asarray(one, np.uint8) for one in cv2.split(bgr))
    redness = cv2.subtract(cv2.subtract(red, cv2.max(blue, green)), np.full_like(red, _PALE))
    lifted = cv2.addWeighted(red, 1.0, redness, _LIFT, 0)
    return np.asarray(cv2.merge([lifted, lifted, lifted]), np.uint8)
