"""Print how much of some packages the tests reach, and fail when one stays under 95 %.

Usage: python tests/architecture/coverage_floor.py PACKAGE...   after a pytest run with --cov.
Statements and branches each have to reach the floor, for every package by itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coverage import Coverage
from coverage.exceptions import NoDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOOR = 95.0


def main(packages: Sequence[str]) -> int:
    coverage = Coverage()
    coverage.load()
    coverage.report(skip_covered=True, show_missing=True)
    print(f"\n{'pakket':<12}{'regels':>9}{'takken':>9}   (ondergrens {FLOOR:.0f} %)")
    low = [name for name in packages if not _reaches(coverage, name)]
    if low:
        print(f"Te weinig getest: {', '.join(low)}", file=sys.stderr)
    return 1 if low else 0


def _reaches(coverage: Coverage, package: str) -> bool:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        try:
            coverage.json_report(outfile=str(path), include=f"zvdesk/{package}/*")
        except NoDataError:
            print(f"{package:<12}{'niets':>9}{'niets':>9}")
            return False
        totals = json.loads(path.read_text())["totals"]
    lines, branches = totals["percent_statements_covered"], totals["percent_branches_covered"]
    print(f"{package:<12}{lines:>8.1f}%{branches:>8.1f}%")
    return bool(min(lines, branches) >= FLOOR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
