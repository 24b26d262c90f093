"""A session as a text to be mailed."""

from __future__ import annotations

import base64
import textwrap
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdviz.documents.errors import DocumentError
from gdviz.documents.link_text import link_text, read_link
from gdviz.documents.samples import sample, samples

HOURS = sample("hours").experiment()
TEXT = link_text(HOURS, 120)


@pytest.mark.parametrize("name", [one.name for one in samples()])
def test_it_comes_back_to_the_same_bits(name: str) -> None:
    experiment = sample(name).experiment().altered(alpha=0.1 + 0.2, start=(1 / 3, -2.0))
    again, cursor, _ = read_link(link_text(experiment, 17))
    assert (again, cursor) == (experiment, 17)
    assert again.dataset.columns.tobytes() == experiment.dataset.columns.tobytes()


def test_it_is_compact_and_of_letters_that_a_mail_carries() -> None:
    assert len(TEXT) < 900
    assert TEXT.isascii()
    assert not any(letter.isspace() for letter in TEXT)


def test_line_breaks_and_quotes_of_a_mail_do_no_harm() -> None:
    wrapped = "\n".join(textwrap.wrap(TEXT, 60, break_on_hyphens=False))
    assert read_link(f"\n  {wrapped}\r\n") == (HOURS, 120, {})


@given(place=st.integers(7, len(TEXT) - 1), letter=st.characters(codec="ascii"))
def test_one_wrong_letter_is_found_out_or_changes_nothing(place: int, letter: str) -> None:
    """The last letters of base85 may stand for the same bytes."""
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    try:
        told = read_link(changed) == (HOURS, 120, {})
    except DocumentError as error:
        told = "damaged" in str(error)
    assert told


@pytest.mark.parametrize("text", ["", "hello", "gdviz9:abc", "http://gdviz1:"])
def test_another_text_is_named_as_such(text: str) -> None:
    with pytest.raises(DocumentError, match="no link text of gdviz"):
        read_link(text)


def test_a_text_that_would_fill_the_memory_is_refused() -> None:
    packed = zlib.compress(b" " * 50_000_000, 9)
    body = base64.b85encode(packed).decode()
    with pytest.raises(DocumentError, match="more than 20 MB"):
        read_link(f"gdviz1:{zlib.crc32(packed):08x}:{body}")


def test_a_sound_text_that_holds_no_session() -> None:
    packed = zlib.compress(b"{}")
    body = base64.b85encode(packed).decode()
    with pytest.raises(DocumentError, match="The link text: this is not a session"):
        read_link(f"gdviz1:{zlib.crc32(packed):08x}:{body}")
