"""Captions pictures over and over and reads what the service keeps in memory: see run.sh."""

import argparse
import http.client
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PORT = 18097
CLIENTS = 8
READINGS = 10
MODELS = ["flickr8k-rnn", "flickr8k-attention"]


def java():
    home = os.environ.get("JAVA_HOME")
    command = [f"{home}/bin/java" if home else "java", "-Xmx512m", *shlex.split(os.environ.get("JAVA_OPTS", ""))]
    version = subprocess.run([command[0], "-version"], capture_output=True, text=True, check=True).stderr
    release = int(re.search(r'version "(\d+)', version)[1])
    if release >= 24:
        command += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    return release, command


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def wait_until_ready(service):
    end = time.monotonic() + 120
    while get("/actuator/health/readiness")[0] != 200:
        if service.poll() is not None or time.monotonic() > end:
            sys.exit("The service did not start")
        time.sleep(0.1)


def caption(pictures, share, failed):
    """One client: its share of calls over one connection, each picture in its turn, past the cache."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for number in share:
        headers = {"Content-Type": "application/octet-stream", "Cache-Control": "no-store"}
        connection.request("POST", "/captions", pictures[number % len(pictures)], headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            failed.append(answer.status)
    connection.close()


def activate(number):
    """One of the shipped models in turn: the one that was active goes, for there is room for no two."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    model = json.dumps({"name": MODELS[number % len(MODELS)], "version": "1"})
    connection.request("PUT", "/models/active", model, {"Content-Type": "application/json"})
    status = connection.getresponse().status
    connection.close()
    if status != 200:
        sys.exit(f"{model} was not made active: {status}")


def reading(service, done, failed, release):
    status = Path(f"/proc/{service.pid}/status").read_text()
    megabytes = lambda name: int(re.search(rf"{name}:\s+(\d+)", status)[1]) // 1024
    metrics = get("/actuator/prometheus")[1]
    used = lambda pattern: round(sum(float(value) for value in re.findall(pattern + r"[^}]*\} (\S+)", metrics)) / 2**20)
    return {
        "java": release,
        **done,
        "failed": len(failed),
        "residentMb": megabytes("VmRSS"),
        "heapUsedMb": used(r'jvm_memory_used_bytes\{area="heap"'),
        "nonHeapUsedMb": used(r'jvm_memory_used_bytes\{area="nonheap"'),
        "buffersMb": used(r"jvm_buffer_memory_used_bytes\{"),
        "threads": int(re.search(r"Threads:\s+(\d+)", status)[1]),
        "files": len(os.listdir(f"/proc/{service.pid}/fd")),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, required=True)
    parser.add_argument("--activations", type=int, required=True)
    parser.add_argument("--jar", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.jar.exists():
        sys.exit(f"There is no {arguments.jar}: ./mvnw package -DskipTests makes it")
    pictures = [path.read_bytes() for path in sorted(arguments.pictures.glob("*.jpg"))]
    release, command = java()
    with tempfile.TemporaryDirectory() as home:
        command += ["-jar", str(arguments.jar), f"--server.port={PORT}", f"--captioning.home={home}/home",
                    "--captioning.models.memory=30MB"]
        service = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_until_ready(service)
            failed, each = [], arguments.requests // READINGS
            print(json.dumps(reading(service, {"requests": 0}, failed, release)), flush=True)
            for number in range(READINGS):
                shares = [range(client, each, CLIENTS) for client in range(CLIENTS)]
                clients = [threading.Thread(target=caption, args=(pictures, share, failed)) for share in shares]
                for client in clients:
                    client.start()
                for client in clients:
                    client.join()
                print(json.dumps(reading(service, {"requests": (number + 1) * each}, failed, release)), flush=True)
            each = arguments.activations // READINGS
            for number in range(READINGS):
                for activation in range(number * each, (number + 1) * each):
                    activate(activation)
                    caption(pictures, range(1), failed)
                print(json.dumps(reading(service, {"activations": (number + 1) * each}, failed, release)), flush=True)
        finally:
            service.terminate()
            service.wait()


if __name__ == "__main__":
    main()
