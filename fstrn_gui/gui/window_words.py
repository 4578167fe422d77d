"""What the engine's hints mean in the window, where they name options of the command line.

The engine says "Use --device cpu": right in a terminal, and of no use to a person who looks at a
window. Each such sentence stands here by its template, with what the window says for it; gaps keep
their numbers, and some are not needed. It is empty where the window has no such choice. The
window's words are translated like all others, the engine's own are not.
"""

from collections.abc import Mapping

WINDOW_WORDS: Mapping[str, str] = {
    "--leave-out {0} leaves it out.": "",
    "Choose another --size or --codec.": "Choose another size or another format.",
    "Choose another folder, or allow it with --overwrite.": (
        'Choose another folder, or tick "Replace what is there".'
    ),
    "Choose another name, or allow it with --overwrite.": (
        'Choose another name, or tick "Replace what is there".'
    ),
    "Close other programs that use the GPU, or use --device cpu.": (
        "Close other programs that use the GPU, or choose the processor under Settings, Network."
    ),
    "Cut both alike, or measure the frames that they have in common from the first on "
    "(--frames {0}).": "Cut both alike.",
    "Export it with --verify.": "Export it again: what the window exports is checked.",
    "Its parts are kept. Start again with --restart, or take it with --no-verify.": (
        "Its parts are kept. To begin anew, remove it from the queue and throw them away."
    ),
    "Leave --codec out, or choose h264, h265 or av1: they need no hardware.": (
        "Choose H.264, H.265 or AV1 as the format: they need no hardware."
    ),
    "Leave --encoder hardware out: encoders in software need no hardware.": (
        'Choose "In software" as the encoder: that needs no hardware.'
    ),
    "Leave --preset out.": "Leave the speed to the encoder.",
    "Look at the result, or use --encoder software.": (
        'Look at the result, or choose "In software" as the encoder.'
    ),
    "MP4 and MOV keep it, and so do H.264 and H.265 anywhere; or choose a --size.": (
        "MP4 and MOV keep it, and so do H.264 and H.265 anywhere; or choose a size."
    ),
    "Raise --memory-budget, or choose a smaller clip.": (
        "Allow more memory under Settings, Network, or choose a smaller clip."
    ),
    "Raise --memory-budget; H.264 and ProRes hold fewer pictures than others.": (
        "Allow more memory under Settings, Network; H.264 and ProRes hold fewer pictures than "
        "others."
    ),
    "Start it as before to go on, or use --restart to throw its parts away.": (
        "Start it as before to go on, or remove it from the queue and throw its parts away."
    ),
    "Use --device cpu, or --device auto to take what there is.": (
        "Choose the processor under Settings, Network, or Automatic to take what there is."
    ),
    "Use --frames 1, or a folder: {0}/.": "Choose one frame only, or a folder: {0}/.",
    "What is done is kept: start it again to go on. Where it fails again, "
    "--encoder software --restart makes all of it in software.": (
        "What is done is kept: start it again to go on. Where it fails again, throw its parts "
        'away and choose "In software" as the encoder.'
    ),
}
