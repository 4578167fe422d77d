"""Interlaced pictures made progressive, one for each: FFmpeg's bwdif.

A picture depends on its neighbours only, so it is the same wherever decoding began, as long as
the one before it is there (`CONTEXT`).
"""

from collections.abc import Iterator
from fractions import Fraction

import av
from av.filter import Graph

from fstrn_gui.media.decoding import Numbered

CONTEXT = 1  # pictures before the first wanted one
_BWDIF = "mode=send_frame:parity=auto:deint=all"


def deinterlaced(pictures: Iterator[Numbered]) -> Iterator[Numbered]:
    """The same numbers with progressive pictures, one behind: each waits for its next."""
    graph: Graph | None = None
    waiting: list[int] = []
    for number, picture in pictures:
        graph = graph or _graph(picture)
        waiting.append(number)
        picture.pts, picture.time_base = number, Fraction(1, 25)  # bwdif wants ascending times
        graph.push(picture)
        for result in _pull(graph):
            yield waiting.pop(0), result
    if graph is not None:
        graph.push(None)
        for result in _pull(graph):
            yield waiting.pop(0), result


def _graph(picture: av.VideoFrame) -> Graph:
    graph = Graph()
    source = graph.add_buffer(
        width=picture.width,
        height=picture.height,
        format=picture.format,
        time_base=Fraction(1, 25),
    )
    bwdif = graph.add("bwdif", _BWDIF)
    sink = graph.add("buffersink")
    source.link_to(bwdif)
    bwdif.link_to(sink)
    graph.configure()
    return graph


def _pull(graph: Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            picture = graph.pull()
        except (BlockingIOError, EOFError):  # it waits for more, or has given everything
            return
        assert isinstance(picture, av.VideoFrame)
        yield picture
