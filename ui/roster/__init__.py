"""发放花名册: who is paid how much for a month, and who is left out and why."""
