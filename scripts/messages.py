"""Catalogues of messages: what the code says to people is collected, and the file of every language
brought up to date. A new language is named: `python scripts/messages.py fr`.

No mark stands in the code: whatever reads as a sentence, in a place from which people are told
something, is one. An f-string is a template whose placeholders have the names of what stands there.
Labels of tables, words that stand for a value and the mails' templates are collected as well.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
LOCALE = PROJECT / "backend" / "locale"

# What speaks to staff, operators, developers or a model, and not to the people who use the API.
_OTHERS = re.compile(
    r"/(tests|migrations|management|demo|evaluation|server|health|capacity|openai|offline|schema)/"
    r"|/(admin|checks|env|settings|schema|documentation|openapi|openai_schema|sentry|log|admin_site"
    r"|conftest|database_dump|cloudinary_account|webhooks|grants|circuit|exchange_rates|preload"
    r"|fields|procrastinate_backend|turn|history|lists)\.py$"
    r"|/receipts/admin/|/model_choice/|/reader_trial\.py$|/transport\.py$|/mail\.py$|/enhanced_openai_service\.py$"
    r"|/einvoices/(invoice|drawing)\.py$|/change_triggers\.py$|/storages/(moving|backups)\.py$|/name_cleaning\.py$|/amounts\.py$"
    r"|/allauth_integration/(forms|cookie_sessions)\.py$|/postgresql/|/localization/"
)
_ALSO = (
    "backend/receipts/services/openai/errors.py",
    "backend/backend/server/body.py",
    "backend/backend/server/refusals.py",
)
# Calls and keywords whose texts are documentation, lines of a log or patterns.
_UNSAID_CALLS = {
    "debug", "info", "warning", "error", "exception", "compile", "OpenApiParameter", "RuntimeError",
    "ImproperlyConfigured", "TypeError", "CommandError", "extend_schema", "Warning", "Error",
    "getLogger", "RequestDataTooBig",
}  # fmt: skip
_UNSAID_KEYWORDS = {"__doc__", "help_text", "label", "description", "summary", "verbose_name"}
_SENTENCE = re.compile(r"[A-Z\"{].*[.?!}]", re.DOTALL)
# Words of tables and of the categories that everybody has, by the call and which argument it is.
_LABELS: dict[str, tuple[int | str, ...]] = {
    "translated": (0,), "of": (0,),
    "money": (0,), "count": (0,), "day": (0,), "percent": (0,), "table": (0,), "charts": (0,),
    "Column": ("label",), "Table": ("title",), "Report": ("title",), "Chart": ("title",),
}  # fmt: skip
# In other files: by the keyword, by the name that they are given, by the place in a tuple of four.
_WORDS: dict[str, set[str | int]] = {
    "backend/receipts/services/fields.py": {"label"},
    "backend/receipts/ledger/fields.py": {"label"},
    "backend/receipts/migrations/0002_add_default_categories.py": {1},
    "backend/receipts/services/files/inspection.py": {"_STRANGERS", "what"},
    "backend/reports/aggregates/coverage.py": {"TEXTS"},
    "backend/reports/files/tables.py": {"asked", "rows"},
    "backend/reports/files/choices.py": {"TYPES", "ANSWERS", "PAYMENT_METHODS", "EVENTS"},
    "backend/reports/catalogue/audit_log/wording.py": {"_FACTS", "_LABELS"},
    "backend/reports/catalogue/business_insights/report.py": {"_WORDS"},
    "backend/receipts/models/receipt.py": {"DocumentKind"},
    "backend/reports/catalogue/tax_summary/report.py": {"_KINDS"},
    "backend/reports/catalogue/spending_intelligence/vendor_habits.py": {"RHYTHMS"},
}
_TEMPLATE_TAGS = re.compile(
    r"{%\s*blocktranslate trimmed\s*%}(.*?){%\s*endblocktranslate\s*%}"
    r"|{%\s*translate \"(.*?)\"\s*%}",
    re.DOTALL,
)


# Values that stand in sentences.
_VALUES = ("expense", "income", "month", "quarter", "year", "package")
# What Django and its REST framework say, where their own catalogues call people by their first name
# or stumble.
_OF_LIBRARIES = (
    "Ensure that there are no more than {max_decimal_places} decimal places.",
    "Ensure that there are no more than {max_digits} digits in total.",
    "Ensure that there are no more than {max_whole_digits} digits before the decimal point.",
    "Ensure this field has at least {min_length} characters.",
    "Ensure this field has no more than {max_length} characters.",
    "Ensure this value is greater than or equal to {min_value}.",
    "Ensure this value is less than or equal to {max_value}.",
    "Enter a valid email address.",
    "Enter a valid URL.",
    "This password is entirely numeric.",
    "This password is too common.",
)
# Whose fields are named in front of what is wrong with them.
_FORMS = ("backend/accounts/serializers.py", "backend/reports/api/question.py")


def main(new: list[str]) -> int:
    found = collected()
    for language in new:
        (LOCALE / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        (LOCALE / language / "LC_MESSAGES" / "django.po").touch()
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        update(file, found)
    return 0


def update(file: Path, found: dict[str, list[str]]) -> None:
    """New messages come without a translation, and go when nobody says them any more."""
    language = file.parent.parent.name
    with file.open("rb") as text:
        before = read_po(text, locale=language)
    # The day of before, so that two who collect at the same time change no line of each other's.
    after = Catalog(
        locale=language,
        fuzzy=False,
        header_comment=before.header_comment,
        creation_date=before.creation_date,
    )
    for message, places in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        known = before.get(message)
        after.add(
            message, known.string if known else "", locations=[(place, 0) for place in places]
        )
    with file.open("wb") as target:
        write_po(target, after, width=100, omit_header=False, include_lineno=False)


def collected() -> dict[str, list[str]]:
    """Each message and the files that say it."""
    found: dict[str, list[str]] = {
        message: ["scripts/messages.py"] for message in (*_VALUES, *_OF_LIBRARIES)
    }
    for path in files("*.py", "*.txt", "*.html"):
        for message in messages_in(path, (PROJECT / path).read_text(encoding="utf-8")):
            places = found.setdefault(message, [])
            if path not in places:
                places.append(path)
    return found


def files(*endings: str) -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *endings]
    listed = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    found = (path for path in listed.stdout.splitlines() if path.startswith("backend/"))
    return sorted(path for path in found if (PROJECT / path).exists())


def messages_in(path: str, source: str) -> Iterator[str]:
    if path.endswith(".py"):
        if path in _FORMS:
            yield from fields_in(ast.parse(source))
        if path in _WORDS:
            yield from words_in(ast.parse(source), _WORDS[path])
        if path in _ALSO or not _OTHERS.search(f"/{path}"):
            yield from _Sentences().of(ast.parse(source))
    elif "/email/" in path:
        for block, inline in _TEMPLATE_TAGS.findall(source):
            yield inline or as_gettext(block)


def as_gettext(block: str) -> str:
    """As Django's `trimmed` makes of it."""
    lines = (line.strip() for line in block.splitlines())
    return re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", " ".join(line for line in lines if line))


