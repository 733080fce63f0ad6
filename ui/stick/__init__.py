"""U盘: what waits is written onto sticks, the county's answers are read from them, a second copy is kept."""
