"""A disk that fills up under a training and calls, and has room again. Needs root: the home is a small file system of its own."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import material
from service import Service, say


def fill(home):
    """Takes all the room there is; the file to delete for having it back."""
    ballast = pathlib.Path(home, "ballast")
    with open(ballast, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * (1 << 16))
        except OSError:
            pass
    return ballast


def told(answer):
    """The status and the type of the problem, if it is one."""
    status, body = answer
    try:
        return f"{status} {json.loads(body)['type'].rsplit(':', 1)[-1]}" if status >= 400 else str(status)
    except (ValueError, KeyError):
        return f"{status} {body[:100]!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=600, help="size of the disk")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = material.drawn(options.jar, folder + "/base", 120)
        dataset, bundle = material.zipped(base), material.bundle(options.jar, folder, base)
        small = next(base.rglob("*.png")).read_bytes()
        # More than is kept in memory.
        large = pathlib.Path("docs/samples/cat.jpg").read_bytes()[:-2] + b"\0" * 2_000_000 + b"\xff\xd9"
        home = folder + "/home"
        os.mkdir(home)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={options.megabytes}m", "tmpfs", home], check=True)
        service = Service(options.jar, "--captioning.training.checkpoint-steps=20", home=home + "/data")
        wrong = []
        try:
            service.start()

            def calls(number):
                job = {**material.TRAINING, "dataset": "base", "name": "trained", "epochs": 1, "seed": number}
                return {
                    "captions of a small picture": service.call("POST", "/captions", small, material.PICTURE),
                    "captions of a large picture": service.call("POST", "/captions", large, material.PICTURE),
                    "dataset": service.call("POST", f"/datasets?name=more{number}", dataset, material.ZIP, timeout=60),
                    "model": service.call("POST", "/models", material.renamed(bundle, f"more{number}"), material.ZIP, timeout=60),
                    "activation": service.call("PUT", "/models/active", json.dumps({"name": "flickr8k-rnn", "version": "1"}),
                                               material.JSON, timeout=60),
                    "activation back": service.call("POST", "/models/rollback", timeout=60),
                    "training": service.call("POST", "/train", json.dumps(job), material.JSON, timeout=60),
                    "jobs": service.call("GET", "/train"),
                    "health": service.call("GET", "/actuator/health/readiness"),
                }

            def state(job):
                status, view = service.json(f"/train/{job}")
                return view if status == 200 else {"state": str(status)}

            def wait(job, states, seconds=120):
                deadline = time.monotonic() + seconds
                while state(job)["state"] not in states and time.monotonic() < deadline:
                    time.sleep(0.2)
                return state(job)

            service.call("POST", "/datasets?name=base", dataset, material.ZIP, timeout=60)
            before = {what: told(answer) for what, answer in calls(0).items()}
            say(at="room", **before)
            wrong += [f"with room: {what} {answer}" for what, answer in before.items() if int(answer[:3]) >= 300]
            long = {**material.TRAINING, "dataset": "base", "name": "long", "epochs": 300}
            job = json.loads(service.call("POST", "/train", json.dumps(long), material.JSON)[1])["id"]
            wait(job, {"running"})
            ballast = fill(home)
            full = {what: told(answer) for what, answer in calls(1).items()}
            say(at="full", **full)
            # Nothing was activated, so there may be nothing to go back from.
            fine = {"200", "201", "202", "507 insufficient-storage", "503 unavailable", "409 no-earlier-model"}
            wrong += [f"full: {what} {answer}" for what, answer in full.items() if answer not in fine]
            failed = wait(job, {"failed", "succeeded"}, 60)
            say(at="full", training=failed["state"], problem=failed.get("problem"))
            ballast.unlink()
            wait(job, {"failed", "running", "succeeded"}, 60)
            if state(job)["state"] == "failed":
                say(resumed=told(service.call("POST", f"/train/{job}/resume", timeout=60)))
            after = {what: told(answer) for what, answer in calls(2).items()}
            say(at="room again", **after)
            wrong += [f"with room again: {what} {answer}" for what, answer in after.items() if int(answer[:3]) >= 300]
            say(at="room again", training=wait(job, {"failed", "succeeded"}, 180)["state"])
            service.kill()
            service.start()
            jobs = service.json("/train?limit=100")[1]["jobs"]
            models = {model["name"] for model in service.json("/models")[1]["models"]}
            datasets = {entry["name"] for entry in service.json("/datasets")[1]["datasets"]}
            for job in jobs:
                wait(job["id"], {"failed", "succeeded"}, 60)
            states = sorted(state(job["id"])["state"] for job in jobs)
            kept = {f"{what}{n}" for n, answers in ((0, before), (1, full), (2, after))
                    for what, name in (("more", "dataset"),) if answers[name] == "201"}
            wrong += [f"lost: dataset {name}" for name in kept - datasets]
            kept = {f"more{n}" for n, answers in ((0, before), (1, full), (2, after)) if answers["model"] == "201"}
            wrong += [f"lost: model {name}" for name in kept - models]
            accepted = 1 + sum(answers["training"] == "202" for answers in (before, full, after))
            wrong += [f"jobs: {states}, {accepted} were accepted"] if states != ["succeeded"] * accepted else []
            say(at="restarted", jobs=states, models=sorted(models), datasets=sorted(datasets), wrong=wrong)
        finally:
            service.__exit__()
            subprocess.run(["umount", home], check=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
