"""Mutation tests, run by hand: which small faults in the program no test notices."""
