"""A room a card, and what they share: views show and emit, and decide nothing."""
