"""The command ``gdviz``: the window, or ``train`` without one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import TypeGuard

from gdviz.cli.errors import CommandError, say_error, say_unexpected
from gdviz.cli.options import samples_parser, train_parser, window_parser
from gdviz.documents.errors import DocumentError, reason


def main(argv: list[str] | None = None) -> int:
    """Run the command in the arguments; return the exit status.

    0 done; 2 a wrong argument or bad input; 1 anything else that failed; 130 interrupted.
    Each failure is one line on standard error and never a traceback.
    """
    arguments = sys.argv[1:] if argv is None else argv
    _tame_output()
    try:
        status = _status(arguments)
        _flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _give_up_output()
    except Exception as error:
        if _is_of_output(error):
            say_error(f"the output cannot be written ({reason(error)})")
            return _give_up_output()
        return _report(error)
    return status


def _status(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except SystemExit as leaving:
        # argparse exits this way after it has printed the help or the version.
        return leaving.code if isinstance(leaving.code, int) else 0


def _run(arguments: Sequence[str]) -> int:
    """Dispatch; each command imports what it needs only when it runs."""
    command = arguments[0] if arguments else ""
    if command == "train":
        options = train_parser().read(arguments[1:])
        from gdviz.cli.train import train  # noqa: PLC0415

        return train(options)
    if command == "samples":
        samples_parser().read(arguments[1:])
        from gdviz.cli.samples import list_samples  # noqa: PLC0415

        return list_samples()
    options = window_parser().read(arguments)
    if options.check:
        from gdviz.cli.check import check  # noqa: PLC0415

        return check()
    if options.reset_settings:
        from gdviz.cli.reset_settings import reset_settings  # noqa: PLC0415

        return reset_settings()
    from gdviz.cli.window import open_window  # noqa: PLC0415

    return open_window(options)


def _report(error: Exception) -> int:
    """Print in one line what failed; return the exit status."""
    if isinstance(error, MemoryError):
        say_error("there is not enough memory for this run; take fewer epochs or examples")
    elif isinstance(error, CommandError | DocumentError):
        say_error(str(error))
        return error.status if isinstance(error, CommandError) else 2
    else:
        say_unexpected(error)
    return 1


def _tame_output() -> None:
    """Print a question mark for a letter such as β that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _is_of_output(error: Exception) -> TypeGuard[OSError]:
    """Return whether standard output is a full disk; an error of a file names that file."""
    full = errno.ENOSPC, errno.EDQUOT, errno.EFBIG
    return isinstance(error, OSError) and error.filename is None and error.errno in full


def _give_up_output() -> int:
    """Redirect standard output, so that Python's final flush does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
