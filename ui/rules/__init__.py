"""县里的标准: the county's own rule packs, seen as what they change, and adopted."""
