"""Texts that chance has made: a data set, a session, or one readable sentence.

``make fuzz`` tries many more of them than a run of the tests does.
"""

from __future__ import annotations

import json
import os
import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gdviz.documents.errors import DocumentError
from gdviz.documents.link_text import link_text, read_link
from gdviz.documents.samples import sample
from gdviz.documents.session_file import session_of_text, session_text
from gdviz.documents.tables.table import parse_table

_MOST = 300
_SECONDS = 2.0
_TRIED = settings(max_examples=int(os.environ.get("GDVIZ_FUZZ", "100")), deadline=None)

_HOURS = sample("hours").experiment()
_SESSION = session_text(_HOURS, 3)
_LINK = link_text(_HOURS, 3)
_VALUES = st.sampled_from(
    [
        *("0", "1", "2.5", "-3", "1e300", "1e999", "−2", "0,5", "nan", "inf", "", " ", "yes", "no"),
        *('"a', '"a;b"', "½", "\x00", "#", "9" * 400, "x" * 400, "\u2028", "\ufeff", "1_000", "٣"),
    ]
)
_CELLS = st.one_of(_VALUES, st.text(max_size=6))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)
_KEYS = st.sampled_from(
    [
        (part, name)
        for part, values in json.loads(_SESSION).items()
        for name in (["", *values] if isinstance(values, dict) else [""])
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    delimiter = draw(st.sampled_from(",;\t| "))
    rows = draw(st.lists(st.lists(_CELLS, min_size=1, max_size=4), max_size=8))
    end = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
    return end.join(delimiter.join(row) for row in rows)


@st.composite
def spoilt(draw: st.DrawFn, whole: str) -> str:
    """A text in which a piece is cut out, doubled, or replaced."""
    begin = draw(st.integers(0, len(whole)))
    end = min(begin + draw(st.integers(0, 40)), len(whole))
    piece = draw(st.one_of(st.text(max_size=8), st.just(whole[begin:end] * 2), _VALUES))
    return whole[:begin] + piece + whole[end:]


@st.composite
def sessions(draw: st.DrawFn) -> str:
    """A session in which some parts are other values."""
    document = json.loads(_SESSION)
    for part, name in draw(st.lists(_KEYS, min_size=1, max_size=3)):
        if name and isinstance(document[part], dict):
            document[part][name] = draw(_JSON)
        else:
            document[part] = draw(_JSON)
    return json.dumps(document)


def _check_sentence(error: DocumentError) -> None:
    text = str(error)
    assert 0 < len(text) <= _MOST, text
    assert "\n" not in text


def _check_time(begin: float) -> None:
    assert time.process_time() - begin < _SECONDS


@_TRIED
@given(text=tables() | st.text())
def test_a_table_is_data_or_a_sentence(text: str) -> None:
    begin = time.process_time()
    try:
        data = parse_table(text)
    except DocumentError as error:
        _check_sentence(error)
    else:
        assert data.n > 0
        assert np.isfinite(data.x).all()
        assert np.isfinite(data.y).all()
    _check_time(begin)


@_TRIED
@given(text=sessions() | spoilt(_SESSION) | st.text())
def test_a_session_is_read_or_refused_in_a_sentence(text: str) -> None:
    begin = time.process_time()
    try:
        read = session_of_text(text, "session.gdviz")
    except DocumentError as error:
        _check_sentence(error)
    else:
        again = session_of_text(session_text(*read), "again")
        assert again == read
    _check_time(begin)


@_TRIED
@given(text=spoilt(_LINK) | st.text() | st.text().map("gdviz1:".__add__))
def test_a_link_is_read_or_refused_in_a_sentence(text: str) -> None:
    begin = time.process_time()
    try:
        read = read_link(text)
    except DocumentError as error:
        _check_sentence(error)
    else:
        assert read.experiment == _HOURS
    _check_time(begin)
