"""PDF: its pages and its attachments, by pdfium; for `decoding`, where it can be killed."""
