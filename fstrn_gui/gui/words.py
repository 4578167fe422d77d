"""Texts for people, in the language of the window. Presenters and widgets ask here alone."""

from PySide6.QtCore import QCoreApplication

from fstrn_gui.errors import FstrnError


def translate(context: str, text: str) -> str:
    """`text` in the window's language; `context` groups the texts for translators."""
    return QCoreApplication.translate(context, text)


def say(text: str) -> str:
    """A sentence of the engine, in the window's language."""
    return translate("engine", text) if text else ""


def told(error: Exception) -> str:
    """What a person is told of an error: the cause and the next step, or that it is a bug."""
    if isinstance(error, FstrnError):
        return f"{say(error.sentence)} {say(error.hint)}".strip()
    text = translate("message", "Unexpected error ({kind}): this is a bug.")
    return text.format(kind=type(error).__name__)
