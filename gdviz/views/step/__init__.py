"""The card “This step”."""
