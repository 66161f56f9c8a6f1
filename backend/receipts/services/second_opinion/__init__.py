"""What a second reader says of the values that the first one gave. Pure; it knows no engine.

`sightings` looks for a value in the lines that the second reader has seen, `likelihoods` says how
much each outcome is worth, `weighing` puts both into a checked receipt.
"""
