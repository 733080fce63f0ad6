"""Updates that only the county's IT can make: a TUF repository, looking at it, fetching from it, installing."""
