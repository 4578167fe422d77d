"""What an HDR clip says of its light: values of SMPTE ST 2086 and CTA-861.3."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class LightLevel:
    """The brightest pixel and the brightest mean of a picture, in cd/m2."""

    max_content: int
    max_average: int


@dataclass(frozen=True, slots=True)
class MasteringDisplay:
    """The screen a clip was graded on: x, y of red, green, blue and white; cd/m2."""

    red: tuple[Fraction, Fraction]
    green: tuple[Fraction, Fraction]
    blue: tuple[Fraction, Fraction]
    white: tuple[Fraction, Fraction]
    darkest: Fraction
    brightest: Fraction


@dataclass(frozen=True, slots=True)
class HdrMetadata:
    """What an HDR clip says of its light; either may be missing."""

    display: MasteringDisplay | None = None
    light: LightLevel | None = None
