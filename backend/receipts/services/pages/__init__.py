"""Pages of a document: opened safely, inspected, enhanced, and drawn small."""
