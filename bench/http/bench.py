"""Captions over HTTP: this service and the peer, turn by turn, for two sizes of picture and several numbers of clients."""

import argparse
import http.client
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from PIL import Image

SIZES = {"640x480": (640, 480), "4000x3000": (4000, 3000)}
BOUNDARY = "bench-http-boundary"


def body(sample, size):
    picture = io.BytesIO()
    Image.open(sample).convert("RGB").resize(size, Image.Resampling.LANCZOS).save(picture, "JPEG", quality=90)
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return head.encode() + picture.getvalue() + f"\r\n--{BOUNDARY}--\r\n".encode()


def ask(connection, sent):
    connection.request("POST", "/captions", sent, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"Expected 200, but got {answer.status}: {text[:300]!r}")
    return text


def load(port, sent, clients, seconds, most):
    """Latencies in ms and the time taken in s: at most so many requests, begun within so many seconds."""
    latencies, failures, left, lock = [], [], [most], threading.Lock()
    start = time.perf_counter()

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            while time.perf_counter() - start < seconds:
                with lock:
                    if left[0] == 0:
                        return
                    left[0] -= 1
                began = time.perf_counter()
                ask(connection, sent)
                latencies.append((time.perf_counter() - began) * 1000)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return latencies, time.perf_counter() - start


def percentile(values, share):
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)


def encoder(bundle, seconds):
    """The bare encoder: ms of one run on all threads; images/s with one thread for each processor."""
    import zipfile

    import numpy as np
    import onnxruntime

    with zipfile.ZipFile(bundle) as entries:
        model = entries.read("encoder.onnx")
    pixels = np.random.default_rng(1).standard_normal((1, 3, 224, 224), np.float32)

    def run(threads, callers):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        name, times = session.get_inputs()[0].name, []
        session.run(None, {name: pixels})
        start = time.perf_counter()

        def caller():
            while time.perf_counter() - start < seconds:
                began = time.perf_counter()
                session.run(None, {name: pixels})
                times.append((time.perf_counter() - began) * 1000)

        callers = [threading.Thread(target=caller) for _ in range(callers)]
        for thread in callers:
            thread.start()
        for thread in callers:
            thread.join()
        return statistics.median(times), len(times) / (time.perf_counter() - start)

    cores = os.cpu_count()
    return {"encoderMs": round(run(cores, 1)[0], 2), "encoderImagesPerSecond": round(run(1, cores)[1], 1)}


def ready(process, port, path, log):
    for _ in range(600):
        if process.poll() is not None:
            sys.exit(f"Ended with {process.returncode} before it was ready; see {log}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(f"Not ready after a minute; see {log}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--requests", type=int, default=500, help="at most, a case and round")
    parser.add_argument("--clients", default="1,2,8,32")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--bundle", default="src/main/resources/bundles/flickr8k-lstm.zip")
    parser.add_argument("--sample", default="docs/samples/cat.jpg")
    parser.add_argument("java", nargs="+", help="after --: how to start the service")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as work:
        ports = {"service": 18201, "peer": 18202}
        commands = {
            "service": options.java + ["--server.port=18201", "--server.address=127.0.0.1", f"--captioning.home={work}/home"],
            "peer": [sys.executable, "-m", "uvicorn", "--app-dir", "bench/http", "peer:app", "--port", "18202",
                     "--workers", str(os.cpu_count()), "--log-level", "warning"],
        }
        paths = {"service": "/actuator/health/readiness", "peer": "/health"}
        processes = {}
        try:
            for name, command in commands.items():
                log = os.path.join(tempfile.gettempdir(), f"bench-http-{name}.log")
                with open(log, "w") as out:
                    environment = {**os.environ, "BUNDLE": options.bundle, "OPENBLAS_NUM_THREADS": "1"}
                    processes[name] = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
                ready(processes[name], ports[name], paths[name], log)
            print(json.dumps({"machine": platform.machine(), "processors": os.cpu_count(), **encoder(options.bundle, options.seconds),
                              "load": os.getloadavg()[0]}), flush=True)
            for size in options.sizes.split(","):
                sent = body(options.sample, SIZES[size])
                for port in ports.values():
                    load(port, sent, 2, options.seconds, options.requests)
                for clients in map(int, options.clients.split(",")):
                    seen = {name: [] for name in ports}
                    for _ in range(options.rounds):
                        for name, port in ports.items():
                            seen[name].append(load(port, sent, clients, options.seconds, options.requests))
                    line = {"size": size, "clients": clients}
                    for name, rounds in seen.items():
                        latencies = [latency for round_, _ in rounds for latency in round_]
                        line[name] = {"p50": percentile(latencies, 0.5), "p95": percentile(latencies, 0.95),
                                      "p99": percentile(latencies, 0.99), "requests": len(latencies),
                                      "imagesPerSecond": round(statistics.median(len(r) / took for r, took in rounds), 1)}
                    print(json.dumps(line), flush=True)
        finally:
            for process in processes.values():
                process.terminate()
                process.wait(30)


if __name__ == "__main__":
    main()
