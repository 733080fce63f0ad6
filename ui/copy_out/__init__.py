"""抄录助手: a case's fields, copied one by one into the provincial platform."""
