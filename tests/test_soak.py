from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.soak import soak


def test_memory_and_frames_stay_as_they_are_in_a_short_soak(qtbot: QtBot) -> None:
    assert qtbot is not None
    found = soak(12.0)
    assert found.rounds > 1
    assert found.end - found.begin < 60
    assert found.longest < 0.2
