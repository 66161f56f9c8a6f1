"""XML of strangers as a small tree, without namespaces. Pure.

No document type is taken, so there is no entity to expand and no file to fetch; depth and number of
elements are bounded while it is parsed, before there is a tree.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from receipts.services.files.kinds import XML, UnsupportedFileError, damaged, too_complex

# An invoice nests about fifteen deep, and a line has some forty elements: room for 5,000 lines.
_MAX_DEPTH = 64
_MAX_ELEMENTS = 200_000
_MAX_ATTRIBUTES = 32
# Of a name or a value of an attribute, which are codes and addresses of schemas.
_MAX_ATTRIBUTE_CHARACTERS = 4_096
_MAX_NAMESPACES = 100
_STEP_BYTES = 64 * 1024
# What a signature or a country's own additions stand in (UBL 2.1, annex C).
_EXTENSION = "ExtensionContent"
# UTF-16 by its first bytes (XML 1.0, appendix F), whatever the declaration says: programs that keep
# text so leave "utf-8" in it.
_UTF_16 = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"<\x00": "UTF-16LE",
    b"\x00<": "UTF-16BE",
}
# Which no parser takes.
_BLANKS_BEFORE_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s+(?=<\?xml\s)")
_PARSER_ERRORS = (ParseError, LookupError, ValueError)


@dataclass(frozen=True)
class XmlTree:
    """`root` and all below it by their local names; `namespace` is the root's. `others`: of each
    further namespace the first element, save what stands in an extension."""

    root: Element
    namespace: str
    others: dict[str, str]


def parse_xml(content: bytes) -> XmlTree:
    """Raises UnsupportedFileError: it is broken, declares a document type, or is no invoice's
    size."""
    tree = _BoundedTree()
    encoding = _UTF_16.get(content[:2])
    parser = DefusedXMLParser(target=tree, forbid_dtd=True, encoding=encoding)
    source = BytesIO(_BLANKS_BEFORE_DECLARATION.sub(b"", content))
    try:
        while step := source.read(_STEP_BYTES):
            parser.feed(step)
        parser.close()
    except DefusedXmlException as error:
        raise UnsupportedFileError(
            "The XML declares a document type or entities, which no e-invoice does.",
            code="unsafe_xml",
        ) from error
    except _PARSER_ERRORS as error:
        raise damaged(XML) from error
    return XmlTree(tree.root, tree.namespace, tree.others)


class _BoundedTree:
    """What the parser builds with."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = self._elements = self._extension_depth = 0
        self.namespace = ""
        self.others: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _MAX_DEPTH or self._elements > _MAX_ELEMENTS or _is_large(attributes):
            raise too_complex(XML)
        namespace, _, name = tag.rpartition("}")
        self._note_namespace(namespace.removeprefix("{"), name)
        self._builder.start(name, attributes)

    def _note_namespace(self, namespace: str, name: str) -> None:
        if self._elements == 1:
            self.namespace = namespace
        elif not self._extension_depth and len(self.others) < _MAX_NAMESPACES:
            self.others.setdefault(namespace, name)
        if name == _EXTENSION and not self._extension_depth:
            self._extension_depth = self._depth

    def end(self, tag: str) -> None:
        if self._depth == self._extension_depth:
            self._extension_depth = 0
        self._depth -= 1
        self._builder.end(tag.rpartition("}")[2])

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> None:
        self.root: Element = self._builder.close()


def _is_large(attributes: dict[str, str]) -> bool:
    return len(attributes) > _MAX_ATTRIBUTES or any(
        len(name) + len(value) > _MAX_ATTRIBUTE_CHARACTERS for name, value in attributes.items()
    )
