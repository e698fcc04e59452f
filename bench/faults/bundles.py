"""Spoilt bundles for POST /models: each is refused with 4xx, and nothing of them is kept."""

import argparse
import collections
import json
import pathlib
import random
import sys
import tempfile
import time

import material
from mutations import mutate
from service import Service, say


def kept(service):
    """What is on disk under the models, but for the lock of processes that share them, and what the service lists."""
    models = pathlib.Path(service.home, "data", "models")
    files = sorted(str(path.relative_to(models)) for path in models.rglob("*") if path.is_file() and path.name != ".lock")
    return files, service.call("GET", "/models")[1]


def fault(body):
    """Where a bundle is said to be broken: the entry, or the bundle."""
    problem = json.loads(body)
    return problem["type"].rsplit(":", 1)[-1] + ": " + problem.get("detail", "").split(" ")[0].rstrip(":")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=pathlib.Path, nargs="?", help="a small one with the tiny encoder if none is named")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1800, help="no more are sent after these")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    if options.bundle:
        seed = options.bundle.read_bytes()
    else:
        with tempfile.TemporaryDirectory() as folder:
            seed = material.bundle(options.jar, folder, material.drawn(options.jar, folder + "/drawn", 120))
    rng = random.Random(options.seed)
    statuses, mutations, bad, slowest = collections.Counter(), collections.Counter(), 0, 0.0
    faults = collections.Counter()
    with Service(options.jar) as service:
        connection = service.connect(60)
        # So a copy whose change counts for nothing is there already.
        connection.request("POST", "/models", seed, {"Content-Type": "application/zip"})
        answer = connection.getresponse()
        first = answer.status, answer.read()
        if first[0] not in (201, 409):
            raise SystemExit(f"The unspoilt bundle was answered with {first[0]}: {first[1][:300]}")
        before = kept(service)
        say(at="start", **service.usage())
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
            faults[fault(body)] += 1
            if sum(statuses.values()) % 1000 == 0:
                say(at=sum(statuses.values()), **service.usage())
            if not 400 <= answer.status < 500:
                bad += 1
                say(mutation=kind, status=answer.status, body=body[:300].decode(errors="replace"))
        connection.close()
        same = kept(service) == before
        say(at="end", **service.usage(), slowestSeconds=round(slowest, 2), bad=bad, nothingKept=same,
            statuses=dict(statuses), mutations=dict(mutations), faults=dict(faults.most_common()))
    sys.exit(0 if same and not bad else 1)


if __name__ == "__main__":
    main()
