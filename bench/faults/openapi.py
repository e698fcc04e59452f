"""Calls made of the OpenAPI document by schemathesis, right ones and wrong ones: every answer is one that the document tells."""

import argparse
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

from PIL import Image

from service import Service, say

HERE = pathlib.Path(__file__).parent
TRAINING = {"dataset": "kept", "name": "kept", "encoder": "tiny", "cell": "gru", "hidden": 8, "embedding": 8, "epochs": 1}


def dataset():
    """Twelve small pictures, three of the split val and three of test."""
    archive, colours = io.BytesIO(), ["red", "green", "blue", "yellow"]
    with zipfile.ZipFile(archive, "w") as zipped:
        lines = []
        for number in range(12):
            picture = io.BytesIO()
            Image.new("RGB", (32, 32), colours[number % 4]).save(picture, "PNG")
            zipped.writestr(f"images/{number}.png", picture.getvalue())
            lines.append(json.dumps({"image": f"images/{number}.png", "captions": [f"a {colours[number % 4]} square"] * 2,
                                     "split": ["val", "test", "train"][min(number // 3, 2)]}))
        zipped.writestr("captions.jsonl", "\n".join(lines))
    return archive.getvalue()


def pictures(folder):
    picture = Image.new("RGB", (48, 40), "orange")
    for kind in ("jpeg", "png", "gif", "bmp", "webp"):
        picture.save(folder / f"picture.{kind}", kind)


def made(service, path, body, headers):
    """A job, done."""
    status, answer = service.call("POST", path, json.dumps(body), headers)
    assert status == 202, (status, answer)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        job = json.loads(service.call("GET", f"{path}/{json.loads(answer)['id']}", headers=headers)[1])
        if job["state"] not in ("queued", "running"):
            assert job["state"] == "succeeded", job
            return job["id"]
        time.sleep(0.5)
    raise SystemExit(f"{path} took too long")


def prepare(service, folder, key):
    """What calls can be about: a dataset, a model that was trained on it, jobs that are done, and files to send."""
    sent = {"Authorization": f"Bearer {key}"}
    deadline = time.monotonic() + 60
    while service.call("GET", "/train", headers=sent)[0] == 503 and time.monotonic() < deadline:
        time.sleep(0.5)  # captions are ready before the database of jobs is
    (folder / "dataset.zip").write_bytes(dataset())
    status, answer = service.call(
        "POST", "/datasets?name=kept", dataset(), {**sent, "Content-Type": "application/zip"})
    assert status == 201, (status, answer)
    known = {"request": TRAINING, "training": made(service, "/train", TRAINING, sent),
             "evaluation": made(service, "/evaluations", {"dataset": "kept", "model": "kept:1"}, sent)}
    made(service, "/train", {**TRAINING, "name": "sent"}, sent)
    (folder / "bundle.zip").write_bytes(service.call("GET", "/models/sent/1/bundle", headers=sent)[1])
    assert service.call("DELETE", "/models/sent", headers=sent)[0] == 204
    status, answer = service.call("POST", "/train", json.dumps({**TRAINING, "epochs": 300, "patience": 0}), sent)
    known["cancelled"] = json.loads(answer)["id"]
    assert service.call("DELETE", f"/train/{known['cancelled']}", headers=sent)[0] == 202
    pictures(folder)
    return known


def document(service):
    """Has it made, which takes a busy machine longer than schemathesis waits."""
    connection = service.connect(60)
    connection.request("GET", "/v3/api-docs")
    assert connection.getresponse().status == 200
    connection.close()


def key_for(jar, folder):
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
    made = subprocess.run(
        [java, "-jar", jar, "key", "--name", "all", "--scopes", "admin,train,caption", "--file", folder / "keys"],
        check=True, capture_output=True, text=True)
    return made.stdout.split()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=30, help="of each call, right ones and wrong ones together")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jar", default="target/captioning.jar")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        key = key_for(options.jar, folder)
        with Service(options.jar, f"--captioning.access.keys-file={folder}/keys", "--captioning.limits.per-key=1000000") as service:
            known = prepare(service, folder, key)
            document(service)
            say(at="start", **service.usage())
            begun = time.monotonic()
            ended = subprocess.run(
                [pathlib.Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "openapi.toml", "run",
                 f"http://127.0.0.1:{service.port}/v3/api-docs", "--max-examples", str(options.examples),
                 "--max-time", str(options.seconds), "--seed", str(options.seed), "--no-color", "--continue-on-failure",
                 "--generation-database", "none"],
                env={**os.environ, "FAULTS_KEY": key, "FAULTS_FOLDER": str(folder), "FAULTS_KNOWN": json.dumps(known),
                     "FAULTS_PORT": str(service.port),
                     "PYTHONPATH": str(HERE)},
                check=False)
            say(at="end", seconds=round(time.monotonic() - begun), **service.usage())
    sys.exit(ended.returncode)


if __name__ == "__main__":
    main()
