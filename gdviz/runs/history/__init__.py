"""The steps of a run: kept within a budget of bytes, recomputed beyond it, and thinned."""
