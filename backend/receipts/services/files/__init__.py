"""Files by their bytes, without a decoder: kinds, structure, sides."""
