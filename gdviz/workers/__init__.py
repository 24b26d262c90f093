"""What is done beside the window: every thread of the program."""
