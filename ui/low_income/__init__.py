"""低收入人口: the register, lists brought into it, and leads of who was seen in need."""
