"""Features of newer Pythons that the oldest supported one lacks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _Method = TypeVar("_Method", bound=Callable[..., Any])

    def override(method: _Method) -> _Method:
        """Mark a method that overrides one of its base class (typing.override needs 3.12)."""
        return method


__all__ = ["override"]
