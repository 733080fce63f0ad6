"""The window around every page: bar above, line below, keys that work everywhere."""
