"""The offline reader: from the lines of a receipt to its fields. No OCR package, no clock."""
