"""The page of the queue: what the county does not have yet, and what it has."""
