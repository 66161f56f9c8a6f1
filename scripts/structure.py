"""Structure of the source in figures, each with the bound that it must keep.

usage: structure.py [FOLDER]

Counted is the Python that git knows, without tests and migrations. Exits with 1 where a bound is
broken and says where; bounds are lowered when a figure has improved, not raised to let one pass.
"""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

BOUNDS: dict[str, float] = {
    # Each reader has one: OpenAI's schema, the offline one, e-invoices and their terms.
    "files with a block of field names": 7,
    "blocks of field names": 7,
    "modules in the largest package": 12,
    "percent of the source in the largest package of an app": 35,
    "lines from which the longest tenth of functions starts": 15,
    "percent of module docstrings that open with a question word": 1,
}

# A field of a reading or of an entry by one of its names. So many of them within so many lines of
# one literal, call, class or signature are a list of the fields, which has its place already.
FIELD = re.compile(
    r"(?:\w+__)?(vendor|purchased_on|date|total|subtotal|discount|tax|tip|currency|category"
    r"|transaction_type|type|payment_method|receipt_number|item_count)"
)
SAME_FIELD = {"date": "purchased_on", "type": "transaction_type"}
FIELDS_OF_A_BLOCK, LINES_OF_A_BLOCK = 8, 15
CONTAINERS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Call, ast.ClassDef, ast.arguments)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
QUESTION = re.compile(r"(What|Which|Who|Whose|How|Where|When|Why)\b")


@dataclass(frozen=True)
class Module:
    """`path` is relative to the project: `backend/receipts/tasks.py`."""

    path: Path
    lines: int
    tree: ast.Module


@dataclass(frozen=True)
class Figure:
    """`places` are what makes it as large as it is, the worst first."""

    value: float
    places: list[str]


def main(folder: Path) -> int:
    modules = list(source(folder))
    figures = {name: count(modules) for name, count in FIGURES.items()}
    for name, figure in figures.items():
        print(f"{figure.value:6.4g} of at most {BOUNDS[name]:4g}  {name}")  # noqa: T201
    print("functions' lines, " + spread(modules))  # noqa: T201
    broken = {name: figure for name, figure in figures.items() if figure.value > BOUNDS[name]}
    for name, figure in broken.items():
        print(f"\nToo many: {name}", *figure.places[:40], sep="\n    ")  # noqa: T201
    return 1 if broken else 0


def source(folder: Path) -> Iterator[Module]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    for path in map(Path, listed.stdout.splitlines()):
        exempt = {"tests", "migrations"} & set(path.parts) or path.name == "conftest.py"
        if not exempt and (folder / path).exists():
            text = (folder / path).read_text()
            yield Module(path, len(text.splitlines()), ast.parse(text))


# --- Fields


def files_with_blocks(modules: list[Module]) -> Figure:
    places = [str(module.path) for module in modules if any(blocks(module.tree))]
    return Figure(len(places), places)


def all_blocks(modules: list[Module]) -> Figure:
    places = [f"{module.path}:{line}" for module in modules for line in blocks(module.tree)]
    return Figure(len(places), places)


def blocks(node: ast.AST) -> list[int]:
    """The lines of the innermost containers in which many fields stand together."""
    inner = [line for child in ast.iter_child_nodes(node) for line in blocks(child)]
    if inner or not isinstance(node, CONTAINERS):
        return inner
    named = sorted(fields_in(node))
    return (
        [named[0][0]] if any(stand_together(named[start:]) for start in range(len(named))) else []
    )


def stand_together(named: list[tuple[int, str]]) -> bool:
    last_line = named[0][0] + LINES_OF_A_BLOCK - 1
    return len({field for line, field in named if line <= last_line}) >= FIELDS_OF_A_BLOCK


def fields_in(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and field; what the functions of a class do is not its list of fields."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            continue
        if found := FIELD.fullmatch(named_by(child)):
            field = SAME_FIELD.get(found[1], found[1])
            yield child.lineno, field  # type: ignore[attr-defined]  # what is named has a line
        yield from fields_in(child)


def named_by(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(name)) | ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.keyword(arg=str(name)) | ast.arg(arg=name):
            return name
    return ""


# --- Packages


def largest_package(modules: list[Module]) -> Figure:
    """Folders by their modules; `__init__.py` does not count."""
    sizes = Counter(
        module.path.parent for module in modules if module.path.name != "__init__.py"
    ).most_common()
    return Figure(sizes[0][1], [f"{count} {path}" for path, count in sizes[:5]])


def largest_share(modules: list[Module]) -> Figure:
    """The packages of the second level, `receipts/services`, among the lines of all apps."""
    own = [module for module in modules if module.path.parts[0] == "backend"]
    sizes: Counter[str] = Counter()
    for module in own:
        if len(module.path.parts) > 3:
            sizes["/".join(module.path.parts[1:3])] += module.lines
    all_lines = sum(module.lines for module in own)
    shares = [(100 * lines / all_lines, name) for name, lines in sizes.most_common()]
    return Figure(shares[0][0], [f"{share:.1f} % {name}" for share, name in shares[:5]])


# --- Functions and docstrings


def function_lengths(modules: list[Module]) -> list[tuple[int, str]]:
    """The longest first."""
    return sorted(
        (
            (lines_of(node), f"{module.path}:{node.lineno}")
            for module in modules
            for node in ast.walk(module.tree)
            if isinstance(node, FUNCTIONS)
        ),
        reverse=True,
    )


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Of its body and one for its `def`: a docstring makes nothing longer to follow."""
    body = function.body
    if ast.get_docstring(function) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 2


def longest_tenth(modules: list[Module]) -> Figure:
    lengths = function_lengths(modules)
    return Figure(percentile(lengths, 90), [f"{lines} {place}" for lines, place in lengths])


def spread(modules: list[Module]) -> str:
    lengths = function_lengths(modules)
    return ", ".join(f"p{share}: {percentile(lengths, share):.0f}" for share in (50, 90, 99))


def percentile(lengths: list[tuple[int, str]], share: int) -> float:
    return quantiles([lines for lines, _ in lengths], n=100)[share - 1]


def question_docstrings(modules: list[Module]) -> Figure:
    said = {module.path: ast.get_docstring(module.tree) for module in modules}
    documented = {path: text for path, text in said.items() if text}
    asking = [f"{path}: {text}" for path, text in documented.items() if QUESTION.match(text)]
    return Figure(100 * len(asking) / len(documented), [text.splitlines()[0] for text in asking])


FIGURES: dict[str, Callable[[list[Module]], Figure]] = {
    "files with a block of field names": files_with_blocks,
    "blocks of field names": all_blocks,
    "modules in the largest package": largest_package,
    "percent of the source in the largest package of an app": largest_share,
    "lines from which the longest tenth of functions starts": longest_tenth,
    "percent of module docstrings that open with a question word": question_docstrings,
}

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent)))
