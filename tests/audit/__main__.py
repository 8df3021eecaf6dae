"""Run the audit: what needs no network first, then the advisories, where a database of them can be reached."""

import json
import subprocess
import sys
from pathlib import Path

from tests.audit import house

PATIENCE_S = 300


def main() -> int:
    """0 where nothing is wrong; what could not be looked at is said."""
    wrong = 0
    for title, found in (("bounds", house.unbounded()), ("licences", house.unlicensed()), ("use", house.unused())):
        told = sorted(set(found))
        wrong += len(told)
        print(f"{title}: {'; '.join(told) if told else 'nothing wrong'}")
    print(f"packages looked at: {len(house.installed())}")
    return 1 if wrong + advisories() else 0


def advisories() -> int:
    """How many known holes the installed packages have; 0 where no database could be asked, and that is said."""
    tool = Path(sys.executable).with_name("pip-audit")
    if not tool.is_file():
        print("advisories: not looked at: pip-audit is not installed (pip install 'tocsin[audit]')")
        return 0
    command = [str(tool), "--progress-spinner", "off", "--format", "json", "--skip-editable", "--timeout", "10", "--local"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        found = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
        why = error if isinstance(error, OSError | subprocess.TimeoutExpired) else (done.stderr.strip().splitlines() or [str(error)])[-1]
        print(f"advisories: not looked at: no database could be asked ({str(why)[:200]})")
        return 0
    asked = [one for one in found if "skip_reason" not in one]
    if not asked:
        print(f"advisories: not looked at: the database knows none of {len(found)} packages, so it is no database of these")
        return 0
    holes = [f"{one['name']} {one['version']}: {hole['id']}" for one in asked for hole in one.get("vulns", ())]
    print(f"advisories: {'; '.join(holes) if holes else f'none for {len(asked)} packages'}; {len(found) - len(asked)} it does not know")
    return len(holes)


if __name__ == "__main__":
    sys.exit(main())
