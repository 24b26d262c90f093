"""What every floor may use, and what knows nothing of the rest: numbers, the log, the system."""
