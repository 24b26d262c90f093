"""Tables as data sets: how they are written, which columns are meant, what the labels are."""
