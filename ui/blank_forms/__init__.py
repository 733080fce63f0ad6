"""打印空白表 and 补录: a pad of numbered forms for the day the power is out, and taking them down afterwards."""
