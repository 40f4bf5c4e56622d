"""Small faults put into a module: mutmut's operators, one fault at a time, named by what it changes rather than where.

Constants of the module and decorated functions are mutated too, which mutmut's own runner leaves out. Annotations,
imports, `__all__`, type variables, docstrings, the arguments of decorators and log lines are left alone.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.mutators import mutation_operators

SEED = "one"
LEFT_ALONE = cst.Annotation | cst.Import | cst.ImportFrom | cst.Decorator
SWAPPED = {"max": "min", "min": "max", "any": "all", "all": "any"}
NARROWING = {"filter", "exclude", "order_by"}
LOG_NAMES = {"log", "_log"}
EXPORTED = "__all__"


@dataclass(frozen=True, slots=True)
class Mutant:
    """`place` is the function it is in, `before` and `after` the code that changes; `source` is the whole module."""

    place: str
    before: str
    after: str
    source: str

    @property
    def key(self) -> str:
        """Its name in the list of known survivors: the same wherever the lines are."""
        return f"{self.place}: {self.before} -> {self.after}"


def mutants_of(path: Path) -> list[Mutant]:
    """Return the faults that can be put into the module, each once."""
    module = MetadataWrapper(cst.parse_module(path.read_text())).module
    finder = _Finder()
    module.visit(finder)
    found = {}
    for place, old, new in finder.found:
        changed = module.deep_replace(old, new)
        assert isinstance(changed, cst.Module)  # noqa: S101
        mutant = Mutant(place, _code(old), _code(new), changed.code)
        if _compiles(mutant.source):
            found[mutant.key] = mutant
    return list(found.values())


def sample(mutants: list[Mutant], size: int) -> list[Mutant]:
    """Return at most `size` mutants: always the same ones, and mostly the same ones after the module has changed."""
    return sorted(mutants, key=lambda mutant: hashlib.sha256(f"{SEED} {mutant.key}".encode()).digest())[:size]


class _Finder(cst.CSTVisitor):
    """Collects (place, node, changed node)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []
        self._places: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, LEFT_ALONE) or _is_docstring(node) or _is_incidental(node):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._places.append(node.name.value)
        place = ".".join(self._places) or "module"
        self.found += [(place, node, changed) for changed in _changed(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._places.pop()


def _changed(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield what mutmut makes of a node, one variant of a word instead of three; then swap bounds and drop filters."""
    for node_type, operator in mutation_operators:
        if isinstance(node, node_type):
            yield from islice(operator(node), 1 if isinstance(node, cst.SimpleString) else None)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in SWAPPED:
        yield node.with_changes(func=cst.Name(SWAPPED[node.func.value]))
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in NARROWING:
        yield node.func.value


def _is_docstring(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)


def _is_incidental(node: cst.CSTNode) -> bool:
    match node:
        case cst.Assign(value=cst.Call(func=cst.Name(value="TypeVar"))):
            return True
        case cst.Call(func=cst.Attribute(value=cst.Name(value=name))):
            return name in LOG_NAMES
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))]):
            return name in {*LOG_NAMES, EXPORTED}
    return False


def _code(node: cst.CSTNode) -> str:
    return " ".join(cst.Module([]).code_for_node(node).split())


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True
