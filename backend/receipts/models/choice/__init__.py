"""Comparisons of models, on which the choice of one rests."""

from receipts.models.choice.comparison import ComparedReceipt, ModelComparison

__all__ = ["ComparedReceipt", "ModelComparison"]
