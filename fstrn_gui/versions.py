"""Which versions of packages are here."""

from importlib import metadata


def installed_version(package: str) -> str:
    """Of a package by its name, or "(not installed)": a checkout runs without being installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(not installed)"
