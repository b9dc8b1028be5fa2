"""Records, states and rules: pure, standard library only."""
