"""The first page: who comes, what is to be done today, what waits for others."""
