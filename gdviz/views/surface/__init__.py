"""The card “Cost surface”."""
