"""Every sentence about a run, and the formulas with their numbers; no Qt."""
