"""What faults are tried with: a drawn dataset, a small model of it, and a service that starts quickly."""

import io
import json
import pathlib
import subprocess
import zipfile

from service import java

ZIP = {"Content-Type": "application/zip"}
JSON = {"Content-Type": "application/json"}
PICTURE = {"Content-Type": "application/octet-stream", "Cache-Control": "no-store"}
TRAINING = {"encoder": "tiny", "cell": "lstm", "attention": False, "hidden": 32, "embedding": 16, "batchSize": 32}


def run(*command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def drawn(jar, folder, images, seed=1):
    """A dataset of drawn pictures, as a folder."""
    run(java(), "-jar", jar, "draw", "--out", folder, "--images", images, "--seed", seed)
    return pathlib.Path(folder)


def zipped(dataset):
    """The bytes of a dataset's zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(dataset.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(dataset))
    return file.getvalue()


def bundle(jar, folder, dataset):
    """The bytes of a bundle of a few 100 kB, with the tiny encoder."""
    out = pathlib.Path(folder, "tiny.zip")
    run(java(), "-jar", jar, "train", "--dataset", dataset, "--name", "tiny", "--encoder", "tiny", "--cell", "lstm", "--attention",
        "false", "--hidden", 32, "--embedding", 16, "--epochs", 1, "--out", out, "--home", pathlib.Path(folder, "trained"))
    return out.read_bytes()


def renamed(data, name):
    """The same bundle as another model."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "manifest.json":
                content = json.dumps({**json.loads(content), "name": name}).encode()
            new.writestr(entry, content)
    return out.getvalue()


def quick(jar, folder):
    """The jar taken apart with an archive of its classes: the jar and Java's options for a quick start."""
    apart = pathlib.Path(folder, "apart")
    archive = pathlib.Path(folder, "classes.jsa")
    run(java(), "-Djarmode=tools", "-jar", jar, "extract", "--destination", apart)
    apart = next(apart.glob("*.jar"))
    run(java(), f"-XX:ArchiveClassesAtExit={archive}", "-Dspring.context.exit=onRefresh", "-jar", apart, "--server.port=0",
        "--captioning.home=" + str(pathlib.Path(folder, "archived")))
    return str(apart), [f"-XX:SharedArchiveFile={archive}", "-XX:TieredStopAtLevel=1"]
