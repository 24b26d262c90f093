"""A folder for each card, and what they share: views show and emit, and decide nothing."""
