"""What is said of the size of mini-batches."""

from __future__ import annotations

from gdviz.engine.experiment import Experiment
from gdviz.support.numbers import grouped


def batch_followed(before: Experiment, after: Experiment) -> str:
    """Return the sentence that says how the batch size followed the data; "" where it did not."""
    was, now = before.batch_size, after.batch_size
    if was is None or now is None or now >= was:
        return ""
    return f"The batch size was {grouped(was)}; it is now {grouped(now)}, all the examples."
