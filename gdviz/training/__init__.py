"""The thread that takes the steps."""
