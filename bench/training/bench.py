"""Takes turns between one process for each implementation, each of which waits while another works.

They are asked on their standard input, a line a turn: "about", "limit SECONDS" or "CELL VOCABULARY SECONDS",
and answer with a line of JSON.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

N, D, H, W = 128, 512, 512, 256
PEERS = ["numpy", "torch", "torchPacked"]
GATES = {"rnn": 1, "lstm": 4}
ALONE = ["attention", "self-critical"]  # an LSTM that no peer has, and whose limit is not counted


class Turns:
    """One implementation in a process of its own."""

    def __init__(self, command, **settings):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **settings)

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args[-1]} ended with {self.process.wait()}")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class OurTurns(Turns):
    """Java's process, whose OpenBLAS names its kernels on standard error."""

    def __init__(self, command):
        self.errors = tempfile.TemporaryFile("w+")
        super().__init__(command, stderr=self.errors, env={**os.environ, "OPENBLAS_VERBOSE": "2"})

    def about(self):
        answer = self.ask("about")
        self.errors.seek(0)
        return {**answer, "kernels": [line.strip() for line in self.errors if line.startswith("Core:")]}


def words_that_count():
    return sum(9 + n % 9 - 1 for n in range(N))


def useful_operations(cell, vocabulary):
    """Of the products of one step, padding left out: forward, and twice as many backward but for the pictures'."""
    gates = GATES[cell] * H
    word = W * gates + H * gates + H * vocabulary
    return 2 * (2 * N * D * H + 3 * words_that_count() * word)


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown"


def measure(cell, vocabulary, rounds, seconds, warm_up, ours, peers):
    if cell in ALONE:
        peers = {}
    turns = {"ours": ours, **peers}
    for process in turns.values():  # warm-up: compilers, buffers, clocks
        process.ask(cell, vocabulary, warm_up)
    speeds = {name: [] for name in turns}
    rates = []
    for _ in range(rounds):
        rates.append(ours.ask("limit", seconds)["gflops"])
        for name, process in turns.items():
            speeds[name].append(process.ask(cell, vocabulary, seconds)["wordsPerSecond"])
    median = {name: statistics.median(values) for name, values in speeds.items()}
    gflops = statistics.median(rates)
    limit = None if cell in ALONE else words_that_count() * gflops * 1e9 / useful_operations(cell, vocabulary)
    others = {name: round(median[name]) for name in peers}
    return {
        "cell": cell,
        "vocabulary": vocabulary,
        "wordsPerSecond": round(median["ours"]),
        "peers": others,
        "limit": round(limit) if limit else None,
        "ofLimit": round(median["ours"] / limit, 3) if limit else None,
        "timesFasterPeer": round(median["ours"] / max(others.values()), 2) if others else None,
        "sgemmGflops": round(gflops, 1),
        "rounds": [round(value) for value in speeds["ours"]],
    }


def main():
    own = sys.argv.index("--")
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--warm-up", type=float, default=4)
    parser.add_argument("--cells", default="rnn,lstm")
    parser.add_argument("--vocabularies", default="1004,8000")
    parser.add_argument("--peers", default=",".join(PEERS))
    options = parser.parse_args(sys.argv[1:own])
    script = str(pathlib.Path(__file__).with_name("peers.py"))
    ours = OurTurns(sys.argv[own + 1 :])
    peers = {name: Turns([sys.executable, script, name]) for name in options.peers.split(",") if name}
    about = {name: process.ask("about") for name, process in peers.items()}
    print(
        json.dumps(
            {"processor": processor(), "processors": os.cpu_count(), "ours": ours.about(), "peers": about}
        ),
        flush=True,
    )
    for cell in options.cells.split(","):
        for vocabulary in map(int, options.vocabularies.split(",")):
            case = measure(cell, vocabulary, options.rounds, options.seconds, options.warm_up, ours, peers)
            print(json.dumps(case), flush=True)
    for process in [ours, *peers.values()]:
        process.close()


if __name__ == "__main__":
    main()
