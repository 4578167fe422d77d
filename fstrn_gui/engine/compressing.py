"""A clip's small version sent through H.264: LR as people's clips are, for measuring."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from fstrn_gui.engine.measuring import luma_of
from fstrn_gui.engine.protocols import ClipView, EncoderSettings, Mode
from fstrn_gui.engine.views import OpenedView, ViewTools
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import GRAY8, Colour, Family, Planes, Range
from fstrn_gui.media.pixels import ffmpeg_name
from fstrn_gui.media.writer import SegmentWriter


def compress_view(view: ClipView, tools: ViewTools, crf: int, folder: Path) -> ClipView:
    """The view with all its LR frames compressed into a file in `folder`.

    x264, preset medium, luma only: scores are of luma. The clip of the view becomes the
    reference. ValueError unless the view is a test by "bi": of other degradations the pixels
    do not lie where those of a clip do.
    """
    if view.mode is not Mode.TEST or view.degrade != "bi" or view.reference is not None:
        raise ValueError(f'expected a test by "bi", got {view}')
    target = folder / f"{view.path.name}.mp4"
    with closing(OpenedView(view, tools)) as opened:
        clip = gray(opened.info, opened.size)
        layout = clip.pixel_format
        settings = EncoderSettings(
            "libx264", ffmpeg_name(layout), crf, "medium", time_base=clip.time_base
        )
        writer = SegmentWriter(target, settings, clip)
        try:
            for frame in opened.lr(0, opened.frames - 1):
                writer.write(replace(frame, planes=Planes(layout, (luma_of(frame),))))
            writer.commit()
        finally:
            writer.discard()
    return ClipView(target, reference=view.path, model_id=view.model_id)


def gray(info: ClipInfo, size: tuple[int, int]) -> ClipInfo:
    """A clip of the luma that is measured of another, (height, width)."""
    rgb = info.pixel_format.family is Family.RGB
    return replace(
        info,
        height=size[0],
        width=size[1],
        pixel_format=GRAY8 if rgb else replace(GRAY8, bits=info.pixel_format.bits),
        colour=Colour(range=Range.LIMITED) if rgb else info.colour,
    )
