"""Which device, precision and thread count, and why; and how to leave the machine to others.

torch is imported inside the functions that need it: the window comes up without it. `cores`
counts what this process may use, `priority` is the operating system's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from fstrn_gui.engine.cores import cpu_name, usable_cores
from fstrn_gui.engine.protocols import DeviceChoice
from fstrn_gui.errors import DeviceError, SettingsError

DEVICES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("auto", "fp32", "bf16", "fp16")

_BF16_INSTRUCTIONS = ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16")  # the last two are ARM's
_VOLTA = (7, 0)  # the first cards with matrix units for fp16; older ones may be slow at it
_LEAVE_PRECISION = "Leave the precision at auto."


@dataclass(frozen=True, slots=True)
class Accelerator:
    """What is known of one kind of device. `problem` is empty where it can be used.

    `precision` is its usual one: the fastest that loses nothing worth mentioning.
    """

    name: str
    problem: str = ""
    precision: str = "fp32"


class Machine(Protocol):
    """What `choose_device` asks of torch and the operating system."""

    def cuda(self) -> Accelerator: ...  # noqa: D102 - the protocol's docstring says it
    def mps(self) -> Accelerator: ...  # noqa: D102
    def cpu(self) -> str: ...  # noqa: D102
    def has_bf16(self) -> bool: ...  # noqa: D102
    def cores(self) -> int: ...  # noqa: D102


class ThisMachine:
    """The machine itself, asked through torch (imported at the first question)."""

    def cuda(self) -> Accelerator:
        """The first NVIDIA (or ROCm) card, tried with one small sum."""
        import torch  # lazily: takes seconds and must not delay the window

        if torch.version.cuda is None and torch.version.hip is None:
            return Accelerator("", "this PyTorch was built without CUDA")
        if not torch.cuda.is_available():
            return Accelerator("", "no working NVIDIA driver and card were found")
        name = torch.cuda.get_device_name(0)
        try:
            torch.ones(1, device="cuda:0").add_(1).item()
        except RuntimeError as error:  # built for other cards, card in use, driver too old
            return Accelerator(name, f"{name} does not work: {str(error).splitlines()[0]}")
        fast_fp16 = torch.cuda.get_device_capability(0) >= _VOLTA
        return Accelerator(name, precision="fp16" if fast_fp16 else "fp32")

    def mps(self) -> Accelerator:
        """The GPU of an Apple computer."""
        import torch  # lazily: see above

        if not torch.backends.mps.is_built():
            return Accelerator("", "this PyTorch was built without MPS")
        if not torch.backends.mps.is_available():
            return Accelerator("", "this Mac or macOS version has no MPS")
        return Accelerator("Apple GPU")

    def cpu(self) -> str:
        """The processor's name for people."""
        return cpu_name()

    def has_bf16(self) -> bool:
        """Whether the processor computes in bf16; where not, torch emulates it, slowly.

        Asked and not timed: on a machine that is busy at the moment a trial goes either way.
        """
        import torch  # lazily: see above

        ask = getattr(torch.cpu, "get_capabilities", None)  # not in every version we run with
        known = ask() if ask else {}
        return any(known.get(name, False) for name in _BF16_INSTRUCTIONS)

    def cores(self) -> int:
        """Physical cores that this process may use."""
        return usable_cores()


def choose_device(
    name: str = "auto",
    *,
    precision: str = "auto",
    threads: int = 0,
    machine: Machine | None = None,
) -> DeviceChoice:
    """The device called `name`, or with "auto" the fastest that works, with the reason.

    `precision` "auto" is fp32 on the CPU and on MPS, fp16 on CUDA (cards since Volta); bf16 can
    be asked for on CPUs that have it. `threads` 0 is one for each physical core. Raises
    DeviceError where `name` or `precision` cannot be used, SettingsError where a value makes no
    sense. Loads torch unless "cpu" is asked for with its usual precision.
    """
    _check(name, precision, threads)
    machine = machine or ThisMachine()
    threads = threads or machine.cores()
    if name == "cpu":
        return _cpu(machine, precision, threads, "chosen")
    problems = []
    for kind, (device, ask) in _gpus(machine).items():
        if name not in ("auto", kind):
            continue
        found = ask()
        if not found.problem:
            chosen = found.precision if precision == "auto" else precision
            reason = "chosen" if name == kind else "the fastest device that works"
            return DeviceChoice(device, found.name, chosen, threads, reason)
        problems.append(found.problem)
    if name != "auto":
        raise DeviceError(
            f"The device {name} cannot be used: {problems[0]}.",
            "Use --device cpu, or --device auto to take what there is.",
        )
    return _cpu(machine, precision, threads, f"no GPU: {problems[0]}")


def _check(name: str, precision: str, threads: int) -> None:
    if name not in DEVICES:
        raise DeviceError(f'There is no device "{name}".', f"Choose from {', '.join(DEVICES)}.")
    if precision not in PRECISIONS:
        raise SettingsError(
            f'There is no precision "{precision}".', f"Choose from {', '.join(PRECISIONS)}."
        )
    if threads < 0:
        raise SettingsError(f"The number of threads must not be negative, got {threads}.")


def _gpus(machine: Machine) -> dict[str, tuple[str, Callable[[], Accelerator]]]:
    """By name: torch's device, and how to ask for it."""
    return {
        "cuda": ("cuda:0", machine.cuda),
        "mps": ("mps", machine.mps),
    }


def _cpu(machine: Machine, precision: str, threads: int, reason: str) -> DeviceChoice:
    if precision == "fp16":
        raise DeviceError("The CPU computes in fp32 or bf16, not in fp16.", _LEAVE_PRECISION)
    if precision == "bf16" and not machine.has_bf16():
        raise DeviceError(
            f"{machine.cpu()} has no bf16 arithmetic; fp32 is faster there.", _LEAVE_PRECISION
        )
    chosen = "fp32" if precision == "auto" else precision
    return DeviceChoice("cpu", machine.cpu(), chosen, threads, reason)
