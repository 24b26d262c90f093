import math
import re
from itertools import pairwise
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gdviz.engine import Dataset, Experiment, descend
from gdviz.engine.dataset import Array
from gdviz.engine.update_rules import RULES, UpdateRule, defaults, update_rule
from tests.engine.samples import HOURS, overlapping

GRADIENTS = [np.array(g) for g in ([1.0, -2.0], [0.5, 0.25], [-3.0, 0.0], [1e-3, 4.0])]


def path(made: UpdateRule[Any], gradients: list[Array] = GRADIENTS) -> list[Array]:
    beta, state, betas = np.array([0.25, -1.0]), None, []
    for gradient in gradients:
        update, state = made.update(gradient, state)
        beta = beta + update
        betas.append(beta)
    return betas


def test_plain_descent() -> None:
    expected = np.array([0.25, -1.0]) - 0.1 * np.cumsum(GRADIENTS, axis=0)
    assert_allclose(path(update_rule("gd", 0.1)), expected, rtol=1e-14)


def test_momentum_is_the_heavy_ball_of_polyak() -> None:
    """β_{t+1} = β_t − α·g_t + μ·(β_t − β_{t−1}): one recurrence without a velocity."""
    betas = [np.array([0.25, -1.0]), *path(update_rule("momentum", 0.1, (("decay", 0.7),)))]
    first = betas[0] - 0.1 * GRADIENTS[0]
    assert_allclose(betas[1], first, rtol=1e-14)
    for (before, now, after), gradient in zip(
        zip(betas, betas[1:], betas[2:], strict=False), GRADIENTS[1:], strict=True
    ):
        assert_allclose(after, now - 0.1 * gradient + 0.7 * (now - before), rtol=1e-13)


def test_nesterov_is_the_method_of_two_sequences() -> None:
    """θ' = y − α·∇J(y), y' = θ' + μ·(θ' − θ) on a quadratic: y are the points that we see."""
    curvature, mu, alpha = np.array([1.0, 10.0]), 0.9, 0.05
    made = update_rule("nesterov", alpha)
    theta = ahead = beta = np.array([3.0, -2.0])
    state = None
    for _ in range(30):
        update, state = made.update(curvature * beta, state)
        beta = beta + update
        old, theta = theta, ahead - alpha * curvature * ahead
        ahead = theta + mu * (theta - old)
        assert_allclose(beta, ahead, rtol=1e-11, atol=1e-13)


def test_rmsprop_in_mpmath() -> None:
    beta, size = [mp.mpf("0.25"), mp.mpf(-1)], [mp.mpf(0)] * 2
    for ours, gradient in zip(path(update_rule("rmsprop", 0.01)), GRADIENTS, strict=True):
        for j in range(2):
            g = mp.mpf(gradient[j])
            size[j] = mp.mpf(0.9) * size[j] + (1 - mp.mpf(0.9)) * g**2
            beta[j] -= mp.mpf(0.01) * g / (mp.sqrt(size[j]) + mp.mpf(1e-8))
        assert_allclose(ours, [float(b) for b in beta], rtol=1e-13)


def test_adam_in_mpmath() -> None:
    """The means of Adam written as explicit weighted sums over all the gradients so far."""
    one, two = mp.mpf(0.9), mp.mpf(0.999)
    beta = [mp.mpf("0.25"), mp.mpf(-1)]
    for t, ours in enumerate(path(update_rule("adam", 0.01)), start=1):
        for j in range(2):
            g = [mp.mpf(gradient[j]) for gradient in GRADIENTS[:t]]
            mean = sum(one ** (t - i) * v for i, v in enumerate(g, 1)) * (1 - one) / (1 - one**t)
            size = sum(two ** (t - i) * v * v for i, v in enumerate(g, 1))
            size *= (1 - two) / (1 - two**t)
            beta[j] -= mp.mpf(0.01) * mean / (mp.sqrt(size) + mp.mpf(1e-8))
        assert_allclose(ours, [float(b) for b in beta], rtol=1e-12)


def test_adam_starts_with_a_step_of_alpha() -> None:
    assert_allclose(path(update_rule("adam", 0.01))[0], [0.24, -0.99], rtol=1e-8)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_changes_none_of_its_arguments(name: str) -> None:
    made = update_rule(name, 0.1)
    given = GRADIENTS[0].copy()
    _, state = made.update(given, None)
    first, _ = made.update(GRADIENTS[1], state)
    second, _ = made.update(GRADIENTS[1], state)
    assert_array_equal(first, second)
    assert_array_equal(given, GRADIENTS[0])


def in_python(formula: str) -> str:
    """Return a formula, with √s, g², decay1ᵗ, α·g, in Python."""
    formula = formula.replace("m̂", "mean").replace("ŝ", "size").replace("Δβ", "change")
    formula = re.sub(r"√(\w+)", r"np.sqrt(\1)", formula)
    formula = re.sub(r"(\w+)ᵗ", r"\1 ** t", formula).replace("²", " ** 2")
    return (
        formula.replace("·", " * ").replace("−", "-").replace("ε", "epsilon").replace("α", "alpha")
    )


