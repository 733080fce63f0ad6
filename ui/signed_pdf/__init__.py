"""验签章: what a signed PDF is worth, on the command line and on a page."""
