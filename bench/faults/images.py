"""Spoilt pictures of every accepted format: none may be answered with 5xx, and none may take 10 s."""

import argparse
import collections
import io
import pathlib
import random
import sys
import threading
import time

from PIL import Image, ImageDraw

from mutations import mutate
from service import Service, say

HEADERS = {"Content-Type": "application/octet-stream", "Cache-Control": "no-store"}


def seeds(samples):
    picture = Image.new("RGB", (96, 72), "skyblue")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 10, 70, 60), fill="red", outline="black")
    draw.line((0, 0, 95, 71), fill="yellow", width=3)
    variants = [
        ("JPEG", picture, {"quality": 80}), ("JPEG", picture, {"progressive": True}),
        ("JPEG", picture.convert("CMYK"), {}), ("JPEG", picture.convert("L"), {}),
        ("PNG", picture, {}), ("PNG", picture.convert("RGBA"), {}), ("PNG", picture.convert("P"), {}),
        ("GIF", picture, {}), ("GIF", picture, {"save_all": True, "append_images": [picture.rotate(90)]}),
        ("BMP", picture, {}), ("BMP", picture.convert("P"), {}),
        ("WEBP", picture, {"quality": 80}), ("WEBP", picture, {"lossless": True}),
    ]
    made = []
    for format, image, options in variants:
        file = io.BytesIO()
        image.save(file, format, **options)
        made.append((format, file.getvalue()))
    return made + [("JPEG", path.read_bytes()) for path in sorted(samples.glob("*.jpg"))]


class Client(threading.Thread):
    def __init__(self, service, pictures, count, seed, deadline):
        super().__init__()
        self.service, self.pictures, self.count, self.deadline = service, pictures, count, deadline
        self.rng = random.Random(seed)
        self.statuses, self.sent, self.bad, self.slowest = collections.Counter(), collections.Counter(), [], 0.0

    def run(self):
        others = [data for _, data in self.pictures]
        connection = self.service.connect()
        for _ in range(self.count):
            if time.monotonic() > self.deadline:
                break
            format, seed = self.rng.choice(self.pictures)
            data, kind = mutate(seed, others, self.rng)
            begun = time.monotonic()
            try:
                connection.request("POST", "/captions?strategy=greedy", data, HEADERS)
                answer = connection.getresponse()
                body = answer.read()
                status = answer.status
            except OSError as fault:
                connection.close()
                status, body = type(fault).__name__, b""
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.statuses[status] += 1
            self.sent[format] += 1
            if not isinstance(status, int) or status >= 500:
                self.bad.append((format, kind, status, body[:200].decode(errors="replace"), data))
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1800, help="no more are sent after these")
    parser.add_argument("--jar", default="target/captioning.jar")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the pictures that were answered badly")
    options = parser.parse_args()
    # The limit on waiting would answer 503 on a busy machine, which says nothing of the pictures.
    pictures = seeds(pathlib.Path("docs/samples"))
    with Service(options.jar, "--captioning.admission.queue=60s", "--captioning.admission.deadline=60s") as service:
        for _, data in pictures:
            status, body = service.call("POST", "/captions?strategy=greedy", data, HEADERS)
            if status != 200:
                raise SystemExit(f"An unspoilt picture was answered with {status}: {body[:300]}")
        say(at="start", **service.usage())
        deadline = time.monotonic() + options.seconds
        share = -(-options.count // options.clients)
        clients = [Client(service, pictures, share, options.seed * 1000 + i, deadline) for i in range(options.clients)]
        for client in clients:
            client.start()
        while any(client.is_alive() for client in clients):
            clients[0].join(20)
            for client in clients[1:]:
                client.join(0.1 if clients[0].is_alive() else 20)
            say(at=sum(sum(client.statuses.values()) for client in clients), **service.usage())
        bad = [fault for client in clients for fault in client.bad]
        for i, (format, kind, status, body, data) in enumerate(bad[:20]):
            say(bad=format, mutation=kind, status=status, body=body)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{i}.{format.lower()}").write_bytes(data)
        slowest = max(client.slowest for client in clients)
        say(at="end", **service.usage(), slowestSeconds=round(slowest, 2), bad=len(bad),
            statuses={str(k): v for k, v in sum((c.statuses for c in clients), collections.Counter()).items()},
            formats=dict(sum((c.sent for c in clients), collections.Counter())))
    sys.exit(1 if bad or slowest > 10 else 0)


if __name__ == "__main__":
    main()
