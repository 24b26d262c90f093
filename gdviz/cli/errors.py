"""Errors of the command line: one line, the right exit status, details in a log."""

from __future__ import annotations

import sys

from gdviz.support.error_log import log_error


class CommandError(Exception):
    """One sentence for standard error; ``status`` is 2 for bad arguments or input, else 1."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def say_error(sentence: str) -> None:
    """Print ``gdviz: error: …`` on standard error, always in one line."""
    print(f"gdviz: error: {' '.join(sentence.split())}", file=sys.stderr)


def say_unexpected(error: BaseException) -> None:
    """Log the traceback of ``error`` and print in one line what happened and where the log is."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    log = log_error(error)
    where = f"; the details are in {log}" if log else ""
    say_error(f"something went wrong in gdviz itself ({what}){where}")
