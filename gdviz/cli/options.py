"""The arguments of the command: their names and how they are parsed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from gdviz import __version__
from gdviz.cli.errors import CommandError
from gdviz.export.formats import PLOTS, THEME_NAMES, suffixes
from gdviz.support.compat import override
from gdviz.support.numbers import MINUS, parse
from gdviz.support.shortened import shortened
from gdviz.wording.terms import cost_labels, model_labels, rule_labels

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

# Points.
_SMALLEST_TEXT = 5.0
_COMMANDS = """\
commands:
  gdviz [FILE]             open the window on a data file or a session
  gdviz --sample NAME      open the window on a sample
  gdviz train ...          the same training without a window or a display
  gdviz samples            the samples: name, n, features, where the data come from
  gdviz --check            what the window needs, and the command that mends what is missing
  gdviz --reset-settings   forget theme, speed, switches, place of the window and recent files

`gdviz train --help` shows the options of training.
"""


class Parser(argparse.ArgumentParser):
    """A parser that raises CommandError; option names cannot be abbreviated."""

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    @override
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message} (see {self.prog} --help)")

    @override
    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # argparse passes over a full disk and a closed pipe in silence.
        print(message, end="", file=file)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return the options in ``arguments``; raises CommandError for invalid ones."""
        return self.parse_args(_with_signs(arguments))


def window_parser() -> Parser:
    """Return the parser of ``gdviz [FILE]``."""
    parser = Parser("gdviz", "See and touch how gradient descent trains a model.", _COMMANDS)
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help=".csv .tsv .txt, or a session .gdviz"
    )
    parser.add_argument("--sample", metavar="NAME", help="a sample instead of a file")
    parser.add_argument("--check", action="store_true", help="look for what the window needs")
    parser.add_argument(
        "--reset-settings", action="store_true", help="forget what the window remembers"
    )
    parser.add_argument("--version", action="version", version=f"gdviz {__version__}")
    return parser


def samples_parser() -> Parser:
    """Return the parser of ``gdviz samples``."""
    return Parser("gdviz samples", "List the samples: name, n, features, source.")


def train_parser() -> Parser:
    """Return the parser of ``gdviz train``; an option that is not given is None or empty."""
    parser = Parser("gdviz train", "Train without a window or a display.")
    _add_data(parser)
    _add_run(parser)
    _add_output(parser)
    return parser


def _add_data(parser: Parser) -> None:
    add = parser.add_argument_group("data").add_argument
    add("file", metavar="FILE", nargs="?", type=Path, help=".csv .tsv .txt .gdviz")
    add("--sample", metavar="NAME", help="a sample instead of a file (default: hours)")
    add(
        "--feature",
        metavar="COL",
        action="append",
        default=[],
        dest="features",
        help="a feature column by name or 1-based number, repeatable (default: all but the last)",
    )
    add("--label", metavar="COL", help="the label column (default: the last)")  # fmt: skip


def _add_run(parser: Parser) -> None:
    add = parser.add_argument_group("run").add_argument
    add("--model", choices=tuple(model_labels()), help="default: logistic")
    add("--cost", choices=tuple(cost_labels()), help="of the logistic model (default: log-loss)")
    add("--alpha", metavar="A", type=_number("0.1"), help="the learning rate (default: 0.1)")
    add("--epochs", metavar="N", type=_count, help="default: 1000")
    add("--start", metavar="B0,B1,…", type=_start, help="numbers, zeros or random (default: zeros)")
    add("--seed", metavar="S", type=_count, help="of random numbers (default: 0)")
    add("--rule", choices=tuple(rule_labels()), help="the update rule (default: gd)")
    add(
        "--rule-set",
        metavar="NAME=VALUE",
        type=_setting,
        action="append",
        dest="rule_settings",
        help="a parameter of the rule, repeatable: decay, decay1, decay2 or epsilon"
        " (default: what its paper advises)",
    )
    add("--batch-size", metavar="N", type=_positive, help="examples in a step (default: all)")
    add("--scale", action="store_true", default=None, help="standardise the features")
    add(
        "--l2",
        metavar="LAMBDA",
        type=_number("0.01"),
        help="add (λ/2)·Σ βj² to the cost (default: 0)",
    )
    add("--tolerance", metavar="T", type=_number("1e-6"),
        help="stop when every |∂J/∂βj| ≤ T; 0 never does (default: 1e-6)")  # fmt: skip
    add(
        "--cost-drop",
        metavar="D",
        type=_number("0.001"),
        help="stop when the cost dropped by less than that share of itself over --cost-window"
        " epochs; 0 never does (default: 0)",
    )
    add(
        "--cost-window",
        metavar="N",
        type=_positive,
        help="epochs that --cost-drop looks back (default: 10)",
    )


def _add_output(parser: Parser) -> None:
    add = parser.add_argument_group("output").add_argument
    add(
        "--export",
        metavar="PATH",
        type=Path,
        action="append",
        default=[],
        dest="exports",
        help=f"by suffix, repeatable: {' '.join(suffixes())}",
    )
    add("--plot", choices=tuple(PLOTS), default="all", help="what figures show (default: all)")
    add("--theme", choices=THEME_NAMES, default="light", help="of figures (default: light)")
    add("--size", metavar="WxH", type=_size, default=(1200, 800), help="default: 1200x800")
    add(
        "--font-size",
        metavar="PT",
        type=_font_size,
        help="size of the text in a figure, lines and marks along with it (default: about 10)",
    )
    add("--json", action="store_true", help="print the result as one JSON object")  # fmt: skip


def _with_signs(arguments: Sequence[str]) -> list[str]:
    """Join ``--start -4,1.5``: argparse takes the number for another option."""
    joined: list[str] = []
    for argument in arguments:
        before = joined[-1] if joined else ""
        if re.match(r"-[\d.]", argument) and re.fullmatch(r"--[a-z0-9-]+", before):
            joined[-1] = f"{before}={argument}"
        else:
            joined.append(argument)
    return joined


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{shortened(text)!r} is not a whole number from 0 on")
    return int(text)


def _positive(text: str) -> int:
    count = _count(text)
    if not count:
        raise argparse.ArgumentTypeError("it must be 1 or more")
    return count


def _number(example: str) -> Callable[[str], float]:
    """Return a parser of numbers whose error shows an ``example``."""

    def read(text: str) -> float:
        try:
            return float(text.replace(MINUS, "-"))
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{shortened(text)!r} is not a number; give one such as {example}"
            ) from None

    return read


def _setting(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"{shortened(text)!r} is not NAME=VALUE such as decay=0.9")
    return name, _number("0.9")(value)


def _start(text: str) -> tuple[float, ...] | str:
    if text in ("zeros", "random"):
        return text
    try:
        return tuple(map(parse, text.split(",")))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{shortened(text)!r} is neither zeros, random nor numbers such as 0.5,-1"
        ) from None


def _font_size(text: str) -> float:
    """Return points; the largest that a figure has room for is its own matter."""
    points = _number("10")(text)
    if not points >= _SMALLEST_TEXT:
        what = f"{points:g} pt cannot be read; take {_SMALLEST_TEXT:g} or more"
        raise argparse.ArgumentTypeError(what)
    return points


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)[xX×](\d+)", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(100 <= side <= 10_000 for side in size):
        raise argparse.ArgumentTypeError(
            f"{shortened(text)!r} is not a size such as 1200x800, with sides from 100 to 10000"
        )
    return size
