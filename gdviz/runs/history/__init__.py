"""The steps of a run: kept within a budget of bytes, worked out again beyond it, and thinned."""
