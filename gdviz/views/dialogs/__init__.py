"""The windows that open from the window."""
