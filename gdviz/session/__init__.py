"""The state behind the window: the experiment and its edits, the playhead, the frames."""