def words_in(tree: ast.AST, places: set[str | int]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value is not None and {name_of(target) for target in targets} & places:
                yield from all_texts(node.value)
        if isinstance(node, ast.ClassDef) and node.name in places:
            yield from choices_in(node)
        if isinstance(node, ast.keyword) and node.arg in places:
            yield from texts(node.value)
        if isinstance(node, ast.Tuple) and len(node.elts) == 4:
            yield from (
                text for at in places if isinstance(at, int) for text in texts(node.elts[at])
            )


def choices_in(node: ast.ClassDef) -> Iterator[str]:
    """The words of an enumeration: the second of each pair."""
    for member in node.body:
        if isinstance(member, ast.Assign) and isinstance(member.value, ast.Tuple):
            yield from texts(member.value.elts[1])


def fields_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func)):
                if name_of(func).endswith("Field"):
                    yield name.replace("_", " ").capitalize()


def labels(node: ast.AST) -> list[str]:
    if isinstance(node, ast.JoinedStr):
        template = template_of(node)
        return [template] if re.search(r"[A-Za-z]{4}", re.sub(r"{\w*}", "", template)) else []
    return [text for text in texts(node) if text]


def all_texts(node: ast.AST) -> Iterator[str]:
    """Codes by which texts are found, and patterns, are none."""
    if isinstance(node, ast.Dict) and all(isinstance(value, ast.Constant) for value in node.values):
        for value in node.values:
            yield from texts(value)
        return
    for inner in ast.walk(node):
        for text in texts(inner):
            if re.fullmatch(r"[A-Za-z][A-Za-z, -]*[a-z]", text):
                yield text


def texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


class _Sentences(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def of(self, tree: ast.AST) -> list[str]:
        self.visit(tree)
        return self.found

    def visit_Call(self, node: ast.Call) -> None:
        name = name_of(node.func)
        for at in _LABELS.get(name, ()):
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            value = given.get(at) if isinstance(at, str) else [*node.args, None][at]
            self.found += [] if value is None else labels(value)
        if name not in _UNSAID_CALLS or (name == "error" and not is_logger(node.func)):
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _UNSAID_KEYWORDS:
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Docstrings are no messages."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name != "__str__":  # for staff
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_Constant(self, node: ast.Constant) -> None:
        self.add(node.value if isinstance(node.value, str) else "")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.add(template_of(node), is_template=True)
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Docstrings and descriptions among them."""
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None or not _UNSAID_KEYWORDS & set(texts(key)):
                self.visit(value)

    def add(self, text: str, *, is_template: bool = False) -> None:
        text = text.strip()
        own = re.sub(r"{\w*}", "", text) if is_template else text
        words = len(re.findall(r"[A-Za-z]{2,}", own)) + (is_template and text[:1].isupper())
        is_prose = words > 1 and " " in text and "\n" not in text
        if is_prose and _SENTENCE.fullmatch(text):
            self.found.append(text)


def template_of(node: ast.JoinedStr) -> str:
    parts: list[str] = []
    names: list[str] = []
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            name = placeholder(value.value)
            names.append(name)
            again = names.count(name)
            parts.append(f"{{{name if again == 1 else f'{name}{again}'}}}")
        else:
            parts += texts(value)
    return "".join(parts)


def placeholder(node: ast.AST) -> str:
    """A name for what stands in a sentence there."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Call(func=ast.Attribute(value=ast.Constant()), args=[first, *_]):
            return placeholder(first)  # ", ".join(names)
        case ast.Call(func=ast.Attribute(value=value, attr=("isoformat" | "lower" | "strip"))):
            return placeholder(value)
        case ast.Call(func=func):
            return placeholder(func)
        case ast.Subscript(value=value) | ast.BinOp(left=value):
            return placeholder(value)
    return "value"


def name_of(node: ast.AST) -> str:
    return str(getattr(node, "attr", None) or getattr(node, "id", ""))


def is_logger(node: ast.AST) -> bool:
    return name_of(getattr(node, "value", node)) == "logger"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
