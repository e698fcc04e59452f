"""kill -9 at random moments: whatever was answered with 2xx before is there after the next start."""

import argparse
import collections
import hashlib
import http.client
import io
import json
import pathlib
import random
import sys
import tempfile
import threading
import time
import zipfile

import material
from service import Service, say

SHIPPED = ("flickr8k-rnn", "1")


class Accepted:
    """What the service has answered for, and what it had no time to."""

    def __init__(self):
        self.lock = threading.Lock()
        self.datasets, self.models, self.jobs = set(), {}, set()
        self.maybe_active, self.sent = set(), {}
        self.counts = collections.Counter()


class Load(threading.Thread):
    """Does one thing again and again until the service is gone."""

    def __init__(self, name, service, step):
        super().__init__(daemon=True)
        self.name, self.service, self.step, self.doing, self.fault = name, service, step, False, None

    def run(self):
        try:
            while True:
                self.doing = True
                self.step(self.service)
                self.doing = False
                time.sleep(0.02)
        except (OSError, http.client.HTTPException):
            pass  # killed
        except Exception as fault:
            self.fault = repr(fault)


class Steps:
    def __init__(self, accepted, pictures, dataset, bundle, rng):
        self.accepted, self.pictures, self.dataset, self.bundle, self.rng = accepted, pictures, dataset, bundle, rng
        self.number = 0

    def next(self):
        with self.accepted.lock:
            self.number += 1
            return self.number

    def count(self, what, status, body, good):
        with self.accepted.lock:
            self.accepted.counts[f"{what} {status}"] += 1
        if status not in good:
            raise ValueError(f"{what}: {status} {body[:300]}")

    def caption(self, service):
        picture = self.pictures[self.next() % len(self.pictures)]
        status, body = service.call("POST", "/captions?strategy=greedy", picture, material.PICTURE)
        self.count("captions", status, body, {200})

    def upload_dataset(self, service):
        name = f"d{self.next()}"
        status, body = service.call("POST", f"/datasets?name={name}", self.dataset, material.ZIP)
        self.count("datasets", status, body, {201})
        self.accepted.datasets.add(name)

    def upload_model(self, service):
        name = f"m{self.next()}"
        data = material.renamed(self.bundle, name)
        self.accepted.sent[name] = contents(data)
        status, body = service.call("POST", "/models", data, material.ZIP, timeout=60)
        self.count("models", status, body, {201})
        self.accepted.models[name] = json.loads(body)["version"]

    def activate(self, service):
        name, version = self.rng.choice([SHIPPED, *list(self.accepted.models.items())])
        self.accepted.maybe_active.add((name, version))
        body = json.dumps({"name": name, "version": version})
        status, body = service.call("PUT", "/models/active", body, material.JSON, timeout=60)
        self.count("activations", status, body, {200})
        self.accepted.maybe_active = {(name, version)}
        time.sleep(0.3)

    def train(self, service):
        pages = [service.json(f"/train?state={state}") for state in ("queued", "running")]
        opened = all(status == 200 for status, _ in pages)  # 503 until the database is open
        if opened and sum(len(page["jobs"]) for _, page in pages) < 4:
            body = json.dumps({**material.TRAINING, "dataset": "base", "name": "trained", "epochs": 2, "seed": self.next()})
            status, body = service.call("POST", "/train", body, material.JSON)
            self.count("jobs", status, body, {202})
            self.accepted.jobs.add(json.loads(body)["id"])
        time.sleep(0.1)


def contents(bundle):
    """What a bundle holds but for its manifest, to which the service adds the version."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "manifest.json"}


def lost(service, accepted):
    """What was accepted and is not there."""
    missing = []
    datasets, page = set(), "/datasets"
    while page:
        view = service.json(page)[1]
        datasets |= {dataset["name"] for dataset in view["datasets"]}
        page = view.get("next")
    missing += [f"dataset {name}" for name in accepted.datasets - datasets]
    models = service.json("/models")[1]["models"]
    listed = {(model["name"], model["version"]) for model in models}
    missing += [f"model {key}" for key in set(accepted.models.items()) - listed]
    for name, version in listed:
        if name in accepted.sent:
            status, data = service.call("GET", f"/models/{name}/{version}/bundle")
            if status != 200 or contents(data) != accepted.sent[name]:
                missing.append(f"contents of model {name}: {status}")
            accepted.models[name] = version
    active = next((model["name"], model["version"]) for model in models if model["active"])
    if active not in accepted.maybe_active:
        missing.append(f"activation of one of {sorted(accepted.maybe_active)}: it is {active}")
    accepted.maybe_active = {active}
    for job in accepted.jobs:
        status, view = service.json(f"/train/{job}")
        if status != 200 or view["state"] in ("failed", "cancelled"):
            missing.append(f"job {job}: {status} {view.get('state')} {view.get('problem')}")
    health = service.json("/actuator/health")[1]
    missing += [f"health of {name}: {part}" for name, part in health["components"].items() if part["status"] != "UP"]
    uploads = list(pathlib.Path(service.home, "uploads").rglob("*.upload"))
    missing += [f"left behind: {path}" for path in uploads]
    return missing


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=900, help="no round begins after these")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        jar, flags = material.quick(options.jar, folder)
        base = material.drawn(options.jar, folder + "/base", 120)
        few = material.zipped(material.drawn(options.jar, folder + "/few", 20))
        pictures = [path.read_bytes() for path in sorted(base.rglob("*.png"))[:20]]
        accepted = Accepted()
        steps = Steps(accepted, pictures, few, material.bundle(options.jar, folder, base), random.Random(options.seed))
        service = Service(jar, home=folder + "/home", options=flags)
        service.start()
        status, body = service.call("POST", "/datasets?name=base", material.zipped(base), material.ZIP, timeout=60)
        if status != 201:
            raise SystemExit(f"The dataset was answered with {status}: {body}")
        accepted.datasets.add("base")
        accepted.maybe_active = {(model["name"], model["version"])
                                 for model in service.json("/models")[1]["models"] if model["active"]}
        rounds, wrong, starts, during = 0, 0, [], collections.Counter()
        begun = time.monotonic()
        while rounds < options.rounds and time.monotonic() - begun < options.seconds:
            rounds += 1
            loads = [Load(step.__name__, service, step)
                     for step in (steps.caption, steps.upload_dataset, steps.upload_model, steps.activate, steps.train)]
            for load in loads:
                load.start()
            moment = rng.uniform(0.05, 4)
            time.sleep(moment)
            doing = sorted(load.name for load in loads if load.doing)
            service.kill()
            for load in loads:
                load.join(70)
            during.update(doing)
            starts.append(service.start())
            faults = lost(service, accepted) + [f"{load.name}: {load.fault}" for load in loads if load.fault]
            wrong += bool(faults)
            say(round=rounds, killedAfterSeconds=round(moment, 2), during=doing, startSeconds=round(starts[-1], 1),
                datasets=len(accepted.datasets), models=len(accepted.models), jobs=len(accepted.jobs), lost=faults)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            states = collections.Counter(service.json(f"/train/{job}")[1]["state"] for job in accepted.jobs)
            if set(states) == {"succeeded"}:
                break
            time.sleep(1)
        faults = lost(service, accepted)
        say(rounds=rounds, roundsWithLosses=wrong, datasets=len(accepted.datasets), models=len(accepted.models),
            jobs=dict(states), during=dict(during), answers=dict(accepted.counts),
            slowestStartSeconds=round(max(starts), 1), lost=faults)
        service.__exit__()
    sys.exit(1 if wrong or faults or set(states) != {"succeeded"} else 0)


if __name__ == "__main__":
    main()
