"""The page after acceptance: number, receipt, what comes next."""
