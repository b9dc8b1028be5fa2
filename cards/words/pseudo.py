"""A made-up language for the tests: English with accents and a third longer, so that cards meet long words early."""

from __future__ import annotations

from copy import deepcopy

from fluent.syntax import ast, visitor

#: The tag that Windows uses for its pseudo-locale.
PSEUDO = "qps-ploc"
#: Patterns for dates are not words.
_FORMATS = "format-"
_ACCENTS = str.maketrans("aeiouAEIOUcnsy", "áéíóúÁÉÍÓÚçñšý")


class _Lengthen(visitor.Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802 - Fluent's visitor looks for this name
        """The same words, longer."""
        words = node.value.translate(_ACCENTS)
        return ast.TextElement(value=words + "ø" * (len(words.strip()) // 3))


def lengthened(message: ast.Message) -> ast.Message:
    """A copy of an English message in the pseudo-locale; date patterns stay as they are."""
    copy = deepcopy(message)
    if not copy.id.name.startswith(_FORMATS):
        _Lengthen().visit(copy)
    return copy
