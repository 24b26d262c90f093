"""Tables as data sets: their dialect, the choice of columns, the class labels."""
