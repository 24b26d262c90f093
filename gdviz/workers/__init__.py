"""Work in the background: every thread of the program."""
