"""Pictures and tables for use elsewhere."""
