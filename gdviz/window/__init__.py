"""What the user can do: actions, edits of the experiment, files."""
