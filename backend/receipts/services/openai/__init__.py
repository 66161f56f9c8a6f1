"""The connection to a vision model; `enhanced_openai_service.py` is its entry point."""
