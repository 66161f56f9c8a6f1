"""What the GPT-4o reader is made of; `enhanced_openai_service.py` is its entry point."""
