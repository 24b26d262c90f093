"""The labels of things on the screen: models, costs, rules and their parameters, plots, formats.

The keys are their names on the command line; nothing here needs NumPy, so that the command line
can list them early. No text is made at import, so that all of it can be translated.
"""

from __future__ import annotations


def model_labels() -> dict[str, str]:
    """Return the labels of the models of engine.objectives.models, by name."""
    return {"logistic": "Logistic", "linear": "Linear"}


def cost_labels() -> dict[str, str]:
    """Return the labels of the costs that can be chosen, by name."""
    return {"log-loss": "Log loss", "squared-error": "Squared error on σ(z)"}


def cost_axis(name: str) -> str:
    """Return the axis label of a cost."""
    axes = {"log-loss": "log loss J", "squared-error": "squared error J", "least-squares": "cost J"}
    return axes[name]


def slope_formula(name: str) -> str:
    """Return how the slope d of an example is made, for a cost whose slope is not the error."""
    formulas = {
        "squared-error": "d = (p − y)·p·(1 − p): flat where p is near 0 or 1, even if it is wrong"
    }
    return formulas[name]


def rule_labels() -> dict[str, str]:
    """Return the labels of the rules of engine.update_rules, by name."""
    return {
        "gd": "Gradient descent",
        "momentum": "Momentum",
        "nesterov": "Nesterov",
        "rmsprop": "RMSprop",
        "adam": "Adam",
    }


def parameter_words() -> dict[str, tuple[str, str]]:
    """Return the label of each parameter of the rules, and what it does."""
    return {
        "decay": ("Decay", "How much of the last move is kept, 0 to below 1"),
        "decay1": ("Decay 1", "How much of the running mean of the gradient is kept"),
        "decay2": ("Decay 2", "How much of the running size of the gradient is kept"),
        "epsilon": ("Epsilon", "Keeps the division by a tiny size from bursting"),
    }


def plot_labels() -> dict[str, str]:
    """Return the labels of the plots of export.formats, on their cards and in a choice."""
    return {
        "all": "All plots and numbers",
        "sigmoid": "Prediction",
        "cost": "Cost per epoch",
        "landscape": "Cost surface",
    }


def format_labels() -> dict[str, str]:
    """Return the labels of the formats of export.formats, by suffix."""
    return {
        ".png": "PNG picture",
        ".svg": "SVG drawing",
        ".pdf": "PDF document",
        ".csv": "History table",
        ".gdviz": "gdviz session",
    }
