"""Second opinion: what another reader says of the values that the first one gave. No engine.

`second_reader` reads the same pages meanwhile, `value_search` finds a value in the lines that it
has seen, `agreement` compares both readings, `choice` says whose value is kept where they differ,
`likelihoods` says how much each outcome is worth and `fusion` puts it all into a checked receipt.
"""
