"""Widgets of any card: card, slider, number box, message bar, progress."""
