"""Minutes at four fifths of what the service can do: nothing fails, and memory and files stay what they were."""

import argparse
import pathlib
import statistics
import sys
import threading
import time

import material
from service import Service, say


class Clients:
    """So many at a time; each sends the next picture when it is due, at most."""

    def __init__(self, service, pictures, count, rate):
        self.service, self.pictures, self.rate = service, pictures, rate
        self.lock, self.number, self.begun = threading.Lock(), 0, time.monotonic()
        self.times, self.late, self.faults, self.ending = [], 0, [], False
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def next(self):
        with self.lock:
            self.number += 1
            return self.number

    def run(self):
        while not self.ending:
            number = self.next()
            if self.rate:
                due = self.begun + number / self.rate
                self.late += time.monotonic() - due > 1
                time.sleep(max(0, due - time.monotonic()))
            begun = time.monotonic()
            try:
                status, body = self.service.call("POST", "/captions", self.pictures[number % len(self.pictures)], material.PICTURE, 60)
                if status != 200:
                    self.faults.append(f"{status} {body[:150]!r}")
            except OSError as fault:
                self.faults.append(repr(fault))
            self.times.append(time.monotonic() - begun)

    def end(self):
        self.ending = True
        for thread in self.threads:
            thread.join(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--share", type=float, default=0.8, help="of the captions a second that were measured just before")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    pictures = [path.read_bytes() for path in sorted(pathlib.Path("docs/samples").glob("*.jpg"))]
    # What a neighbour takes of the processors is no fault: calls wait for it.
    with Service(options.jar, "--captioning.admission.queue=60s", "--captioning.admission.deadline=60s") as service:
        for seconds in (20, 20):  # the first is for warming up
            clients = Clients(service, pictures, 2, 0)
            time.sleep(seconds)
            clients.end()
            capacity = len(clients.times) / seconds
        say(capacityPerSecond=round(capacity, 1), faults=clients.faults[:5], **service.usage())
        clients, usages, begun = Clients(service, pictures, options.clients, options.share * capacity), [], time.monotonic()
        while time.monotonic() - begun < 60 * options.minutes:
            time.sleep(min(30, 60 * options.minutes / 4))
            usages.append(service.usage())
            say(seconds=round(time.monotonic() - begun), captions=len(clients.times), faults=len(clients.faults), **usages[-1])
        clients.end()
        quarter = max(1, len(usages) // 4)
        resident = [round(statistics.mean(usage["residentMb"] for usage in part)) for part in (usages[quarter:2 * quarter], usages[-quarter:])]
        heap = [min(usage["heapMb"] for usage in part) for part in (usages[:len(usages) // 2], usages[len(usages) // 2:])]
        times = sorted(clients.times)
        flat = resident[1] <= 1.1 * resident[0]
        say(captions=len(times), perSecond=round(len(times) / (60 * options.minutes), 1), faults=clients.faults[:10], faultsTotal=len(clients.faults),
            lateByASecond=clients.late, medianSeconds=round(times[len(times) // 2], 2), p99Seconds=round(times[len(times) * 99 // 100], 2),
            slowestSeconds=round(times[-1], 2), residentMbSecondAndLastQuarter=resident, leastHeapMbFirstAndSecondHalf=heap,
            openFiles=[usages[0]["openFiles"], usages[-1]["openFiles"]], threads=[usages[0]["threads"], usages[-1]["threads"]])
    sys.exit(0 if flat and not clients.faults else 1)


if __name__ == "__main__":
    main()
