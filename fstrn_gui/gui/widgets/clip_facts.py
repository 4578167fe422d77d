"""What the window says of a clip, in one line."""

from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.gui.words import translate


def clip_facts(clip: OpenedClip) -> str:
    """Size, rate, length and oddities of a clip, in one line."""
    info = clip.info
    facts = [f"{info.width}×{info.height}", f"{float(info.rate):.5g} fps"]
    facts.append(translate("window", "{frames} frames").format(frames=clip.frames))
    if info.pixel_format.bits > 8:
        facts.append(f"{info.pixel_format.bits} bit")
    if info.variable_rate:
        facts.append("VFR")
    if info.hdr:
        facts.append(translate("window", "HDR, shown tone-mapped"))
    if info.interlaced:
        facts.append(translate("window", "interlaced"))
    if info.rotation:
        facts.append(translate("window", "turned {angle}°").format(angle=info.rotation))
    if info.sar != 1:
        facts.append(f"SAR {info.sar.numerator}:{info.sar.denominator}")
    return "   ".join(facts)
