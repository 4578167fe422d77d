"""A fake of `setup_env.Installer` that records what it was asked to install."""

from typing import Any


class FakeInstaller:
    """Installs nothing. pip would take `version` of anything; uv succeeds where `uv_works`."""

    def __init__(self, *, version: str = "2.13.0", uv_works: bool = True) -> None:
        self.events: list[tuple[str, ...]] = []
        self._version = version
        self._uv_works = uv_works

    def pip(self, *arguments: str) -> None:
        self.events.append(("pip", *arguments))

    def uv(self, *arguments: str) -> bool:
        self.events.append(("uv", *arguments))
        return self._uv_works

    def resolve(self, requirement: str) -> dict[str, Any]:
        found = [{"metadata": {"version": self._version}}] if self._version else []
        return {"install": found}
