"""Captions over HTTP: this service and the peer, turn by turn, for two sizes of picture and several numbers of clients."""

import argparse
import http.client
import io
import json
import os
import platform
import re
import socket
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

SIZES = {"640x480": (640, 480), "4000x3000": (4000, 3000)}
BOUNDARY = "bench-http-boundary"
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


def body(sample, size):
    picture = io.BytesIO()
    Image.open(sample).convert("RGB").resize(size, Image.Resampling.LANCZOS).save(picture, "JPEG", quality=90)
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return head.encode() + picture.getvalue() + f"\r\n--{BOUNDARY}--\r\n".encode()


class Client:
    """One connection, kept open. Written for the purpose: http.client takes several times as long, on processors that are shared."""

    def __init__(self, port, sent):
        head = (f"POST /captions?beamSize=3 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(sent)}\r\n"
                f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n")
        self.port, self.request = port, head.encode() + sent
        self.connect()

    def connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self):
        """The body of the answer, JSON."""
        self.socket.sendall(self.request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.receive()
        head, body = answer.split(b"\r\n\r\n", 1)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"Expected 200, but got {answer[:300]!r}")
        length = LENGTH.search(head)
        while len(body) < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
            body += self.receive()
        if b"connection: close" in head.lower():  # Tomcat ends a connection after 100 requests
            self.close()
            self.connect()
        return body if length else b"".join(body.split(b"\r\n")[1::2])

    def receive(self):
        got = self.socket.recv(1 << 16)
        if not got:
            raise RuntimeError("The connection was closed within an answer")
        return got

    def close(self):
        self.socket.close()


def load(ports, sent, clients, seconds, most):
    """Latencies in ms, the time taken in s, and the answers: at most so many requests, begun within so many seconds."""
    latencies, answers, failures, left, lock = [], [], [], [most], threading.Lock()
    opened = [Client(ports[i % len(ports)], sent) for i in range(clients)]
    start = time.perf_counter()

    def run(client):
        try:
            while time.perf_counter() - start < seconds:
                with lock:
                    if left[0] == 0:
                        return
                    left[0] -= 1
                began = time.perf_counter()
                answers.append(client.ask())
                latencies.append((time.perf_counter() - began) * 1000)
        except Exception as failure:
            failures.append(failure)
        finally:
            client.close()

    threads = [threading.Thread(target=run, args=(client,)) for client in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return latencies, time.perf_counter() - start, answers


def percentile(values, share):
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)


