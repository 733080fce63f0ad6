"""A colleague gets a key of their own: a sheet over any page."""
