"""A computer of which is noted when it was kept awake."""


class FakeAwake:
    """An `Awake`."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hold(self) -> None:
        self.asked.append("hold")

    def release(self) -> None:
        self.asked.append("release")
