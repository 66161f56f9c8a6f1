"""A report as one value: what is special to it, for its view, its files, the plans and the docs.

Each stands in a folder of its own in `reports.catalogue`; `reports.registry` lists them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from rest_framework.permissions import BasePermission, IsAuthenticated

from accounts.models import User
from common.localization.sentences import translated
from common.periods import Period
from reports.aggregates.coverage import Coverage
from reports.aggregates.question import Question
from reports.api.answer import Answer, ReportSerializer
from reports.api.question import QuestionSerializer, with_file_options
from reports.files.formats import DOCUMENTS, Format
from reports.files.tables import Document, Table, table_of_coverage
from reports.files.wording import in_words
from subscriptions.permissions import needs
from subscriptions.plans import Feature

type Body = dict[str, Any]


class Covered(Protocol):
    """Whatever else it holds, a computed report says what it counts."""

    @property
    def coverage(self) -> Coverage: ...


@dataclass(frozen=True, kw_only=True)
class Report[Sums: Covered]:
    """`name` is its place in the path, `feature` what the plan must include.

    `question` reads the query string; `file_question`: another one for files. `compute` adds up,
    `serializer` says the sums as an answer, `tables` as a file. No `serializer`: there are files
    alone, or a list that has a view of its own. `paper_tables`: other tables on paper. `is_plain`:
    the file is one table and nothing else. `keep` gives the answer that it has of the question
    without parameters, or keeps a new one.
    """

    name: str
    title: str
    feature: Feature
    compute: Callable[[Question], Sums]
    tables: Callable[[Sums], list[Table]]
    serializer: type[ReportSerializer] | None = None
    question: type[QuestionSerializer] = QuestionSerializer
    file_question: type[QuestionSerializer] | None = None
    formats: frozenset[Format] = DOCUMENTS
    paper_tables: Callable[[Sums], list[Table]] | None = None
    is_plain: bool = False
    sentences: Callable[[Sums], list[str]] = lambda _sums: []
    keep: Callable[[Question, Callable[[], Body]], Body] | None = None

    @property
    def permissions(self) -> list[type[BasePermission]]:
        return [IsAuthenticated, needs(self.feature)]

    @property
    def export_question(self) -> type[QuestionSerializer]:
        return with_file_options(self.file_question or self.question)

    def usual_period(self, *, owner: User, today: date) -> Period:
        """Of which it is where none is given."""
        return self.question(context={"owner": owner, "today": today}).default_period()

    def answer(self, question: Question) -> Body:
        assert self.serializer is not None
        answer = Answer(scope=question.scope, body=self.compute(question))
        return dict(self.serializer(answer).data)

    def document(self, question: Question, *, on_paper: bool = False) -> Document:
        """In the language at work."""
        sums = self.compute(question)
        tables = self.paper_tables if on_paper and self.paper_tables else self.tables
        return Document(
            name=self.name,
            title=translated(self.title),
            question=question,
            tables=[in_words(table) for table in tables(sums)],
            coverage=sums.coverage,
            coverage_table=in_words(table_of_coverage(sums.coverage)),
            is_plain=self.is_plain,
            sentences=self.sentences(sums),
        )
