"""The card “Cost”."""
