"""E-invoices out of foreign bytes: parsed, found in a PDF, and drawn to be looked at. Pure."""
