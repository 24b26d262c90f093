"""Files in and out, without a widget."""
