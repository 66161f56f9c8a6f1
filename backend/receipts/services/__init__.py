"""Reading of a document: bytes in, checked values out. Knows no Django, no model, no setting."""
