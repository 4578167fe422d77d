"""What the queue says: of an item, of its settings, of all items together."""

from fstrn_gui.engine.export.plan import EncoderKind, ExportRequest
from fstrn_gui.engine.export.preflight import clock
from fstrn_gui.engine.export.queue_file import ItemState, QueueItem, WhenDone
from fstrn_gui.engine.protocols import Progress
from fstrn_gui.gui.presenters.queue_state import (
    QueueState,
    seconds_left,
    seconds_left_in_all,
    share_done,
)
from fstrn_gui.gui.widgets.encoder_field import kind_text
from fstrn_gui.gui.words import say, translate


def row_state(item: QueueItem, state: QueueState) -> str:
    """How an item goes, in a few words."""
    if item.number == state.current:
        if state.stopping:
            return translate("queue", "stopping…")
        if state.leaving:
            text = translate("queue", "frame {done} of {total}, until this part is complete")
            return text.format(done=state.progress.done, total=state.progress.total)
        if state.paused:
            text = translate("queue", "paused at frame {done} of {total}")
            return text.format(done=state.progress.done, total=state.progress.total)
        return progress_text(state.progress)
    if item is state.elsewhere:
        return elsewhere_text(state.progress_of(item))
    return {
        ItemState.WAITING: translate("queue", "waiting"),
        ItemState.STOPPED: translate("queue", "stopped"),
        ItemState.DONE: translate("queue", "done, checked"),
        ItemState.FAILED: translate("queue", "failed"),
    }[item.state]


def progress_text(progress: Progress) -> str:
    """One line about an export that runs."""
    words = {
        "start": translate("queue", "starting…"),
        "join": translate("queue", "putting the parts together…"),
        "verify": translate("queue", "checking frame {done} of {total}"),
        "waiting": translate("queue", "no room on the disk: waiting at frame {done} of {total}"),
    }.get(progress.stage, translate("queue", "frame {done} of {total}"))
    text = words.format(done=progress.done, total=progress.total)
    left_s = seconds_left(progress)
    if left_s is None or progress.stage != "encode":
        return text
    left = translate("queue", "{time} left").format(time=clock(left_s))
    return f"{text}  ·  {progress.fps:.1f} fps  ·  {left}"


def detail_state(item: QueueItem, state: QueueState) -> str:
    """How an item goes, where there is room for a sentence."""
    if item is state.elsewhere:
        text = translate("queue", "Another program works on it; its complete parts are counted.")
        return f"{row_state(item, state)}. {text}"
    if item.state is ItemState.STOPPED:
        return translate("queue", "stopped; what is done of it is kept")
    return row_state(item, state)


def elsewhere_text(progress: Progress) -> str:
    """One line about an export that another program runs, whose complete parts can be counted."""
    if not progress.total:
        return translate("queue", "running elsewhere")
    text = translate("queue", "elsewhere, {done} of {total} frames")
    return text.format(done=progress.done, total=progress.total)


def settings_text(request: ExportRequest) -> str:
    """With which settings, in one line."""
    last = "" if request.frames is None else str(request.start + request.frames - 1)
    whole = request.frames is None and not request.start
    frames = translate("queue", "frames {first}–{last}").format(first=request.start, last=last)
    parts = [
        translate("queue", "from {name}").format(name=request.source.name),
        translate("queue", "whole clip") if whole else frames,
        request.size or "",
        request.codec or "",
        "" if request.crf is None else f"CRF {request.crf}",
        "" if request.encoder is EncoderKind.AUTO else kind_text(request.encoder).lower(),
        request.model_id,
    ]
    return "  ·  ".join(filter(None, parts))


def second_line(item: QueueItem) -> str:
    """What stands below an item's name: why it failed, or with which settings it goes."""
    failed = item.state is ItemState.FAILED and item.message
    return say(item.message) if failed else settings_text(item.request)


def item_text(item: QueueItem, state: QueueState) -> str:
    """An item in one line, as screen readers say it."""
    words = (item.request.target.name, row_state(item, state), second_line(item))
    return ", ".join(words)


def total_text(state: QueueState) -> str:
    """How far all are together."""
    if not state.items:
        return ""
    text = translate("queue", "{done} of {count} done")
    parts = [text.format(done=state.count(ItemState.DONE), count=len(state.items))]
    if failed := state.count(ItemState.FAILED):
        parts.append(translate("queue", "{count} failed").format(count=failed))
    if stopped := state.count(ItemState.STOPPED):
        parts.append(translate("queue", "{count} stopped").format(count=stopped))
    if state.busy:
        parts.append(f"{100 * share_done(state):.0f} %")
        left_s = seconds_left_in_all(state)
        if left_s is not None and not state.paused:
            parts.append(translate("queue", "{time} left").format(time=clock(left_s)))
    return "  ·  ".join(parts)


def status_text(state: QueueState) -> str:
    """For the window's status bar: what runs, how far it is."""
    if state.running is None:
        return ""
    name = state.running.request.target.name
    return f"{name}: {row_state(state.running, state)}"


def title_text(state: QueueState) -> str:
    """For the window's title: "42 % – ", empty where nothing runs."""
    return f"{100 * share_done(state):.0f} % – " if state.busy else ""


def when_done_text(action: WhenDone) -> str:
    """What happens after the last one."""
    return {
        WhenDone.NOTHING: translate("queue", "nothing"),
        WhenDone.NOTIFY: translate("queue", "notify me"),
        WhenDone.SLEEP: translate("queue", "let the computer sleep"),
        WhenDone.SHUT_DOWN: translate("queue", "shut the computer down"),
    }[action]
