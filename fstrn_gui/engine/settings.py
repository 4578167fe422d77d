"""What a person has set, once: one typed model in one JSON file.

The file lies in `places.settings_folder`. Keys this
version does not know are kept (a newer one may have written them); a broken file is set aside,
never overwritten.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from fstrn_gui.errors import SettingsError
from fstrn_gui.places import settings_folder

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. Sizes are in MiB; 0 lets the program choose."""

    device: str = "auto"
    precision: str = "auto"
    threads: int = 0
    low_priority: bool = False
    model_id: str = "fstrn-x4"
    memory_budget_mib: int = 0
    picture_cache_mib: int = 512
    language: str = ""
    theme: str = ""
    recent_files: tuple[str, ...] = ()
    window: Mapping[str, str] = field(default_factory=dict)  # geometry and the like, as text
    unknown: Mapping[str, Any] = field(default_factory=dict)  # JSON of keys not ours

    def __post_init__(self) -> None:
        for name in ("threads", "memory_budget_mib", "picture_cache_mib"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)}")

    @property
    def memory_budget_bytes(self) -> int:
        """The memory budget in bytes, 0 where the program chooses."""
        return self.memory_budget_mib * _MIB

    @property
    def picture_cache_bytes(self) -> int:
        """What the preview may keep of computed pictures, in bytes."""
        return self.picture_cache_mib * _MIB


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as read; `problem` is a sentence for people where the file was broken."""

    settings: Settings
    problem: str = ""


def load_settings(folder: Path | None = None) -> Loaded:
    """The settings in `folder` (default `settings_folder()`); defaults where there are none.

    A file that cannot be understood is renamed to settings.broken.json and named in `problem`.
    Raises SettingsError where the file cannot be read at all.
    """
    path = _file(folder)
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        raise SettingsError(f"The settings {path} cannot be read: {error.strerror}.") from error
    try:
        return Loaded(_from_json(json.loads(text)))
    except (ValueError, TypeError) as error:  # bad JSON, bad UTF-8, wrong types and values
        aside = path.with_name("settings.broken.json")
        path.replace(aside)
        return Loaded(
            Settings(),
            f"The settings could not be understood ({error}); they were set aside as {aside}, "
            "and the defaults are used.",
        )


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings beside the old ones, then rename: no crash leaves half a file.

    Raises SettingsError where they cannot be written.
    """
    path = _file(folder)
    values = asdict(settings)
    content = json.dumps({**values.pop("unknown"), **values}, indent=2, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, suffix=".tmp", encoding="utf-8", delete=False
        ) as beside:
            beside.write(content + "\n")
            beside.flush()
            os.fsync(beside.fileno())
        Path(beside.name).replace(path)
    except OSError as error:
        raise SettingsError(
            f"The settings {path} cannot be written: {error.strerror}.",
            "Check the folder, or point FSTRN_HOME to another.",
        ) from error


def _file(folder: Path | None) -> Path:
    return (folder or settings_folder()) / "settings.json"


def _from_json(values: Any) -> Settings:  # whatever a person may have written
    if not isinstance(values, dict):
        raise TypeError("not a JSON object")
    defaults = Settings()
    known = {f.name: getattr(defaults, f.name) for f in fields(Settings) if f.name != "unknown"}
    ours = {
        name: _as_type_of(known[name], value, name)
        for name, value in values.items()
        if name in known
    }
    unknown = {name: value for name, value in values.items() if name not in known}
    return Settings(**ours, unknown=unknown)


def _as_type_of(default: Any, value: Any, name: str) -> Any:  # JSON in, a setting's type out
    if isinstance(default, tuple) and isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return tuple(value)
    elif isinstance(default, Mapping) and isinstance(value, dict):
        if all(isinstance(item, str) for item in value.values()):
            return value
    elif type(value) is type(default):
        return value
    raise TypeError(f"{name} is {value!r}")
