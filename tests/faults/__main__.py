"""Kill every command: `python -m tests.faults --kills 200 --seed 0`; prints the table. `make faults` is this.

--only NAME, repeated: these alone. Without PostgreSQL on the machine its commands are left out, and that is said.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version

from tests.faults import desks, killing, kills, scenarios
from tests.faults.kills import Template, Trial
from tests.ledger.server import PASSWORD, programs, running


def main(words: list[str]) -> int:
    """Status 1 where anything was lost, doubled, or said without a way out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", action="append", default=[])
    asked = parser.parse_args(words)
    os.environ.update(kills.ENVIRONMENT)
    found: dict[str, list[Trial]] = {}
    began = time.monotonic()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="faults-")))
        killing.warm(folder / "warm")
        some = [*scenarios.FILES]
        if programs() is None:
            print("no PostgreSQL here: its commands are left out", file=sys.stderr)
        elif not asked.only or any("PostgreSQL" in name for name in asked.only):
            os.environ["TOCSIN_LEDGER_PASSWORD"] = PASSWORD
            server = held.enter_context(running())
            some += [scenarios.on_server(server), scenarios.copied_to_server(server)]
        names = [one.name for one in some] + [desks.NAME]
        chosen = [name for name in names if name in (asked.only or names)]
        shares = {name: asked.kills // len(chosen) + (number < asked.kills % len(chosen)) for number, name in enumerate(chosen)}
        for scenario in (one for one in some if one.name in chosen):
            found[scenario.name] = list(kills.trials(Template(scenario, folder), shares[scenario.name], asked.seed))
        if desks.NAME in chosen:
            found[desks.NAME] = list(desks.trials(folder / "desk", shares[desks.NAME], asked.seed))
    print(
        f"{datetime.now(UTC).date()}  Python {python_version()}  {asked.kills} kills, seed {asked.seed}, {time.monotonic() - began:.0f} s"
    )
    print("\n".join(kills.table(found)))
    wrong = [(name, one) for name, trials in found.items() for one in trials if not kills.well(one)]
    for name, one in wrong:
        print(f"{name}: {one}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
