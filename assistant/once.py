"""A property that is worked out at its first use, by one thread, and kept."""

from __future__ import annotations

from functools import cached_property
from threading import RLock
from typing import Any, TypeVar, overload

T = TypeVar("T")


class once(cached_property[T]):
    """``cached_property``, except that threads which ask at the same time all get the same value."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> once[T]: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> once[T] | T:
        if instance is None:
            return self
        # One for each object, and reentrant: one of its properties may need another.
        with instance.__dict__.setdefault("_loading", RLock()):
            return super().__get__(instance, owner)
