"""Memory that a thread works in again and again."""

import threading

import torch
from torch import Tensor

from fstrn_gui.network.scratch import Scratch


def test_the_same_memory_comes_again() -> None:
    scratch = Scratch()
    first = scratch.take("values", (4, 5), torch.float32)

    again = scratch.take("values", (2, 3), torch.float32)

    assert again.shape == (2, 3)
    assert again.is_contiguous()
    assert again.data_ptr() == first.data_ptr()


def test_it_grows_with_what_is_asked_for() -> None:
    scratch = Scratch()
    scratch.take("values", (2, 3), torch.float32)

    assert scratch.take("values", (400, 5), torch.float32).shape == (400, 5)


def test_other_names_and_types_have_memory_of_their_own() -> None:
    scratch = Scratch()
    kinds = [("values", torch.float32), ("values", torch.float64), ("products", torch.float32)]
    taken = [scratch.take(name, (3,), dtype).fill_(n) for n, (name, dtype) in enumerate(kinds)]

    assert [each.tolist() for each in taken] == [[0] * 3, [1] * 3, [2] * 3]
    assert [each.dtype for each in taken] == [dtype for _, dtype in kinds]


def test_another_thread_has_memory_of_its_own() -> None:
    scratch = Scratch()
    mine = scratch.take("values", (3,), torch.float32).fill_(1)
    theirs: list[Tensor] = []

    thread = threading.Thread(
        target=lambda: theirs.append(scratch.take("values", (3,), torch.float32).fill_(2))
    )
    thread.start()
    thread.join()

    assert (mine.tolist(), theirs[0].tolist()) == ([1] * 3, [2] * 3)


def test_memory_taken_first_in_inference_mode_can_be_written_to_outside_it() -> None:
    scratch = Scratch()
    with torch.inference_mode():
        scratch.take("values", (3,), torch.float32)

    scratch.take("values", (3,), torch.float32).fill_(1)
