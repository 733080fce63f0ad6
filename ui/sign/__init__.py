"""Signing: the page on the desk, ink on its field, and who has still to sign."""