class Encoder:
    """The bare encoder, in this process: alone on all threads, and one thread for each processor."""

    def __init__(self, bundle):
        with zipfile.ZipFile(bundle) as entries:
            model = entries.read("encoder.onnx")
        self.cores = os.cpu_count()
        self.sessions = {threads: self.session(model, threads) for threads in {1, self.cores}}
        self.pixels = {"image": np.random.default_rng(1).standard_normal((1, 3, 224, 224), np.float32)}

    @staticmethod
    def session(model, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.force_spinning_stop", "1")
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def millis(self, seconds):
        """One run on all threads, nothing beside it."""
        return self.run(self.cores, 1, seconds)[0]

    def images_per_second(self, seconds):
        return self.run(1, self.cores, seconds)[1]

    def run(self, threads, callers, seconds):
        session, times = self.sessions[threads], []
        session.run(None, self.pixels)
        start = time.perf_counter()

        def caller():
            while time.perf_counter() - start < seconds:
                began = time.perf_counter()
                session.run(None, self.pixels)
                times.append((time.perf_counter() - began) * 1000)

        callers = [threading.Thread(target=caller) for _ in range(callers)]
        for thread in callers:
            thread.start()
        for thread in callers:
            thread.join()
        return statistics.median(times), len(times) / (time.perf_counter() - start)


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
    parser.add_argument("--warm-up", type=float, default=2, help="seconds, each size")
    parser.add_argument("--clients", default="1,2,8,32")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--bundle", default="src/main/resources/bundles/flickr8k-attention.zip")
    parser.add_argument("--sample", default="docs/samples/cat.jpg")
    parser.add_argument("java", nargs="+", help="after --: how to start the service")
    options = parser.parse_args()

    cores = os.cpu_count()
    encoder = Encoder(options.bundle)
    with tempfile.TemporaryDirectory() as work:
        ports = {"service": [18201], "peer": [18202 + i for i in range(cores)]}
        service = options.java + ["--server.port=18201", "--server.address=127.0.0.1", f"--captioning.home={work}/home",
                                  "--captioning.cache.enabled=false",
                                  "--captioning.admission.queue=10m", "--captioning.admission.deadline=10m"]
        peer = [sys.executable, "-m", "uvicorn", "--app-dir", "bench/http", "peer:app", "--log-level", "warning", "--port"]
        starts = [("service", 18201, service, "/actuator/health/readiness")]
        starts += [("peer", port, peer + [str(port)], "/health") for port in ports["peer"]]
        processes = {name: [] for name in ports}
        try:
            for name, port, command, path in starts:
                log = os.path.join(tempfile.gettempdir(), f"bench-http-{name}-{port}.log")
                with open(log, "w") as out:
                    environment = {**os.environ, "BUNDLE": options.bundle, "OPENBLAS_NUM_THREADS": "1"}
                    processes[name].append(subprocess.Popen(command, stdout=out, stderr=out, env=environment))
                ready(processes[name][-1], port, path, log)
            print(json.dumps({"machine": platform.machine(), "processors": cores, "load": os.getloadavg()[0]}), flush=True)
            for size in options.sizes.split(","):
                sent = body(options.sample, SIZES[size])
                for name in ports:
                    load(ports[name], sent, 2, options.warm_up, sys.maxsize)
                for clients in map(int, options.clients.split(",")):
                    print(json.dumps({"size": size, "clients": clients, **case(options, encoder, ports, processes, sent, clients)}), flush=True)
        finally:
            for process in [*processes["service"], *processes["peer"]]:
                process.terminate()
                process.wait(30)


def processor_ms(processes):
    """Used by them so far, as Linux counts it."""
    ticks = 0
    for process in processes:
        with open(f"/proc/{process.pid}/stat") as stat:
            user, system = stat.read().rpartition(")")[2].split()[11:13]
        ticks += int(user) + int(system)
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def case(options, encoder, ports, processes, sent, clients):
    """The encoder, the service and the peer in turn, for so many rounds."""
    alone, rates, rounds, used = [], [], {name: [] for name in ports}, {name: 0 for name in ports}
    for _ in range(options.rounds):
        alone.append(encoder.millis(options.seconds / 4))
        rates.append(encoder.images_per_second(options.seconds / 4))
        for name, at in ports.items():
            before = processor_ms(processes[name])
            rounds[name].append(load(at, sent, clients, options.seconds, options.requests))
            used[name] += processor_ms(processes[name]) - before
    line = {"encoderMs": round(statistics.median(alone), 2), "encoderImagesPerSecond": round(statistics.median(rates), 1)}
    rate = {}
    for name, turns in rounds.items():
        latencies = [latency for turn, _, _ in turns for latency in turn]
        rate[name] = [len(turn) / took for turn, took, _ in turns]
        line[name] = {"p50": percentile(latencies, 0.5), "p95": percentile(latencies, 0.95), "p99": percentile(latencies, 0.99),
                      "requests": len(latencies), "processorMs": round(used[name] / len(latencies), 1), "imagesPerSecond": round(statistics.median(rate[name]), 1)}
    timings = [json.loads(answer)["results"][0]["timings"] for _, _, answers in rounds["service"] for answer in answers]
    line["stages"] = {stage: round(statistics.median(t[stage] for t in timings), 2) for stage in ("decodeMs", "featuresMs", "captionMs")}
    line["ofEncoder"] = round(statistics.median(s / e for s, e in zip(rate["service"], rates)), 2)
    line["timesPeer"] = round(statistics.median(s / p for s, p in zip(rate["service"], rate["peer"])), 2)
    return line


if __name__ == "__main__":
    main()
