"""The offline reader against the OCR package alone, on the same pages."""

from datetime import date
from functools import partial
from statistics import fmean

import rapidocr
from photo import draw_photo
from report import best_seconds, say

from receipts.demo.sample_receipts import draw_demo_receipts
from receipts.services.extraction import ReadingContext
from receipts.services.offline_ocr_service import OfflineExtractor
from receipts.services.pages.enhancement import enhance

THREADS = 2
CONTEXT = ReadingContext(today=date(2026, 11, 22), home_currency="GBP", country="GB")


def load_package() -> rapidocr.RapidOCR:
    """As the reader sets it."""
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": 960,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def main() -> None:
    extractor = OfflineExtractor(threads=THREADS)
    originals = [draw_photo(), *(content for _, content in draw_demo_receipts())]
    pages = [enhance(content)[0] for content in originals]
    package = load_package()
    extractor.extract([pages[0]], context=CONTEXT)
    package(pages[0].jpeg)
    shares = []
    for page in pages:
        whole = best_seconds(partial(extractor.extract, [page], context=CONTEXT))
        alone = best_seconds(partial(package, page.jpeg))
        shares.append(alone / whole)
    say("offline reading: speed against the OCR package alone", fmean(shares), at_least=0.9)


if __name__ == "__main__":
    main()
