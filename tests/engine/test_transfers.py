import numpy as np
import pytest
import torch
from torch import Tensor

from fstrn_gui.engine.protocols import Luma
from fstrn_gui.engine.transfers import Downloads, Wait, downloads_from, upload

NEEDS_CARD = pytest.mark.skipif(
    not torch.cuda.is_available(), reason="needs an NVIDIA card: pinned memory and streams"
)
DEVICES = ["cpu", pytest.param("cuda", marks=NEEDS_CARD)]


def codes(number: int, dtype: type = np.uint8) -> Luma:
    random = np.random.default_rng(number)
    return random.integers(0, 256, (90, 160)).astype(dtype)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("device", DEVICES)
def test_arrays_come_home_as_they_went(device: str, dtype: type) -> None:
    place = torch.device(device)
    downloads = downloads_from(place)
    arrays = [codes(number, dtype) for number in range(6)]
    home = []

    for array in arrays:
        downloads.begin(upload(array, place))
        arrived = downloads.due()
        home += [] if arrived is None else [arrived]
    home += downloads.rest()

    assert [array.dtype for array in home] == [dtype] * 6
    assert all(np.array_equal(h, a) for h, a in zip(home, arrays, strict=True))


@pytest.mark.parametrize("device", DEVICES)
def test_a_tile_of_a_frame_is_uploaded_alone(device: str) -> None:
    tile = codes(1)[7:40, 3:90]

    there = upload(tile, torch.device(device))

    assert np.array_equal(there.cpu().numpy(), tile)


def test_an_upload_is_a_copy() -> None:
    array = codes(1)
    there = upload(array, torch.device("cpu"))

    there.zero_()

    assert array.any()


@NEEDS_CARD
def test_a_copy_waits_for_the_work_before_it_and_keeps_its_memory() -> None:
    downloads = downloads_from(torch.device("cuda"))
    side, rounds = 2048, 50
    for number in range(4):
        values = torch.full((side, side), float(number), device="cuda")
        for _ in range(rounds):
            values = values + 1
        downloads.begin(values)
        del values  # the allocator gives its memory to the next round
    means = [float(picture.mean()) for picture in downloads.rest()]

    assert means == [float(number + rounds) for number in range(4)]


class Slow:
    """Copies that remember whether they were waited for."""

    def __init__(self) -> None:
        self.waited: list[int] = []

    def __call__(self, values: Tensor) -> Wait:
        number = int(values)

        def wait() -> Luma:
            self.waited.append(number)
            return np.array([[number]], np.uint8)

        return wait


def test_nobody_waits_for_the_newest_copies() -> None:
    slow = Slow()
    downloads = Downloads(slow, behind=2)

    for number in range(4):
        downloads.begin(torch.tensor(number))
        downloads.due()

    assert slow.waited == [0, 1]
    assert [int(picture[0, 0]) for picture in downloads.rest()] == [2, 3]


def test_what_is_forgotten_is_not_waited_for() -> None:
    slow = Slow()
    downloads = Downloads(slow, behind=1)
    downloads.begin(torch.tensor(7))

    downloads.clear()

    assert list(downloads.rest()) == []
    assert slow.waited == []
