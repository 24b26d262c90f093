"""Shared widgets: card, slider, number box, message bar, progress."""
