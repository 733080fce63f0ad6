"""The page that opens the program: who sits here, and the password."""
