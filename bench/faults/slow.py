"""Uploads of a byte a second beside normal captions: the captions go on, and what stalls is ended."""

import argparse
import pathlib
import selectors
import socket
import statistics
import sys
import time

from service import Service, say

HEAD = b"POST /captions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nContent-Length: 100000\r\n\r\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=600)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--stop", action="store_true", help="send the head and ten bytes, then nothing")
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    picture = pathlib.Path("docs/samples/cat.jpg").read_bytes()
    headers = {"Content-Type": "application/octet-stream", "Cache-Control": "no-store"}
    with Service(options.jar) as service:
        service.call("POST", "/captions", picture, headers)
        say(at="start", **service.usage())
        watched, begun = selectors.DefaultSelector(), time.monotonic()
        for _ in range(options.connections):
            one = socket.create_connection(("127.0.0.1", service.port), 10)
            one.sendall(HEAD + picture[:10])
            one.setblocking(False)
            watched.register(one, selectors.EVENT_READ)
        answers, ended, times, faults = [], [], [], []
        while time.monotonic() - begun < options.seconds:
            for key, _ in watched.select(0):
                try:
                    answers.append(key.fileobj.recv(4096)[:12].decode(errors="replace"))
                except OSError as fault:
                    answers.append(type(fault).__name__)
                ended.append(time.monotonic() - begun)
                watched.unregister(key.fileobj)
                key.fileobj.close()
            for key in list(watched.get_map().values()):
                if not options.stop:
                    try:
                        key.fileobj.send(b"\0")
                    except OSError:
                        pass  # ended: the next look reads how
            sent = time.monotonic()
            try:
                status, _ = service.call("POST", "/captions", picture, headers)
                if status != 200:
                    faults.append(status)
            except OSError as fault:
                faults.append(type(fault).__name__)
            times.append(time.monotonic() - sent)
            time.sleep(max(0, 1 - times[-1]))
        left = len(watched.get_map())
        for key in list(watched.get_map().values()):
            key.fileobj.close()
        say(at="end", captions=len(times), faults=[str(fault) for fault in faults],
            medianSeconds=round(statistics.median(times), 2), slowestSeconds=round(max(times), 2), slowOpen=left,
            slowEnded=len(ended), endedAfterSeconds=[round(min(ended), 1), round(max(ended), 1)] if ended else [],
            answers={answer: answers.count(answer) for answer in set(answers)}, **service.usage())
    sys.exit(1 if faults or left else 0)


if __name__ == "__main__":
    main()
