import pytest
import torch

from fstrn_gui.training.optimise import (
    MovingAverage,
    Muon,
    batched_orthogonal,
    optimisers,
    orthogonal,
)
from fstrn_gui.training.recipe import ModelSection


@pytest.mark.parametrize("shape", [(8, 72), (72, 8), (16, 16)])
def test_every_direction_of_a_matrix_becomes_about_as_long_and_none_turns(
    shape: tuple[int, int],
) -> None:
    matrix = torch.randn(shape, generator=torch.manual_seed(1))

    result = orthogonal(matrix)

    left, _, right = torch.linalg.svd(matrix.double(), full_matrices=False)
    inside = left.T @ result.double() @ right.T
    assert inside.diagonal().min() > 0.3
    assert inside.diagonal().max() < 1.3
    assert (inside - torch.diag(inside.diagonal())).abs().max() < 1e-4


def test_matrices_of_one_shape_made_orthogonal_together_are_those_made_one_by_one() -> None:
    generator = torch.manual_seed(2)
    shapes = [(8, 72), (64, 27), (8, 72), (16, 16), (64, 27), (8, 72)]
    matrices = [torch.randn(shape, generator=generator) for shape in shapes]

    together = batched_orthogonal(matrices)

    for matrix, result in zip(matrices, together, strict=True):
        assert result.shape == matrix.shape
        assert torch.allclose(result, orthogonal(matrix), atol=2e-5)


def test_kernels_go_to_muon_and_vectors_to_adam() -> None:
    network = ModelSection(filters=4, blocks=1).build()

    muon, adam = optimisers(network, "muon", 1e-3, 0.9)

    assert isinstance(muon, Muon)
    assert all(p.ndim > 1 for group in muon.param_groups for p in group["params"])
    assert all(p.ndim == 1 for group in adam.param_groups for p in group["params"])
    held = [p for o in (muon, adam) for group in o.param_groups for p in group["params"]]
    assert len(held) == len(list(network.parameters()))


def test_the_average_follows_quickly_at_first_and_slowly_later() -> None:
    network = torch.nn.Linear(1, 1, bias=False)
    moves = []
    for step in (0, 10_000):
        with torch.no_grad():
            network.weight.fill_(0.0)
        average = MovingAverage(network, 0.999)
        with torch.no_grad():
            network.weight.fill_(1.0)
        average.update(network, step)
        moves.append(float(average.weights["weight"]))

    assert moves == pytest.approx([0.9, 0.001], rel=1e-4)
