import torch

from fstrn_gui.network.published import PublishedFstrn


def test_the_published_network_counts_as_their_code_does() -> None:
    assert sum(p.numel() for p in PublishedFstrn().parameters()) == 802_241


def test_a_window_gives_its_middle_frame_four_times_as_large() -> None:
    assert PublishedFstrn().eval()(torch.rand(1, 1, 5, 6, 7)).shape == (24, 28)
