"""Intake of documents: checked, counted, stored, queued; all or nothing."""
