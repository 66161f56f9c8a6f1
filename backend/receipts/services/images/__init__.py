"""Opening pictures and PDF pages safely: what inspection, enhancement and previews share. Pure."""
