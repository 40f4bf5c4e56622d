"""CSV files of 100,000 rows of ten columns: the processor time of each step, as a reading process takes it.

python -m bench.csv_import [ROWS]
"""

import gc
import os
import random
import sys
import time
from collections.abc import Callable
from typing import Any


def file_of(rows: int) -> bytes:
    """Return a file with numbers, names, days, prices, truth values, shares and codes."""
    chance = random.Random(7)
    lines = ["id,name,when,price,flag,share,note,qty,score,code"]
    lines += [
        f'{at},Name {at},2025-01-{at % 28 + 1:02},"${chance.random() * 10_000:,.2f}",{str(at % 2 == 0).lower()},'
        f"{at % 100}%,some words here,{chance.randint(1, 10**6)},{chance.random() * 100:.2f},A{at % 977:05}"
        for at in range(rows)
    ]
    return "\n".join(lines).encode()


def timed(what: str, step: Callable[[], Any]) -> Any:
    """Run a step and print the processor time that it took."""
    start = time.process_time()
    result = step()
    print(f"{what:<28} {time.process_time() - start:6.2f} s")
    return result


def main(rows: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from artifacts.kinds.registry import kind
    from artifacts.kinds.table.delimited import read_grid
    from artifacts.kinds.table.dialects import find_dialect
    from artifacts.rows.enums import KindName
    from artifacts.sources.importing.delimited import Delimited

    data = file_of(rows)
    gc.disable()  # as in a reading process
    text, table = data.decode(), kind(KindName.TABLE)
    print(f"{rows:,} rows, {len(data) / 1e6:.1f} MB")
    timed("dialect", lambda: find_dialect(text))
    timed("dialect and cells", lambda: read_grid(text, find_dialect(text)))
    imported = timed("the whole reading", lambda: Delimited(".csv").read(data, None))
    timed("blocks", lambda: table.encode(table.store(imported.content)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
