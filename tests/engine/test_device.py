from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from fstrn_gui.engine.device import Accelerator, ThisMachine, choose_device
from fstrn_gui.errors import DeviceError, SettingsError

NO_CUDA = Accelerator("", "this PyTorch was built without CUDA")
NO_MPS = Accelerator("", "this PyTorch was built without MPS")


@dataclass
class FakeMachine:
    cuda_found: Accelerator = NO_CUDA
    mps_found: Accelerator = NO_MPS
    bf16: bool = False

    def cuda(self) -> Accelerator:
        return self.cuda_found

    def mps(self) -> Accelerator:
        return self.mps_found

    def cpu(self) -> str:
        return "Processor"

    def has_bf16(self) -> bool:
        return self.bf16

    def cores(self) -> int:
        return 6


@pytest.mark.parametrize("usual", ["fp16", "fp32"])
def test_auto_takes_cuda_where_it_works_in_the_precision_of_the_card(usual: str) -> None:
    card = Accelerator("NVIDIA card", precision=usual)

    choice = choose_device(machine=FakeMachine(cuda_found=card))

    assert (choice.device, choice.name, choice.precision) == ("cuda:0", "NVIDIA card", usual)


@pytest.mark.parametrize(
    ("capability", "precision"), [((9, 0), "fp16"), ((7, 0), "fp16"), ((6, 1), "fp32")]
)
def test_cards_without_matrix_units_for_fp16_compute_in_fp32(
    monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int], precision: str
) -> None:
    def ones(*_: int, device: str) -> torch.Tensor:
        assert device == "cuda:0"
        return torch.zeros(1).add_(1)

    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "Card")
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: capability)
    monkeypatch.setattr(torch, "ones", ones)

    assert ThisMachine().cuda() == Accelerator("Card", precision=precision)


def test_auto_takes_mps_where_there_is_no_cuda() -> None:
    choice = choose_device(machine=FakeMachine(mps_found=Accelerator("Apple GPU")))

    assert (choice.device, choice.precision) == ("mps", "fp32")


def test_auto_falls_back_to_the_cpu_and_says_why_not_the_gpu() -> None:
    choice = choose_device(machine=FakeMachine())

    assert (choice.device, choice.precision, choice.threads) == ("cpu", "fp32", 6)
    assert choice.reason == "no GPU: this PyTorch was built without CUDA"


def test_a_missing_gpu_that_was_asked_for_is_an_error_with_the_cause() -> None:
    with pytest.raises(DeviceError, match="cuda cannot be used: this PyTorch was built without"):
        choose_device("cuda", machine=FakeMachine())


def test_a_broken_card_is_not_chosen() -> None:
    broken = Accelerator("Old card", "Old card does not work: no kernel image")

    choice = choose_device(machine=FakeMachine(cuda_found=broken))

    assert choice.device == "cpu"
    assert "no kernel image" in choice.reason


def test_precision_and_threads_can_be_asked_for() -> None:
    machine = FakeMachine(cuda_found=Accelerator("NVIDIA H100"))

    choice = choose_device("cuda", precision="fp32", threads=3, machine=machine)

    assert (choice.precision, choice.threads) == ("fp32", 3)


def test_unknown_devices_are_named() -> None:
    with pytest.raises(DeviceError, match="tpu"):
        choose_device("tpu", machine=FakeMachine())


def test_auto_is_exact_on_a_cpu_that_has_bf16() -> None:
    assert choose_device("cpu", machine=FakeMachine(bf16=True)).precision == "fp32"


def test_bf16_is_a_choice_on_a_cpu_that_has_it() -> None:
    choice = choose_device("auto", precision="bf16", machine=FakeMachine(bf16=True))

    assert (choice.device, choice.precision) == ("cpu", "bf16")


def test_bf16_is_refused_on_a_cpu_that_would_emulate_it() -> None:
    with pytest.raises(DeviceError, match="Processor has no bf16 arithmetic"):
        choose_device("cpu", precision="bf16", machine=FakeMachine(bf16=False))


def test_fp16_on_the_cpu_is_refused() -> None:
    with pytest.raises(DeviceError, match="not in fp16"):
        choose_device("cpu", precision="fp16", machine=FakeMachine(bf16=True))


@pytest.mark.parametrize("values", [{"precision": "fp64"}, {"threads": -1}])
def test_values_without_sense_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        choose_device("cpu", machine=FakeMachine(), **values)  # type: ignore[arg-type]


def test_this_machine_answers() -> None:
    choice = choose_device("cpu")

    assert choice.name
    assert choice.threads >= 1


@pytest.mark.skipif(not Path("/proc/cpuinfo").is_file(), reason="only Linux lists instructions")
def test_bf16_is_what_the_processor_lists() -> None:
    listed = Path("/proc/cpuinfo").read_text().split()

    names = {"avx512_bf16", "amx_bf16", "bf16", "svebf16"}
    assert ThisMachine().has_bf16() == any(name in listed for name in names)
