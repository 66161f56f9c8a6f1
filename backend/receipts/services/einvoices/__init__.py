"""E-invoices by EN 16931: what one says, whether it adds up, and the reading that comes of it.

The model is the standard's, by its business terms (BT-1 ...); a syntax is only a way to write it.
Their bytes are read in `pages/einvoices`, where foreign bytes are.
"""
