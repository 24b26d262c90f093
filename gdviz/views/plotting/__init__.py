"""What the plots share: axes, frames, marks, and lines cut and thinned to what can be seen."""
