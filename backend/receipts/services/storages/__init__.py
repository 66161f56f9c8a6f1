"""The storages that `storage.py` describes: the local disk and Cloudinary, and their links."""
