"""The possible small faults in a file: those of mutmut that are meaningful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

cst: Any = import_module("libcst")
metadata: Any = import_module("libcst.metadata")
mutators: Any = import_module("mutmut.mutation.mutators")


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One fault: ``old`` at that line and column of the file becomes ``new``."""

    path: str
    line: int
    column: int
    old: str
    new: str
    parts: tuple[Any, Any, Any] = field(compare=False, repr=False)

    @property
    def code(self) -> str:
        """The text of the file with the fault in it."""
        module, node, other = self.parts
        return str(module.deep_replace(node, other).code)

    def __str__(self) -> str:
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        return f"{self.path}:{self.line}:{self.column}: {old} → {new}"


def mutants_of(root: Path, path: Path) -> list[Mutant]:
    """Return each possible fault in the file, those of one place together."""
    wrapper = metadata.MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    places, module = wrapper.resolve(metadata.PositionProvider), wrapper.module
    name, made = path.relative_to(root).as_posix(), set()
    for node in _live(module):
        for kind, mutate in mutators.mutation_operators:
            for other in mutate(node) if isinstance(node, kind) else ():
                if _means_nothing(node, other):
                    continue
                start = places[node].start
                old, new = module.code_for_node(node), module.code_for_node(other)
                parts = module, node, other
                made.add(Mutant(name, start.line, start.column, old, new, parts))
    return sorted(made)


def _live(node: Any) -> Iterator[Any]:
    """Yield the nodes that do something when the program runs."""
    if not _is_idle(node):
        yield node
        for child in node.children:
            yield from _live(child)


def _is_idle(node: Any) -> bool:
    """Return whether it has no visible effect: types, imports, decorators, asserted lengths."""
    idle = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.Assert)
    if isinstance(node, idle):
        return True
    if isinstance(node, cst.Arg):
        return bool(node.keyword and node.keyword.value == "strict")
    if isinstance(node, cst.If):
        return _is_name(node.test, "TYPE_CHECKING")
    if isinstance(node, cst.Assign):
        alias = isinstance(node.value, cst.Subscript) and _is_type(node.targets[0].target)
        variable = isinstance(node.value, cst.Call) and _is_name(node.value.func, "TypeVar")
        return alias or variable or _is_name(node.targets[0].target, "__all__")
    return False


def _means_nothing(node: Any, other: Any) -> bool:
    """Return whether a fault only changes a sentence, or fails as soon as any test runs it.

    The latter does nearly every call without a positional argument, and None instead of a value.
    """
    if isinstance(node, cst.SimpleString):
        return " " in node.value
    if isinstance(node, cst.Integer):  # The size of a block, a cache or a sample.
        return bool(node.evaluated_value > 1000)
    if isinstance(node, cst.Assign | cst.AnnAssign):
        return True
    if isinstance(node, cst.Call) and node.func is other.func:
        kept = {id(arg) for arg in other.args}
        names = [arg.keyword and arg.keyword.value for arg in node.args if id(arg) not in kept]
        # Equal lengths are asserted with ``strict``: no run shows whether they are.
        return not all(names) or "strict" in names
    return False


def _is_name(node: Any, name: str) -> bool:
    return isinstance(node, cst.Name) and bool(node.value == name)


def _is_type(node: Any) -> bool:
    return isinstance(node, cst.Name) and node.value.lstrip("_")[:1].isupper()
