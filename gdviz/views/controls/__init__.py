"""The controls around the cards: transport, setup, start and timeline."""
