"""PostgreSQL stopped without a warning and started again, under captions and trainings."""

import argparse
import collections
import glob
import http.client
import json
import os
import pwd
import subprocess
import sys
import tempfile
import threading
import time

import material
from service import Service, free_port, say

USER = "captioning"


class Postgres:
    """Debian's, in a folder of its own; it does not run as root."""

    def __init__(self, folder):
        self.bin = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.folder, self.port = folder, free_port()
        self.runner = []
        if os.geteuid() == 0:
            self.runner = ["runuser", "-u", "postgres", "--"]
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.run("initdb", "-D", f"{folder}/data", "-U", USER, "-A", "trust", "-E", "UTF8")
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "captioning")

    def run(self, program, *arguments):
        subprocess.run([*self.runner, f"{self.bin}/{program}", *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                 f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}", "start")

    def stop(self):
        """As a crash would: nothing is flushed, connections break."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")

    def settings(self):
        return [f"--spring.datasource.url=jdbc:postgresql://127.0.0.1:{self.port}/captioning", f"--spring.datasource.username={USER}"]


class Client(threading.Thread):
    """Calls again and again until it is told to end, and counts the answers by phase."""

    def __init__(self, call, pause):
        super().__init__(daemon=True)
        self.call, self.pause = call, pause
        self.phase, self.ending = "up", False
        self.answers, self.slowest = collections.defaultdict(collections.Counter), collections.defaultdict(float)

    def run(self):
        while not self.ending:
            phase, begun = self.phase, time.monotonic()
            try:
                answer = self.call()
            except (OSError, http.client.HTTPException) as fault:
                answer = type(fault).__name__
            self.answers[phase if phase == self.phase else "changing"][str(answer)] += 1
            self.slowest[phase] = max(self.slowest[phase], time.monotonic() - begun)
            time.sleep(self.pause)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=10, help="for which it is up, and down")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as data:
        base = material.drawn(options.jar, folder + "/base", 120)
        picture = next(base.rglob("*.png")).read_bytes()
        database = Postgres(data)
        accepted, backSeconds = [], []
        try:
            with Service(options.jar, *database.settings()) as service:
                service.call("POST", "/datasets?name=base", material.zipped(base), material.ZIP, timeout=60)

                def caption():
                    return service.call("POST", "/captions?strategy=greedy", picture, material.PICTURE, timeout=30)[0]

                def submit():
                    body = {**material.TRAINING, "dataset": "base", "name": "trained", "epochs": 1, "seed": len(accepted)}
                    status, body = service.call("POST", "/train", json.dumps(body), material.JSON, timeout=60)
                    if status == 202:
                        accepted.append(json.loads(body)["id"])
                    return status

                captions, jobs = Client(caption, 0.05), Client(submit, 1)
                captions.start()
                jobs.start()
                say(at="start", **service.usage())
                for _ in range(options.cycles):
                    time.sleep(options.seconds)
                    captions.phase = jobs.phase = "down"
                    database.stop()
                    time.sleep(options.seconds)
                    health = service.json("/actuator/health")[1]["components"]["jobs"]["details"]["database"]
                    ready = service.call("GET", "/actuator/health/readiness")[0]
                    captions.phase = jobs.phase = "coming back"
                    database.start()
                    begun, before = time.monotonic(), len(accepted)
                    while len(accepted) == before and time.monotonic() - begun < 60:
                        time.sleep(0.1)
                    backSeconds.append(round(time.monotonic() - begun, 1))
                    captions.phase = jobs.phase = "up"
                    say(down=True, database=health, readiness=ready, backAfterSeconds=backSeconds[-1], accepted=len(accepted))
                captions.ending = jobs.ending = True
                captions.join(60)
                jobs.join(60)
                deadline = time.monotonic() + 240
                while time.monotonic() < deadline:
                    found = [service.json(f"/train/{job}") for job in accepted]
                    states = collections.Counter(str(view.get("state", status)) for status, view in found)
                    if set(states) == {"succeeded"}:
                        break
                    time.sleep(2)
                say(at="end", **service.usage(), captions={k: dict(v) for k, v in captions.answers.items()},
                    submissions={k: dict(v) for k, v in jobs.answers.items()},
                    slowestSeconds={"captions": {k: round(v, 2) for k, v in captions.slowest.items()},
                                    "submissions": {k: round(v, 2) for k, v in jobs.slowest.items()}},
                    accepted=len(accepted), jobs=dict(states), failed=[v.get("problem") for _, v in found if v.get("state") == "failed"])
        finally:
            database.stop()
    captioned = set().union(*captions.answers.values()) == {"200"}
    submitted = set().union(*jobs.answers.values()) <= {"202", "503"}
    sys.exit(0 if captioned and submitted and set(states) == {"succeeded"} else 1)


if __name__ == "__main__":
    main()
