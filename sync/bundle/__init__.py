"""Bundles: the same entries and documents as over a line, in files on a stick; both sides share this package."""
