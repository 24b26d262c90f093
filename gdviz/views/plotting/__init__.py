"""The base of the plots: axes, frames, marks, and lines clipped and thinned for the screen."""
