"""Refuse a file of more than 400 lines: `python ops/checks/file_length.py [FILE...]`; without names, all files."""

import subprocess
import sys
from pathlib import Path

LONGEST = 400
SUFFIXES = {".py", ".js", ".css", ".html"}


def tracked_files() -> list[str]:
    """Return the paths of the files in the repository."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603


def main(names: list[str]) -> int:
    """Print each file that is too long; return how many there are."""
    paths = [path for path in map(Path, names) if path.suffix in SUFFIXES and path.is_file()]
    long = [(path, count) for path in paths if (count := len(path.read_bytes().splitlines())) > LONGEST]
    for path, count in long:
        sys.stdout.write(f"{path}: {count} lines, {LONGEST} at most\n")
    return len(long)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:] or tracked_files()), 1))
