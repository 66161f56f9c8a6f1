"""What depends on where somebody is: the days of a time zone."""
