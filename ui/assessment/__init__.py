"""看看能得什么: the assessment of one household on a page, and on paper."""
