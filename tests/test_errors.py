import pytest

from fstrn_gui import errors
from fstrn_gui.errors import FstrnError


def test_an_error_reads_as_its_cause_and_the_next_step() -> None:
    error = FstrnError("a.mp4 cannot be opened.", "Check the file.")

    assert str(error) == "a.mp4 cannot be opened. Check the file."


def test_an_error_without_a_next_step_is_its_cause_alone() -> None:
    assert str(FstrnError("a.mp4 cannot be opened.")) == "a.mp4 cannot be opened."


@pytest.mark.parametrize("name", ["Media", "Model", "Device", "Export", "Settings", "Training"])
def test_every_kind_is_caught_as_one_that_people_can_act_on(name: str) -> None:
    kind = getattr(errors, f"{name}Error")

    with pytest.raises(FstrnError):
        raise kind("It cannot be done.", "Do something else.")


def test_the_tree_in_the_docstring_names_every_kind() -> None:
    kinds = {kind.__name__ for kind in FstrnError.__subclasses__()}

    assert all(f"── {kind} " in (errors.__doc__ or "") for kind in kinds)
