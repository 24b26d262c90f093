"""The panel “Data”."""
