"""Codes to luma in [0, 1] and back, on the processor, against the definition in float64."""

import numpy as np
import pytest
import torch

from fstrn_gui.engine import codes
from fstrn_gui.engine.codes import codes_of, luma_of

CPU = torch.device("cpu")
KINDS = [(255, "uint8"), (1023, "uint16"), (4095, "uint16"), (65535, "uint16")]


@pytest.mark.parametrize(("peak", "kind"), KINDS)
def test_luma_is_each_code_as_a_part_of_the_peak(peak: int, kind: str) -> None:
    every = np.arange(peak + 1, dtype=kind).reshape(16, -1)

    luma = luma_of(every, peak, CPU)

    assert luma.dtype == torch.float32
    assert (luma.numpy() == (every.astype(np.float64) / peak).astype(np.float32)).all()


@pytest.mark.parametrize(("peak", "kind"), KINDS)
def test_every_code_comes_back(peak: int, kind: str) -> None:
    every = np.arange(peak + 1, dtype=kind).reshape(16, -1)

    back = codes_of(luma_of(every, peak, CPU), peak, every).numpy()

    assert back.dtype == every.dtype
    assert (back == every).all()


def test_luma_is_rounded_half_up_and_kept_within_the_codes() -> None:
    luma = torch.tensor([[-0.3, 0.49 / 255, 0.51 / 255, 254.4 / 255, 1.0, 1.7]])

    assert codes_of(luma, 255, np.zeros(1, np.uint8)).tolist() == [[0, 0, 1, 254, 255, 255]]


def test_pictures_are_rounded_in_bands_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    luma = torch.rand(11, 7, generator=torch.Generator().manual_seed(1))
    at_once = codes_of(luma, 255, np.zeros(1, np.uint8))
    monkeypatch.setattr(codes, "_BAND_SAMPLES", 3 * 7)

    assert torch.equal(codes_of(luma, 255, np.zeros(1, np.uint8)), at_once)


def test_floats_are_luma_there_and_back() -> None:
    floats = np.array([[-0.25, 0.5, 1.25]], np.float32)

    luma = luma_of(floats, 255, CPU)

    assert luma.tolist() == floats.tolist()
    assert codes_of(luma, 255, floats).tolist() == floats.tolist()


@pytest.mark.parametrize("kind", ["uint8", "float32"])
def test_what_was_given_may_be_written_to_afterwards(kind: str) -> None:
    given = np.zeros((2, 2), kind)

    luma = luma_of(given, 255, CPU)
    given[:] = 1

    assert luma.count_nonzero() == 0
