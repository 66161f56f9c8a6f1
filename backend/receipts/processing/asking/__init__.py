"""What models are asked about a receipt: who reads it, what that may cost, what was sent."""
