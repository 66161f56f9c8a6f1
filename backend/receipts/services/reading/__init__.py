"""From the lines of a receipt to its fields. Pure: no OCR package, no framework, no clock."""
