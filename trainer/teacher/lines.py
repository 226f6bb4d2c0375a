"""Files of JSON lines."""

import gzip
import json
import os


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_packed(path, values):
    """Writes the values with gzip, without a date and a name: the same values give the same bytes."""
    lines = [json.dumps(value, separators=(",", ":")) + "\n" for value in values]
    with open(path, "wb") as out, gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed:
        packed.write("".join(lines).encode())


def read_packed(*path):
    with gzip.open(os.path.join(*path), "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
