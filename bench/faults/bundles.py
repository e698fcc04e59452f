"""Spoilt bundles for POST /models: each is refused with 4xx, and nothing of them is kept."""

import argparse
import collections
import pathlib
import random
import sys
import time

from mutations import mutate
from service import Service, say


def kept(service):
    """What is on disk under the models, but for the lock of processes that share them, and what the service lists."""
    models = pathlib.Path(service.home, "data", "models")
    files = sorted(str(path.relative_to(models)) for path in models.rglob("*") if path.is_file() and path.name != ".lock")
    return files, service.call("GET", "/models")[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1800, help="no more are sent after these")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    seed = options.bundle.read_bytes()
    rng = random.Random(options.seed)
    statuses, mutations, bad, slowest = collections.Counter(), collections.Counter(), 0, 0.0
    with Service(options.jar) as service:
        before = kept(service)
        say(at="start", **service.usage())
        connection = service.connect(60)
        deadline = time.monotonic() + options.seconds
        for _ in range(options.count):
            if time.monotonic() > deadline:
                break
            data, kind = mutate(seed, [seed], rng)
            begun = time.monotonic()
            connection.request("POST", "/models", data, {"Content-Type": "application/zip"})
            answer = connection.getresponse()
            body = answer.read()
            slowest = max(slowest, time.monotonic() - begun)
            statuses[answer.status] += 1
            mutations[kind] += 1
            if not 400 <= answer.status < 500:
                bad += 1
                say(mutation=kind, status=answer.status, body=body[:300].decode(errors="replace"))
        connection.close()
        same = kept(service) == before
        say(at="end", **service.usage(), slowestSeconds=round(slowest, 2), bad=bad, nothingKept=same,
            statuses=dict(statuses), mutations=dict(mutations))
    sys.exit(0 if same and not bad else 1)


if __name__ == "__main__":
    main()
