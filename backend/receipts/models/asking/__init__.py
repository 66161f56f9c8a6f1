"""What models were asked."""
