"""`make chaos`: uploads while everything fails, and a reckoning at the end.

Exits with 1 where something does not hold; the seed that it prints repeats the plan.
"""

import sys
import time
from argparse import ArgumentDefaultsHelpFormatter, ArgumentParser
from collections.abc import Sequence
from random import SystemRandom

from chaos.plan import Options
from chaos.reckoning.checks import say
from chaos.trial import Outcome, run_trial


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    print(f"seed {options.seed}: {options}", flush=True)
    started = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    outcome = run_trial(options, tell=tell)
    minutes = (time.monotonic() - started) / 60
    print(*_lines(outcome), sep="\n")
    broken = sum(not check.holds for check in outcome.checks)
    print(f"\nseed {options.seed}, {minutes:.1f} minutes: ", end="")
    print("everything held" if not broken else f"{broken} of {len(outcome.checks)} did not hold")
    return 1 if broken else 0


def _lines(outcome: Outcome) -> Sequence[str]:
    tried = [f"{count:6}  {what}" for what, count in sorted(outcome.tried.items())]
    return ["", "Tried", *tried, "", "Held", *say(outcome.checks)]


def _options(arguments: Sequence[str]) -> Options:
    parser = ArgumentParser("chaos", formatter_class=ArgumentDefaultsHelpFormatter)
    parser.add_argument("--receipts", type=int, default=Options.receipts)
    parser.add_argument("--kills", type=int, default=Options.kills, help="by SIGKILL")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--database", choices=["postgres", "sqlite"], default=Options.database)
    parser.add_argument("--storage", choices=["disk", "cloudinary"], default=Options.storage)
    return Options(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
