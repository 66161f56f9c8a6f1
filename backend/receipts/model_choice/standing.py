"""Standing of the model that is configured: what comparisons have said about it, in words."""

from dataclasses import dataclass

from django.conf import settings

from receipts.model_choice.addresses import configured_address
from receipts.model_choice.judging import FEWEST_RECEIPTS, in_words
from receipts.models import ModelComparison
from receipts.models.choice.comparison import ModelComparisonQuerySet
from receipts.processing.readers import (
    configured_model,
    configured_reader,
    follows_the_default,
    reader_names,
)

_Verdict = ModelComparison.Verdict


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`is_forced`: the operator takes it all the same."""

    text: str
    is_worse: bool = False
    is_forced: bool = False


def standing() -> Standing | None:
    """None: there is nothing to say. Asks the database."""
    if "openai" not in reader_names():
        return None
    model = configured_model()
    decided = ModelComparison.objects.exclude(verdict__in=["", _Verdict.UNDECIDED])
    found = _verdict_that_stands(decided.of_model(model, configured_address()))
    if found is not None and found.verdict == _Verdict.WORSE:
        text = f"The model {model} reads worse than {found.configured}: {in_words(found.figures)}."
        return Standing(text=text, is_worse=True, is_forced=settings.OPENAI_MODEL_FORCE)
    is_known = found is not None or decided.filter(configured=configured_reader("openai")).exists()
    if is_known or follows_the_default():
        return None
    return Standing(text=f"Nobody has compared the model {model} with another one.")


def _verdict_that_stands(decided: ModelComparisonQuerySet) -> ModelComparison | None:
    """The last one, but "worse" until enough other receipts have said otherwise: by chance a
    second look at the same ones, or at few, finds nothing."""
    worse = decided.worse().first()
    if worse is None:
        return decided.first()
    later = decided.filter(pk__gt=worse.pk)
    lifting = (one for one in later if one.totals.get("other_receipts", 0) >= FEWEST_RECEIPTS)
    return next(lifting, worse)
