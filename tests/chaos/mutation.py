"""What a broken rule is: where it stands, what becomes of it, and who must notice."""

from __future__ import annotations

from dataclasses import dataclass

#: Our packages.
ROOMS = ("usher", "bot", "cards", "provisioning", "sandbox", "manifest")


@dataclass(frozen=True)
class Mutation:
    """One rule, broken: ``old`` becomes ``new`` in ``file``, and one of ``tests`` (file::name) turns red."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def of(module: str, *names: str) -> tuple[str, ...]:
    """Tests of ``tests/provisioning/test_<module>.py``, or of another folder when it is named."""
    folder, _, stem = module.rpartition("/")
    return tuple(f"tests/{folder or 'provisioning'}/test_{stem}.py::test_{name}" for name in names)
