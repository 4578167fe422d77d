"""Several processes that train one network together, started by `torchrun`, a device each.

Every process draws the whole batch and makes its own part of it; gradients are averaged, so all
take the same step. The first process alone writes, logs and validates.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, distributed


@dataclass(frozen=True, slots=True)
class Peers:
    """This process, the one of `rank` (from 0) among `count`; alone, every call does nothing."""

    rank: int
    count: int
    device: torch.device

    @property
    def leads(self) -> bool:
        """Whether this process writes."""
        return self.rank == 0

    @torch.no_grad()
    def average(self, tensors: Sequence[Tensor]) -> None:
        """Replace each tensor by its mean over all processes: one message for all of them."""
        if self.count == 1:
            return
        flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
        distributed.all_reduce(flat)
        flat /= self.count
        for tensor, mean in zip(
            tensors, torch.split(flat, [t.numel() for t in tensors]), strict=True
        ):
            tensor.copy_(mean.view_as(tensor))

    def any(self, *, flag: bool) -> bool:
        """Whether the flag is set in any process; all must ask."""
        if self.count == 1:
            return flag
        total = torch.tensor(float(flag), device=self.device)
        distributed.all_reduce(total)
        return bool(total)

    def wait(self) -> None:
        """Until all processes have come here."""
        if self.count > 1:
            distributed.barrier()


ALONE = Peers(0, 1, torch.device("cpu"))


@contextmanager
def joined(device: str) -> Iterator[Peers]:
    """The processes that `torchrun` started, met; alone where it started none.

    Of several CUDA devices each process takes the one of its number on this machine.
    """
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        yield Peers(0, 1, torch.device(device))
        return
    own = torch.device(device)
    if own.type == "cuda":
        own = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(own)
    distributed.init_process_group("nccl" if own.type == "cuda" else "gloo")
    try:
        yield Peers(distributed.get_rank(), count, own)
    finally:
        distributed.destroy_process_group()
