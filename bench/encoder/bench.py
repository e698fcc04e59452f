"""Pixels to features by this project and by bare ONNX Runtime, turn by turn, on the same pictures and threads."""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

import numpy as np
import onnxruntime
from PIL import Image

SIZES = {"224x224": (224, 224), "640x480": (640, 480)}
PICTURES = 8


def pictures(sample, folder):
    """Parts of one picture, as files of pixels for Java; returns them as Pillow's."""
    with Image.open(sample) as image:
        whole = image.convert("RGB")
    made = {}
    for name, size in SIZES.items():
        made[name] = []
        for i in range(PICTURES):
            left, top = whole.width * i // 20, whole.height * i // 20
            part = whole.crop((left, top, left + whole.width // 2, top + whole.height // 2)).resize(size)
            (folder / f"{i}-{name}.rgb").write_bytes(part.tobytes())
            made[name].append(part)
    return made


class Bare:
    """ONNX Runtime with nothing around it, but what turns a large picture into its input."""

    def __init__(self, bundle, made):
        with zipfile.ZipFile(bundle) as entries:
            model, manifest = entries.read("encoder.onnx"), json.loads(entries.read("manifest.json"))
        wanted = manifest["encoder"]["input"]
        self.size = (wanted["width"], wanted["height"])
        self.mean, self.std = (np.array(wanted[key], np.float32) for key in ("mean", "std"))
        self.sessions = {threads: self.session(model, threads) for threads in {1, os.cpu_count()}}
        self.made = {name: parts if parts[0].size != self.size else [self.tensor(part) for part in parts] for name, parts in made.items()}

    @staticmethod
    def session(model, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.force_spinning_stop", "1")
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def tensor(self, picture):
        pixels = np.asarray(picture.resize(self.size, Image.Resampling.BILINEAR), np.float32)
        return np.ascontiguousarray(((pixels - self.mean) / self.std).transpose(2, 0, 1)[None])

    def rate(self, size, way, callers, seconds):
        session = self.sessions[os.cpu_count() if way == "alone" else 1]
        done, start = [0] * callers, time.perf_counter()

        def caller(number):
            while time.perf_counter() - start < seconds:
                picture = self.made[size][done[number] % PICTURES]
                session.run(None, {"image": picture if isinstance(picture, np.ndarray) else self.tensor(picture)})
                done[number] += 1

        threads = [threading.Thread(target=caller, args=(number,)) for number in range(callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(done) / (time.perf_counter() - start)


class Here:
    """This project, in a process that waits while it is not asked."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def rate(self, *turn):
        print(*turn, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"Java ended with {self.process.wait()}")
        return json.loads(answer)["imagesPerSecond"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    own = sys.argv.index("--")
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--warm-up", type=float, default=3)
    parser.add_argument("--bundle", default="src/main/resources/bundles/flickr8k-attention.zip")
    parser.add_argument("--sample", default="docs/samples/cat.jpg")
    options = parser.parse_args(sys.argv[1:own])
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(options.bundle, pictures(options.sample, pathlib.Path(folder)))
        here = Here(sys.argv[own + 1 :] + [options.bundle, folder])
        print(json.dumps({"processors": os.cpu_count(), "load": os.getloadavg()[0], "onnxruntime": onnxruntime.__version__}), flush=True)
        for size in SIZES:
            for way, callers in [("shared", 1), ("shared", os.cpu_count()), ("alone", 1)]:
                here.rate(size, way, callers, options.warm_up)
                rounds = []
                for _ in range(options.rounds):
                    turn = (size, way, callers, options.seconds)
                    rounds.append((here.rate(*turn), bare.rate(*turn)))
                line = {"picture": size, "way": way, "callers": callers}
                line["here"], line["bare"] = (round(statistics.median(rates), 1) for rates in zip(*rounds))
                line["ofBare"] = round(statistics.median(ours / theirs for ours, theirs in rounds), 3)
                print(json.dumps(line), flush=True)
        here.close()


if __name__ == "__main__":
    main()
