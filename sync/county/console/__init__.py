"""The county's console: pages for the county's staff, made by the server, beside the API on the same port."""
