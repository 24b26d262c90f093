"""Every sentence that is said of a run, and the formulas with numbers put in; no Qt."""
