"""More captions asked for than can be made: see README.md."""

import argparse
import heapq
import http.client
import json
import os
import platform
import random
import selectors
import socket
import subprocess
import sys
import tempfile
import time

PORT = 18203


def request(picture):
    head = f"POST /captions HTTP/1.1\r\nHost: localhost:{PORT}\r\nContent-Type: image/jpeg\r\nCache-Control: no-store\r\n"
    return (head + f"Content-Length: {len(picture)}\r\n\r\n").encode() + picture


class Connection:
    """One call at a time, without waiting for it."""

    def __init__(self, selector):
        self.selector = selector
        self.socket = socket.create_connection(("127.0.0.1", PORT))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)

    def ask(self, sent, due):
        self.unsent, self.answer, self.due = memoryview(sent), bytearray(), due
        self.selector.register(self.socket, selectors.EVENT_WRITE, self)

    def stays(self):
        """Whether another call may follow: the server ends connections after a refusal, and after so many calls."""
        return b"\r\nconnection: close" not in self.answer[:self.answer.find(b"\r\n\r\n")].lower()

    def go_on(self):
        """The status once the answer is whole; 0 if there will be none; None before that."""
        try:
            if self.unsent:
                self.unsent = self.unsent[self.socket.send(self.unsent):]
                if not self.unsent:
                    self.selector.modify(self.socket, selectors.EVENT_READ, self)
                return None
            received = self.socket.recv(1 << 16)
        except OSError:
            received = b""
        self.answer += received
        status = status_of(self.answer) if received else 0
        if status is not None:
            self.selector.unregister(self.socket)
        return status


def status_of(answer):
    """Of a whole answer with a length or in chunks; None if it is not whole."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = answer[:end].lower()
    at = head.find(b"content-length:")
    if at < 0:
        whole = answer.endswith(b"0\r\n\r\n")
    else:
        whole = len(answer) == end + 4 + int(head[at + 15:].split(b"\r\n", 1)[0])
    return int(head.split(b" ", 2)[1]) if whole else None


def run(sent, due_times, clients=0):
    """Asks at these times, or again and again by so many clients until the last of them: (due, ms, status) of each call."""
    selector, idle, busy, seen = selectors.DefaultSelector(), [], 0, []
    start, due_times = time.perf_counter(), list(due_times)
    heapq.heapify(due_times)
    end, free = max(due_times), clients
    while due_times or busy or (clients and time.perf_counter() - start < end):
        now = time.perf_counter() - start
        while due_times and due_times[0] <= now and (not clients or free):
            due = heapq.heappop(due_times)
            connection = idle.pop() if idle else Connection(selector)
            connection.ask(sent, now if clients else due)
            busy, free = busy + 1, free - 1
        pause = max(0, due_times[0] - now) if due_times and (not clients or free) else 0.05
        for key, _ in selector.select(pause):
            status = key.data.go_on()
            if status is None:
                continue
            done = time.perf_counter() - start
            seen.append((key.data.due, (done - key.data.due) * 1000, status))
            busy, free = busy - 1, free + 1
            if status and key.data.stays():
                idle.append(key.data)
            else:
                key.data.socket.close()
            if clients and done < end:
                heapq.heappush(due_times, done)
    for connection in idle:
        connection.socket.close()
    return seen


def unceasing(sent, clients, seconds):
    """By so many clients, each asking again as soon as it has its answer."""
    return run(sent, [0.0] * clients + [seconds], clients)


def poisson(sent, rate, seconds):
    """Calls that come by chance, whatever has become of those before."""
    due, times = random.expovariate(rate), []
    while due < seconds:
        times.append(due)
        due += random.expovariate(rate)
    return run(sent, times)


def percentiles(latencies):
    ordered = sorted(latencies)
    at = lambda share: round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else None
    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99)}


def summary(calls):
    accepted = [ms for _, ms, status in calls if status == 200]
    rejected = [ms for _, ms, status in calls if status == 503]
    return {
        "requests": len(calls),
        "accepted": len(accepted),
        "rejected": len(rejected),
        "failed": len(calls) - len(accepted) - len(rejected),
        "statuses": sorted({status for _, _, status in calls}),
        **percentiles(accepted),
    }


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def wait_until_ready(service):
    end = time.monotonic() + 120
    while get("/actuator/health/readiness") != 200:
        if service.poll() is not None or time.monotonic() > end:
            sys.exit("The service did not start")
        time.sleep(0.1)


def measure(options, sent, cores):
    unceasing(sent, 1, options.warm_up / 2)
    unceasing(sent, 2 * cores, options.warm_up)
    idle, busy, lead, loaded, offered, share = [], [], [], [], [], []
    for _ in range(options.rounds):
        idle += unceasing(sent, 1, options.seconds)
        full = [call for call in unceasing(sent, 2 * cores, options.seconds / 2) if call[2] == 200]
        busy.append(len(full) / (options.seconds / 2))
        offered.append(options.times * busy[-1])
        used, began = time.process_time(), time.perf_counter()
        calls = poisson(sent, offered[-1], options.lead + options.seconds)
        share.append((time.process_time() - used) / (time.perf_counter() - began))
        lead += [call for call in calls if call[0] < options.lead]
        loaded += [call for call in calls if call[0] >= options.lead]
    mean = lambda values: round(sum(values) / len(values), 2)
    unloaded, load = summary(idle), summary(loaded)
    print(json.dumps({"case": "unloaded", "clients": 1, **unloaded}), flush=True)
    print(json.dumps({"case": "capacity", "clients": 2 * cores, "imagesPerSecond": mean(busy)}), flush=True)
    begin = summary(lead)
    print(json.dumps({"case": "onset", "seconds": options.lead, **begin}), flush=True)
    print(json.dumps({
        "case": "load", "times": options.times, "offeredPerSecond": mean(offered), **load,
        "acceptedPerSecond": round(load["accepted"] / options.seconds / options.rounds, 1),
        "rejectedMs": percentiles([ms for _, ms, status in loaded if status == 503]),
        "p99ToUnloaded": round(load["p99"] / unloaded["p99"], 2),
        "readiness": get("/actuator/health/readiness"), "generatorCores": mean(share)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=8, help="of each part of a round")
    parser.add_argument("--lead", type=float, default=3, help="seconds of the same load before, told apart as the onset")
    parser.add_argument("--warm-up", type=float, default=8)
    parser.add_argument("--times", type=float, default=4, help="the capacity")
    parser.add_argument("--picture", default="docs/samples/rocket.jpg")
    parser.add_argument("--setting", action="append", default=[], help="of the service, as captioning.admission.queue=2s")
    parser.add_argument("java", nargs="+", help="after --: how to start the service")
    options = parser.parse_args()
    random.seed(1)
    with open(options.picture, "rb") as file:
        sent = request(file.read())
    with tempfile.TemporaryDirectory() as work, open(os.path.join(tempfile.gettempdir(), "bench-load.log"), "w") as log:
        settings = [f"--{setting}" for setting in options.setting]
        service = subprocess.Popen(
            options.java + [f"--server.port={PORT}", "--server.address=127.0.0.1", f"--captioning.home={work}/home"] + settings,
            stdout=log, stderr=log)
        try:
            wait_until_ready(service)
            print(json.dumps({"machine": platform.machine(), "processors": os.cpu_count(), "bytes": len(sent),
                              "settings": options.setting, "load": round(os.getloadavg()[0], 2)}), flush=True)
            measure(options, sent, os.cpu_count())
        finally:
            service.terminate()
            service.wait(60)


if __name__ == "__main__":
    main()
