"""The field's own notions as plain frozen values: no store, no clock, no chance."""
