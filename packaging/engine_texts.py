"""The sentences the engine tells people, read off its source: for the window's translators.

`python packaging/engine_texts.py` writes them as calls that lupdate understands, in the window's
words where they name options of the command line. A value that is put into a sentence becomes a
gap: {0}, {1}, … in the order of the English sentence.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from fstrn_gui.gui.window_words import WINDOW_WORDS

ROOT = Path(__file__).parents[1]
ROOMS = ("engine", "media", "network")
TOLD_BY = (
    *("Finding", "Check", "StreamFate", "MediaError", "ModelError", "DeviceError"),
    *("ExportError", "SettingsError", "JournalBusyError", "QueueDiskError"),
)
TOLD_AS = ("sentence", "hint", "fix", "detail", "reason", "problem", "kinds")
PUT_TOGETHER = (  # of several strings, or values of other sentences
    *("decoding", "network", "encoding"),
    *("no GPU: {0}", "this PyTorch was built without CUDA", "this PyTorch was built without MPS"),
    *("{0}: copy.", "{0}: as text.", "{0}: transcode.", "{0}: left out."),
    "tags as in the clip",
)
LISTS = ("problems", "found", "losses")


def templates() -> list[str]:
    """Every sentence, sorted; gaps are numbered."""
    found: set[str] = set()
    for room in ROOMS:
        for path in sorted((ROOT / "fstrn_gui" / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for told in _told(tree):
                found |= set(_texts(told))
    return sorted({*PUT_TOGETHER, *filter(_is_told, found)})


def said_in_the_window() -> list[str]:
    """What of it is to be translated: every sentence as the window says it."""
    return sorted({WINDOW_WORDS.get(text, text) for text in templates()} - {""})


def _told(tree: ast.AST) -> Iterator[ast.expr]:
    """Expressions whose strings reach people."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            values = [*node.args, *(k.value for k in node.keywords)]
            if name in TOLD_BY:
                yield from values[1:] if name in ("Finding", "Check") else values
            elif name == "append" and _name(getattr(node.func, "value", node)) in LISTS:
                yield from values
        elif isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_name(target) in TOLD_AS for target in targets):
                yield node.value


def _texts(told: ast.expr) -> Iterator[str]:
    """The literals of an expression, but not those inside calls of other things."""
    if isinstance(told, ast.Constant) and isinstance(told.value, str):
        yield told.value
    elif isinstance(told, ast.JoinedStr):
        yield template(told)
    elif isinstance(told, ast.IfExp):
        yield from (*_texts(told.body), *_texts(told.orelse))
    elif isinstance(told, ast.Tuple):
        for each in told.elts:
            yield from _texts(each)


def template(text: ast.JoinedStr) -> str:
    """An f-string with numbered gaps."""
    parts, gap = [], 0
    for value in text.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{gap}}}")
            gap += 1
    return "".join(parts)


def _is_told(text: str) -> bool:
    """Whole sentences; not the pieces of which `PUT_TOGETHER` is made."""
    words = " " in text and any(letter.isalpha() for letter in text)
    return words and not text.endswith(" ") and not text.startswith("{0}{1}")


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


if __name__ == "__main__":
    for text in said_in_the_window():
        print(f'translate("engine", {text!r})')
