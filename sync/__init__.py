"""How the county hears of it: protocol, client engine, county server."""
