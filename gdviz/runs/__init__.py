"""A run as it is recorded and judged: its history, the arithmetic of its steps, the verdict."""
