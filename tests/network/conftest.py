"""How many threads torch has for a test."""

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture
def one_thread() -> Iterator[None]:
    """What is counted or watched on this thread alone happens on it."""
    yield from _threads(1)


@pytest.fixture
def three_threads() -> Iterator[None]:
    yield from _threads(3)


def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    yield
    torch.set_num_threads(before)
