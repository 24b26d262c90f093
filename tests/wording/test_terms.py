"""Everything that can be chosen has one name and a label."""

from gdviz.engine.objectives.models import COSTS, MODELS
from gdviz.engine.update_rules import RULES, defaults
from gdviz.export.formats import PLOTS, suffixes
from gdviz.wording import terms


def test_models_costs_and_rules_have_labels() -> None:
    assert tuple(terms.model_labels()) == tuple(MODELS)
    assert tuple(terms.cost_labels()) == COSTS
    assert tuple(terms.rule_labels()) == RULES
    for cost in (cost for model in MODELS.values() for cost in model.costs):
        assert terms.cost_axis(cost.name)
        assert cost.slope_is_error or terms.slope_formula(cost.name).startswith("d = ")


def test_parameters_have_labels_and_say_what_they_do() -> None:
    known = {parameter for rule in RULES for parameter in defaults(rule)}
    assert set(terms.parameter_words()) == known


def test_plots_and_formats_have_labels() -> None:
    assert tuple(terms.plot_labels()) == tuple(PLOTS)
    assert tuple(terms.format_labels()) == suffixes()
