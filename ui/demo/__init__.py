"""The training township: made-up people, a real store, a real county server on this machine."""
