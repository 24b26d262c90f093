"""What any package may use, independent of the rest: numbers, the log, the system."""
