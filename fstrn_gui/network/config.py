"""The shape of a network. Imports no torch: cards of models are read without it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FstrnConfig:
    """The shape of a network. The paper's: 5 blocks of 64 filters, scale 4."""

    scale: int = 4
    filters: int = 64
    blocks: int = 5
    radius: int = 1  # of every temporal kernel: 1 frame to each side

    def __post_init__(self) -> None:
        if self.scale not in (2, 3, 4):
            raise ValueError(f"scale must be 2, 3 or 4, got {self.scale}")
        if self.filters < 1 or self.blocks < 1:
            raise ValueError(
                f"filters and blocks must be at least 1, got {self.filters} and {self.blocks}"
            )
        if self.radius != 1:
            raise ValueError(f"temporal kernels have radius 1, got {self.radius}")

    @property
    def latency(self) -> int:
        """Frames the network looks ahead (and back): one a temporal layer, N + 2."""
        return self.radius * (self.blocks + 2)

    @property
    def phases(self) -> int:
        """HR pixels of an LR pixel, s^2."""
        return self.scale * self.scale
