"""Mails: the documents that are in one, or the page that is drawn of its text."""
