"""Choice of the vendor once the trees have chosen: chains, addresses, pieces that belong to it."""
