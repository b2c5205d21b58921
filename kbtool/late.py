"""Dataclasses whose methods are made when one of them is first called.

``dataclasses.dataclass`` writes and compiles the methods of a class when it is declared, which for the classes of kbtool
takes a quarter of its start; a command uses a few of them. Here a class has its fields at once, and in the place of each
method one that has ``dataclasses`` make them all, of a twin with the same fields.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from inspect import Signature
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As ``dataclasses.dataclass``, with its options; a class with slots is made by that at once."""
        if options.get("slots"):
            return dataclasses.dataclass(cls, **options)
        if cls is None:
            return lambda some: _begun(some, **options)
        return _begun(cls, **options)


_COMPARISONS = ("__lt__", "__le__", "__gt__", "__ge__")


def _begun(
    cls: type,
    *,
    repr: bool = True,
    eq: bool = True,
    order: bool = False,
    frozen: bool = False,
    kw_only: bool = False,
) -> type:
    """A class with its fields, and with methods that stand in for those which its options give it."""
    own = dict(cls.__dict__)
    has_hash = "__hash__" in own and not (own["__hash__"] is None and "__eq__" in own)
    below = frozen and any(map(_is_frozen, cls.__mro__[1:]))
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only, frozen=below)
    begun: Any = bare(cls)
    late = ["__init__"]
    late += ["__repr__"] if repr else []
    late += ["__eq__"] if eq else []
    late += _COMPARISONS if order else []
    late = [name for name in late if name not in own]
    if eq and not has_hash:
        if frozen:
            late.append("__hash__")
        else:
            begun.__hash__ = None

    def make() -> None:
        twin = _twin(begun, repr=repr, eq=eq, order=order, frozen=frozen)
        for name in late:
            setattr(begun, name, twin.__dict__[name])

    for name in late:
        setattr(begun, name, _stand_in(begun, name, make))
    begun.__signature__ = _Told(make)
    if frozen:
        begun.__dataclass_params__.frozen = (
            True  # for a class of dataclasses' own that inherits from it
        )
        _freeze(begun)
    return begun  # type: ignore[no-any-return]


def _is_frozen(cls: type) -> bool:
    parameters = getattr(cls, "__dataclass_params__", None)
    return parameters is not None and bool(parameters.frozen)


def _twin(cls: type, **options: Any) -> type:
    """A class with the fields of another, and the methods that options give it."""
    fields = [(each.name, each.type, _anew(each)) for each in dataclasses.fields(cls)]
    calls = {"__post_init__": None} if hasattr(cls, "__post_init__") else {}
    return dataclasses.make_dataclass(cls.__name__, fields, namespace=calls, **options)


def _anew(field: dataclasses.Field[Any]) -> Any:
    """A field that belongs to no class yet."""
    settings: dict[str, Any] = {
        name: getattr(field, name)
        for name in ("default", "default_factory", "init", "repr", "hash", "compare", "kw_only")
    }
    return dataclasses.field(**settings)


def _stand_in(cls: type, name: str, make: Callable[[], None]) -> Callable[..., Any]:
    """A method that has those of its class made, and calls the one in whose place it stood."""

    def method(self: Any, *values: Any, **named: Any) -> Any:
        make()
        return cls.__dict__[name](self, *values, **named)

    return method


class _Told:
    """With what a class is called, for those who ask it."""

    def __init__(self, make: Callable[[], None]) -> None:
        self._make = make

    def __get__(self, instance: object, owner: type) -> Signature:
        if instance is not None:
            raise AttributeError("__signature__")
        from inspect import signature

        self._make()
        told = signature(owner.__init__)  # type: ignore[misc]
        return told.replace(parameters=list(told.parameters.values())[1:])


def _freeze(cls: type) -> None:
    """Let nobody set or delete what the instances of a class have."""
    fields = {each.name for each in dataclasses.fields(cls)}

    def put(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in fields:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)  # type: ignore[arg-type]

    def remove(self: Any, name: str) -> None:
        if type(self) is cls or name in fields:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)  # type: ignore[arg-type]

    cls.__setattr__ = put  # type: ignore[assignment]
    cls.__delattr__ = remove  # type: ignore[assignment]
