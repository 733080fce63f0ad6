"""The pages of the first start: the county's code, this office, and the first officer."""
