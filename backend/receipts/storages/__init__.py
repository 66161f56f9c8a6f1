"""Storages of originals: the local disk and Cloudinary behind one protocol, and their links."""