@pytest.mark.parametrize("name", RULES)
def test_the_lines_of_an_update_can_be_checked_by_hand(name: str) -> None:
    """Each formula, evaluated from the lines before it, gives the numbers beside it."""
    made, state = update_rule(name, 0.05), None
    known: dict[str, Any] = {"np": np, "alpha": 0.05, **defaults(name)}
    known |= {name: np.zeros(2) for name in ("v", "m", "s")}
    for t, gradient in enumerate(GRADIENTS, start=1):
        known |= {"g": gradient, "t": t}
        terms = made.terms(gradient, state)
        for term in terms:
            worked = eval(in_python(term.formula), dict(known))  # noqa: S307 - our own formulas
            assert_allclose(term.values, worked, rtol=1e-14, err_msg=f"{term.name} at {t}")
            known[in_python(term.name)] = term.values
        update, state = made.update(gradient, state)
        assert terms[-1].name == "Δβ"
        assert_array_equal(terms[-1].values, update)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_lowers_the_cost_of_the_hours(name: str) -> None:
    steps = list(descend(Experiment(HOURS, rule=name, alpha=0.05, epochs=500)))
    assert steps[-1].cost < 0.5
    assert all(abs(b - a) < 0.2 for a, b in pairwise(s.cost for s in steps))


def test_the_defaults_are_those_of_the_papers() -> None:
    assert defaults("gd") == {}
    assert defaults("momentum") == defaults("nesterov") == {"decay": 0.9}
    assert defaults("rmsprop") == {"decay": 0.9, "epsilon": 1e-8}
    assert defaults("adam") == {"decay1": 0.9, "decay2": 0.999, "epsilon": 1e-8}


@pytest.mark.parametrize(
    ("name", "setting", "words"),
    [
        ("gd", ("decay", 0.5), "gd has no 'decay'"),
        ("adam", ("decay", 0.5), "adam has no 'decay'"),
        ("momentum", ("decay", 1.0), r"decay must be in \[0, 1\), not 1.0"),
        ("adam", ("decay2", -0.1), "decay2 must be in .* not -0.1"),
        ("rmsprop", ("epsilon", 0.0), "epsilon must be above 0, not 0.0"),
        ("rmsprop", ("epsilon", float("nan")), "epsilon must be above 0, not nan"),
    ],
)
def test_a_bad_setting_is_named(name: str, setting: tuple[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Experiment(HOURS, rule=name, rule_settings=(setting,))


def test_a_setting_reaches_the_run() -> None:
    slow, quick = (
        list(descend(Experiment(HOURS, rule="momentum", epochs=20, rule_settings=(("decay", d),))))
        for d in (0.1, 0.9)
    )
    assert slow[-1].beta.tolist() != quick[-1].beta.tolist()


def test_batches_cover_the_data_once_an_epoch() -> None:
    """With α so small that β stands still, the updates of an epoch add up to a full gradient."""
    data = overlapping(12, 2)
    experiment = Experiment(data, alpha=1e-9, epochs=1, batch_size=4, tolerance=0)
    before, after = descend(experiment)
    assert_allclose((before.beta - after.beta) / 1e-9 / 3, before.gradient, rtol=1e-6)


def test_a_batch_is_a_step_on_its_examples() -> None:
    """A batch of n − 1 and one of 1: the two updates, computed by hand for each choice."""
    data = Dataset([1.0, 2.0, 4.0], [0, 1, 1])
    experiment = Experiment(data, alpha=0.5, epochs=1, batch_size=2, tolerance=0)
    *_, after = descend(experiment)
    candidates = []
    for single in range(3):
        beta = np.zeros(2)
        for rows in ([i for i in range(3) if i != single], [single]):
            x, y = data.x[rows], data.y[rows]
            error = 1 / (1 + np.exp(-(beta[0] + beta[1] * x))) - y
            beta = beta - 0.5 * np.array([error.mean(), (error * x).mean()])
        candidates.append(np.abs(beta - after.beta).max())
    assert min(candidates) < 1e-14


def test_batches_follow_the_seed() -> None:
    experiment = Experiment(HOURS, epochs=5, batch_size=3)
    ends = [list(descend(experiment.altered(seed=seed)))[-1].beta.tolist() for seed in (1, 1, 2)]
    assert ends[0] == ends[1]
    assert ends[0] != ends[2]


def test_a_batch_of_all_the_data_is_plain_descent() -> None:
    whole = list(descend(Experiment(HOURS, epochs=5)))
    batch = list(descend(Experiment(HOURS, epochs=5, batch_size=20)))
    assert_array_equal([s.beta for s in whole], [s.beta for s in batch])


def test_a_batch_carries_the_penalty() -> None:
    experiment = Experiment(HOURS, alpha=1e-9, start=(0.0, 2.0), l2=5.0, batch_size=5, epochs=1)
    before, after = descend(experiment)
    assert_allclose((before.beta - after.beta) / 1e-9 / 4, before.gradient, rtol=1e-6)


def test_each_epoch_draws_its_own_batches() -> None:
    experiment = Experiment(HOURS, epochs=2, batch_size=3)
    start = next(descend(experiment))
    first = next(descend(experiment, start))
    second = next(descend(experiment, start._replace(epoch=1)))
    assert first.beta.tolist() != second.beta.tolist()


@pytest.mark.parametrize(("name", "share"), [("adam", 1.0), ("rmsprop", math.sqrt(0.1))])
@pytest.mark.parametrize("epsilon", [1e-8, 0.5, 3.0])
def test_a_step_is_shortened_by_the_epsilon_that_is_set(
    name: str, share: float, epsilon: float
) -> None:
    """The first step is α·g/(|g| + ε), for RMSprop α·g/(√(0.1·g²) + ε)."""
    settings = (("epsilon", epsilon),)
    experiment = Experiment(HOURS, rule=name, rule_settings=settings, alpha=0.25, epochs=1)
    start, then = descend(experiment)
    moved = -0.25 * start.gradient / (share * np.abs(start.gradient) + epsilon)
    assert_allclose(then.beta - start.beta, moved, rtol=1e-12)
