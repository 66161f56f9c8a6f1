"""The choice of a model: until when the configured one is there, and how another one compares."""
