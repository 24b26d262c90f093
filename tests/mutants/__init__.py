"""Mutants, run by hand: what small faults in the program no test would notice."""
