"""What a document cannot tell of right calls: files that are pictures, datasets and models, which values go together, and what
there is to ask for. Wrong calls stay as they are."""

import atexit
import collections
import http.client
import itertools
import json
import os
import pathlib

import schemathesis
from hypothesis import strategies
from schemathesis.generation.meta import TestPhase
from urllib3 import encode_multipart_formdata

FOLDER = pathlib.Path(os.environ["FAULTS_FOLDER"])
KNOWN = json.loads(os.environ["FAULTS_KNOWN"])
PICTURES = {kind: (FOLDER / f"picture.{kind}").read_bytes() for kind in ("jpeg", "png", "gif", "bmp", "webp")}
DATASET = (FOLDER / "dataset.zip").read_bytes()
BUNDLE = (FOLDER / "bundle.zip").read_bytes()

for kind, picture in PICTURES.items():
    schemathesis.openapi.media_type(f"image/{kind}", strategies.just(picture))
schemathesis.openapi.media_type("application/octet-stream", strategies.sampled_from(list(PICTURES.values())))
schemathesis.openapi.media_type("application/zip", strategies.just(DATASET))

answers = itertools.cycle(["application/json", "text/plain", "text/event-stream", "image/png"])
turns = itertools.count()


def known(value, other):
    """Mostly what there is, at times what is most likely not there."""
    return other if next(turns) % 4 == 3 else value


def lower(values, name, most):
    """Numbers of a query may be written out already."""
    if name in values:
        values[name] = min(int(values[name]), int(most))


def caption(case, kwargs):
    query = case.query
    most = {"greedy": 1, "sample": 20}.get(query.get("strategy"), query.get("beamSize", 3))
    lower(query, "candidates", most)
    lower(query, "minLength", query.get("maxLength", 20))
    if "model" in query:
        query["model"] = known("kept:1", query["model"])
    case.headers["Accept"] = next(answers)
    if case.headers["Accept"] == "image/png" or query.get("detail") == "attention":
        query["model"] = "flickr8k-attention"  # others have none to show


def new_key(case):
    """One that was sent before, with another body, is refused."""
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"key-{next(turns)}"


def apart(body):
    """Options that do not go with the others."""
    if "startFrom" in body:  # the network is that model's
        yield from ("cell", "attention", "initialState", "embedding", "hidden", "encoder")
    else:
        yield from ("objective", "fixedVocabulary")
    if body.get("objective") == "cider":
        yield from ("labelSmoothing", "sampling")
    if body.get("schedule") == "step":
        yield "finalRate"
    if body.get("views", 1) == 1:
        yield "mirror"
    if body.get("cell", "lstm") != "lstm" or body.get("encoder") == "tiny":
        yield "attention"
    if body.get("cell", "lstm") != "lstm":
        yield "initialState"
    yield "sampling"  # not with attention, which is what a model that names nothing gets


def train(case, kwargs):
    new_key(case)
    body = case.body
    body["dataset"] = known("kept", body["dataset"])
    # Small enough to be done at once.
    for name, most in {"epochs": 2, "embedding": 16, "hidden": 16, "patience": 2, "maxWords": 20, "minimumCount": 4}.items():
        lower(body, name, most)
    for name in list(apart(body)):
        body.pop(name, None)


def evaluate(case, kwargs):
    new_key(case)
    body = case.body
    body["dataset"] = known("kept", body["dataset"])
    if "model" in body:
        body["model"] = known("kept:1", body["model"])
    lower(body, "minLength", body.get("maxLength", 20))


def add_dataset(case, kwargs):
    if case.media_type == "application/zip":
        case.query.setdefault("name", f"sent-{next(turns)}")
    else:
        case.query.clear()
    if case.media_type == "multipart/form-data" and (case.body["file"] != DATASET or not case.body["name"]):
        send(kwargs, case, DATASET, name=case.body["name"] or f"sent-{next(turns)}")


def upload_model(case, kwargs):
    send(kwargs, case, BUNDLE)


def send(kwargs, case, file, **fields):
    """In the place of what the strategies gave: a case whose own files are changed would count as a wrong one."""
    if case.media_type == "application/zip":
        kwargs["data"] = file
    else:
        kwargs["data"], kind = encode_multipart_formdata({**fields, "file": ("file.zip", file, "application/zip")})
        case.headers["Content-Type"] = kind


def activate(case, kwargs):
    case.body.update(known({"name": "kept", "version": "1"}, {}))


SENT = {"caption": caption, "train": train, "evaluate": evaluate, "addDataset": add_dataset, "uploadModel": upload_model,
        "activateModel": activate}
A_TRAINING, AN_EVALUATION, A_DATASET, A_MODEL = (
    {"id": KNOWN["training"]}, {"id": KNOWN["evaluation"]}, {"name": "kept"}, {"name": "kept", "version": "1"})
THERE = {"resumeTraining": {"id": KNOWN["cancelled"]}, "training": A_TRAINING, "trainingEvents": A_TRAINING, "evaluation": AN_EVALUATION, "evaluationEvents": AN_EVALUATION,
         "dataset": A_DATASET, "listVersions": A_DATASET, "describeModel": A_MODEL, "downloadModel": A_MODEL}


def ask(method, path, body, kind="application/json"):
    """Makes something to be deleted; its id, or name and version, None if it could not be made."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ["FAULTS_PORT"]), timeout=60)
    connection.request(method, path, body, {"Authorization": f"Bearer {os.environ['FAULTS_KEY']}", "Content-Type": kind})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["Location"].split("/")[2:] if answer.status in (201, 202) else None


MADE = {
    "deleteDataset": lambda: ask("POST", f"/datasets?name=gone-{next(turns)}", DATASET, "application/zip"),
    "deleteModel": lambda: ask("POST", "/models", BUNDLE, "application/zip"),
    "deleteVersion": lambda: ask("POST", "/models", BUNDLE, "application/zip"),
    "cancelTraining": lambda: ask("POST", "/train", json.dumps({**KNOWN["request"], "epochs": 300, "patience": 0})),
    "cancelEvaluation": lambda: ask("POST", "/evaluations", json.dumps({"dataset": "kept", "model": "kept:1"})),
}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return
    operation = case.operation.definition.raw.get("operationId")
    if operation in SENT:
        SENT[operation](case, kwargs)
    # What follows another call asks for what that one made.
    if operation in THERE and case.meta is not None and case.meta.phase.name is not TestPhase.STATEFUL:
        case.path_parameters.update(known(THERE[operation], {}))
    if operation in MADE and next(turns) % 4 == 0:
        case.path_parameters.update(zip(case.path_parameters, MADE[operation]() or []))


statuses, succeeded, operations = collections.Counter(), set(), set()


@schemathesis.hook
def after_call(context, case, response):
    statuses[response.status_code] += 1
    operations.add(case.operation.label)
    if response.status_code < 300 and case.method == case.operation.method.upper():
        succeeded.add(case.operation.label)


@atexit.register
def tell():
    print(json.dumps({"at": "answers", "calls": statuses.total(), **{str(status): statuses[status] for status in sorted(statuses)},
                      "neverDone": sorted(operations - succeeded)}), flush=True)
