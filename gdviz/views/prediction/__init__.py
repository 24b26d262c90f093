"""The card “Prediction”."""
