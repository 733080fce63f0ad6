"""What is well on this PC and what to do about the rest: the page of `yimen doctor`."""
