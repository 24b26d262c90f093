from pathlib import Path

import pytest

from gdviz.documents.errors import cannot_read, reason


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(5, "Input/output error"), "input/output error"),
        (OSError("Odd"), "odd"),
        (TimeoutError(), "timeouterror"),
    ],
)
def test_a_reason_is_in_the_systems_own_words(error: OSError, words: str) -> None:
    assert reason(error) == words


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileNotFoundError(2, "No such file"), "there is no such file; check the name"),
        (IsADirectoryError(21, "Is a directory"), "this is a folder; name a file in it."),
        (PermissionError(13, "Permission denied"), "you may not read this file; ask for"),
        (OSError(5, "Input/output error"), "it cannot be read (input/output error); try a copy"),
    ],
)
def test_what_is_told_of_a_file_that_cannot_be_read(error: OSError, message: str) -> None:
    assert str(cannot_read(Path("a/b.csv"), error)).startswith(f"{Path('a/b.csv')}: {message}")
