"""What the window is a view of: the experiment and its edits, the playhead, the frames."""
