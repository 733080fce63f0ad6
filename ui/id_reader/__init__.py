"""The ID card's chip beside the camera: a hand-over file or typed keys give the same fields as a picture."""
