"""gdviz: see and touch how gradient descent trains a logistic regression model."""

__version__ = "0.1.0"
