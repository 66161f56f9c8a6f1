"""Reading of files without an account, a row or the queue, by the steps of the pipeline."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from receipts.services.decoding.documents import Decoders
from receipts.services.extraction import ExtractionError, Extractor, ReadingContext
from receipts.services.read_document import Outcome, Readers, read_document

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class FileFailure:
    """A stable code and a sentence for the person."""

    code: str
    message: str


@dataclass(frozen=True)
class FileToRead:
    path: Path
    context: ReadingContext


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """`result` is what was read, or why nothing was."""

    path: Path
    result: Outcome | FileFailure


def read_files(
    files: Sequence[FileToRead], *, extractor: Extractor, decoders: Decoders, jobs: int = 1
) -> Iterator[FileReading]:
    """Each as soon as it and those before it are read, `jobs` at a time.

    Threads, as in the server's pool: an engine and its models are loaded once, whatever `jobs` is.
    Closing the iterator early gives up the files that have not been begun.
    """
    with ThreadPoolExecutor(jobs, thread_name_prefix="reading") as pool:
        yield from pool.map(
            lambda file: read_file(file, extractor=extractor, decoders=decoders), files
        )


def read_file(file: FileToRead, *, extractor: Extractor, decoders: Decoders) -> FileReading:
    """Never raises: one bad file must not end a run over many."""
    return FileReading(path=file.path, result=_read(file, extractor=extractor, decoders=decoders))


def _read(file: FileToRead, *, extractor: Extractor, decoders: Decoders) -> Outcome | FileFailure:
    try:
        return read_document(
            lambda: [file.path.read_bytes()],
            readers=Readers(first=extractor),
            context=file.context,
            decoders=decoders,
        )
    except OSError as error:
        return FileFailure(code="file_unreadable", message=error.strerror or str(error))
    except ExtractionError as error:
        return FileFailure(code=error.code, message=str(error))
    except Exception:
        logger.exception("Reading a file crashed")
        return FileFailure(
            code="internal_error", message="Reading crashed; the log says where and why."
        )
