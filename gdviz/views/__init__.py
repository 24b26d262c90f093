"""One file per panel or plot: they show what they are given and emit what the person wants."""
