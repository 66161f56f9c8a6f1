"""Fonts that come with the project, with their licences beside them."""

from pathlib import Path

FONTS = Path(__file__).resolve().parent
