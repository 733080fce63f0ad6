"""The only openpyxl: spreadsheets and CSV files from outside, read as rows of plain cells and no more."""
