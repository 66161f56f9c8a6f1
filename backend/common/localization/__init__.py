"""What depends on where somebody is: days of a time zone, and languages."""
