"""Text layers of PDFs, read where they can be trusted."""
