"""What the application says when something cannot be done.

An `FstrnError` is raised where the cause is known and shown by the skin: a line on stderr
with exit code 1, or an inline message in the window. Everything else is a bug.

FstrnError
├── MediaError      a file or folder cannot be read, or a stream in it cannot be used
├── ModelError      a model is unknown, or its weights or card cannot be trusted
├── DeviceError     a device is unknown, missing, or too small for the work
├── ExportError     a target cannot be written, or what was written is not right
├── SettingsError   a setting or command-line value makes no sense
└── TrainingError   a recipe, data folder or checkpoint cannot be used
"""


class FstrnError(Exception):
    """A cause in one sentence for people, and the next step.

    `sentence` says what happened and to which file; `hint` says what to do about it (may be
    empty where nothing can be done).
    """

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


class MediaError(FstrnError):
    """A file or folder cannot be read, or a stream in it cannot be used."""


class ModelError(FstrnError):
    """A model is unknown, or its weights or card cannot be trusted."""


class DeviceError(FstrnError):
    """A device is unknown, missing, or too small for the work."""


class ExportError(FstrnError):
    """A target cannot be written, or what was written is not right."""


class SettingsError(FstrnError):
    """A setting or a command-line value makes no sense."""


class TrainingError(FstrnError):
    """A recipe, a data folder or a checkpoint cannot be used."""
