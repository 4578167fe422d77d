"""Texts for people, in the language of the window. Presenters and widgets ask here alone."""

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """`text` in the window's language; `context` groups the texts for translators."""
    return QCoreApplication.translate(context, text)
