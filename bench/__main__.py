"""Run every benchmark: ``python -m bench``."""

import sys

from bench import reading, startup, tagging, times


def main() -> int:
    """Print all tables; 1 where one of the benchmarks found something wrong."""
    failed = False
    for benchmark in (startup, tagging, reading, times):
        failed |= bool(benchmark.main())
        print(flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
