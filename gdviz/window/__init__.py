"""What the person can do at the window: actions, edits of the experiment, files."""
