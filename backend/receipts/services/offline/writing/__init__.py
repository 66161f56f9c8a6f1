"""Which scripts and languages a paper is written in."""
