"""A computer that only notes what it is told."""


class FakePower:
    """A `Power`."""

    def __init__(self) -> None:
        self.ordered: list[str] = []

    def sleep(self) -> None:
        self.ordered.append("sleep")

    def shut_down(self) -> None:
        self.ordered.append("shut down")
