"""Frozen dataclasses as JSON values and back: what journal, manifest and queue are made of.

Paths, fractions and enums become strings; tuples become lists. Unknown keys are ignored and
missing ones take the dataclass's default, so a file of another version can still be read.
"""

import dataclasses
import types
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Json = Any  # what the json module gives and takes: typed where it is turned into a value
Value = TypeVar("Value")


def to_json(value: object) -> Json:
    """`value` as what `json.dumps` takes."""
    if dataclasses.is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path | Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[Value], data: Json) -> Value:
    """The dataclass `kind` from what `to_json` made of it; ValueError where it does not fit."""
    if not isinstance(data, Mapping):
        raise ValueError(f"expected the fields of {kind.__name__}, got {type(data).__name__}")
    hints = get_type_hints(kind)
    fields = {
        f.name: _restore(hints[f.name], data[f.name])
        for f in dataclasses.fields(kind)  # type: ignore[arg-type]  # kind is a dataclass
        if f.name in data
    }
    try:
        return kind(**fields)
    except TypeError as error:
        raise ValueError(f"fields of {kind.__name__} are missing: {error}") from error


def _restore(hint: Any, data: Json) -> Any:  # any type that a field of ours may have
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return None if data is None else _restore(inner, data)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(_restore(arguments[0], item) for item in data)
        return tuple(_restore(each, item) for each, item in zip(arguments, data, strict=True))
    if origin is frozenset:
        return frozenset(data)
    if origin is not None:
        return dict(data)  # the only other generics in our values are mappings of plain ones
    if not isinstance(hint, type):
        return data
    if dataclasses.is_dataclass(hint):
        return from_json(hint, data)
    return hint(data) if issubclass(hint, Enum | Path | Fraction) else data
