from dataclasses import replace

import numpy as np
import pytest
import torch
from skimage.metrics import peak_signal_noise_ratio

from fstrn_gui.bicubic import enlarge, reduce, to_codes
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.training.material import Material
from fstrn_gui.training.recipe import ModelSection
from fstrn_gui.training.validation import Validation, psnr
from tests.training.runs import scene_codes

MATERIAL = Material((scene_codes("checks"), scene_codes("waves")), ())


def network(*, tail: float) -> Fstrn:
    """Bicubic where `tail` is 0: then nothing is added to CRL."""
    torch.manual_seed(1)
    made = ModelSection(filters=4, blocks=1).build().eval()
    with torch.no_grad():
        for parameter in made.tail.parameters():
            parameter.mul_(tail)
    return made


def test_bicubic_gains_nothing_over_bicubic() -> None:
    gain = Validation(MATERIAL, 4, 3).gain_db(network(tail=0.0))

    assert gain == pytest.approx(0.0, abs=0.005)  # single precision rounds some pixels otherwise


def test_psnr_is_the_mean_over_frames_with_peak_255() -> None:
    original = scene_codes("waves")[:3]
    low = np.stack([to_codes(reduce(plane, 4)) for plane in original])
    result = np.stack([to_codes(enlarge(plane, 4)) for plane in low])

    expected = [
        peak_signal_noise_ratio(a, b, data_range=255) for a, b in zip(original, result, strict=True)
    ]

    assert psnr(result, original) == pytest.approx(np.mean(expected))


def test_what_a_network_adds_shows_in_its_gain() -> None:
    validation = Validation(MATERIAL, 4, 3)

    assert validation.gain_db(network(tail=30.0)) < -0.1


def test_only_the_first_frames_count() -> None:
    longer = replace(
        MATERIAL, videos=tuple(np.concatenate([v[:3], 255 - v]) for v in MATERIAL.videos)
    )
    net = network(tail=30.0)

    assert Validation(longer, 4, 3).gain_db(net) == Validation(MATERIAL, 4, 3).gain_db(net)


def test_each_compressed_version_is_a_clip_of_its_own_beside_its_original() -> None:
    lows = [np.stack([to_codes(reduce(p, 4)) for p in video]) for video in MATERIAL.videos]
    coarse = [low // 16 * 16 for low in lows]
    net = network(tail=30.0)

    def gain(*versions: tuple[np.ndarray, ...]) -> float:
        return Validation(replace(MATERIAL, compressed=versions), 4, 3).gain_db(net)

    both = gain(*zip(lows, coarse, strict=True))

    alone = gain(*((low,) for low in lows)), gain(*((low,) for low in coarse))
    assert both == pytest.approx(np.mean(alone))
    assert alone[0] != pytest.approx(alone[1], abs=0.01)
    assert alone[0] == Validation(MATERIAL, 4, 3).gain_db(net)
