"""这台电脑的钥匙: who can open this PC, new passwords, officers who leave, and the sheet for the county's recovery."""
