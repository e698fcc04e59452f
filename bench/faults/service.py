"""A service of its own for a fault: the jar on a free port, with a home that goes away with it."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def java():
    return os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"


class Service:
    def __init__(self, jar, *settings, home=None, options=()):
        self.folder = tempfile.mkdtemp()
        self.home = home or os.path.join(self.folder, "data")
        self.log = os.path.join(self.folder, "service.log")
        self.command = [java(), "-Xmx512m", *options, "-jar", jar, "--server.address=127.0.0.1",
                        f"--captioning.home={self.home}", *settings]
        self.port, self.process = 0, None

    def start(self, seconds=180):
        """Starts it and waits until it is ready; returns after how many seconds."""
        self.port = free_port()
        begun = time.monotonic()
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen([*self.command, f"--server.port={self.port}"], stdout=log, stderr=log,
                                            env={**os.environ, "MALLOC_ARENA_MAX": "2"})
        while time.monotonic() - begun < seconds and self.process.poll() is None:
            try:
                if self.call("GET", "/actuator/health/readiness")[0] == 200:
                    return time.monotonic() - begun
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        tail = self.said()[-2000:]
        self.__exit__()
        raise SystemExit("The service did not start:\n" + tail)

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, timeout=10):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def call(self, method, path, body=None, headers=None, timeout=10):
        connection = self.connect(timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def json(self, path, timeout=10):
        status, body = self.call("GET", path, timeout=timeout)
        return status, json.loads(body)

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
