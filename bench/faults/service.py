"""A service of its own for a fault: the jar on a free port, with a home that goes away with it."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    def __init__(self, jar, *settings):
        self.port = free_port()
        self.home = tempfile.mkdtemp()
        self.log = os.path.join(self.home, "service.log")
        java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [java, "-Xmx512m", "-jar", jar, f"--server.port={self.port}", "--server.address=127.0.0.1",
                 f"--captioning.home={self.home}/data", *settings],
                stdout=log, stderr=log, env={**os.environ, "MALLOC_ARENA_MAX": "2"})

    def __enter__(self):
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.call("GET", "/actuator/health/readiness")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.5)
        tail = open(self.log, encoding="utf-8").read()[-2000:]
        self.__exit__()
        raise SystemExit("The service did not start:\n" + tail)

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def connect(self, timeout=10):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def call(self, method, path, body=None, headers=None):
        connection = self.connect()
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def usage(self):
        """Resident and heap memory in MB, open files, threads."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            status = file.read()
        metrics = self.call("GET", "/actuator/prometheus")[1].decode()
        heap = sum(float(value) for value in re.findall(r'^jvm_memory_used_bytes\{area="heap".*\} (\S+)', metrics, re.M))
        return {
            "residentMb": int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024,
            "heapMb": round(heap / 2**20),
            "openFiles": len(os.listdir(f"/proc/{self.process.pid}/fd")),
            "threads": int(re.search(r"Threads:\s+(\d+)", status)[1]),
        }


def say(**line):
    print(json.dumps(line), flush=True)
