"""The clock of the machine jumps by a day, forward and back, under captions and trainings. Needs a C compiler."""

import argparse
import collections
import email.utils
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading
import time

import material
from service import Service, say

DAY = 86_400


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=25, help="between jumps; a job counts as left behind after 20")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = material.drawn(options.jar, folder + "/base", 120)
        picture = next(base.rglob("*.png")).read_bytes()
        library, offset = pathlib.Path(folder, "clock.so"), pathlib.Path(folder, "offset")
        source = pathlib.Path(__file__).with_suffix(".c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
        offset.write_bytes(struct.pack("q", 0))

        def jump(seconds):
            with open(offset, "r+b") as file:  # the same file: the service has it mapped
                file.write(struct.pack("q", seconds))

        os.environ |= {"LD_PRELOAD": str(library), "CLOCK_OFFSET": str(offset)}
        service = Service(options.jar, "--captioning.limits.per-address=100000", home=folder + "/home")
        wrong, statuses, accepted, ending = [], collections.Counter(), [], threading.Event()
        try:
            service.start()
            while service.call("GET", "/train")[0] == 503:  # the database is being opened
                time.sleep(0.5)
            service.call("POST", "/datasets?name=base", material.zipped(base), material.ZIP, timeout=60)

            def caption():
                while not ending.wait(0.1):
                    try:
                        statuses[service.call("POST", "/captions?strategy=greedy", picture, material.PICTURE, 30)[0]] += 1
                    except OSError as fault:
                        statuses[repr(fault)] += 1

            def train(epochs):
                body = {**material.TRAINING, "dataset": "base", "name": "trained", "epochs": epochs, "seed": len(accepted)}
                status, body = service.call("POST", "/train", json.dumps(body), material.JSON, timeout=30)
                if status != 202:
                    wrong.append(f"a training was answered with {status}")
                else:
                    accepted.append(json.loads(body)["id"])

            def seen():
                connection = service.connect()
                connection.request("GET", "/actuator/health/readiness")
                answer = connection.getresponse()
                answer.read()
                return round(email.utils.parsedate_to_datetime(answer.headers["Date"]).timestamp() - time.time())

            captions = threading.Thread(target=caption, daemon=True)
            captions.start()
            for seconds in (0, DAY, 0, -DAY, 0):
                train(20)
                train(1)  # it waits while the clock jumps
                jump(seconds)
                time.sleep(options.seconds)
                views = [service.json(f"/train/{job}")[1] for job in accepted]
                say(clock=seconds, seenByService=seen(), captions={str(k): v for k, v in statuses.items()},
                    jobs=dict(collections.Counter(view["state"] for view in views)),
                    health=service.json("/actuator/health")[1]["status"], **service.usage())
                if abs(seen() - seconds) > 5:
                    wrong.append(f"the service sees {seen()} s, not {seconds}: the library does not reach it")
            ending.set()
            captions.join(60)
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline:
                views = [service.json(f"/train/{job}")[1] for job in accepted]
                states = collections.Counter(view["state"] for view in views)
                if not states.keys() & {"queued", "running"}:
                    break
                time.sleep(1)
            said = service.said()
            say(at="end", captions={str(k): v for k, v in statuses.items()}, jobs=dict(states),
                problems=[view["problem"] for view in views if "problem" in view],
                furtherAttempts=sum(f"attempt {n} at" in said for n in (2, 3, 4)), wrong=wrong)
            wrong += [] if set(statuses) == {200} and set(states) == {"succeeded"} else ["captions or jobs failed"]
        finally:
            service.__exit__()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
