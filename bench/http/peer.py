"""The pipeline of IBM's MAX image caption generator as a FastAPI service: decode, CNN, LSTM with a beam of three, which attends if the
bundle's does.

Runs the bundle that the measured service ships, so that both do the same work. ONNX Runtime for the encoder, numpy for
the captioner, Pillow for pictures; requests run on the threads that FastAPI gives to plain functions.
"""

import io
import json
import os
import zipfile

import numpy as np
import onnxruntime
from fastapi import FastAPI, UploadFile
from PIL import Image

START, END, BEAM, LONGEST, PENALTY = 1, 2, 3, 20, 0.7
NEVER = [0, 1, 3]  # <NULL>, <START>, <UNK>


def tensors(data):
    """Name to float32 array, from the bytes of a safetensors file of F16 and F32."""
    size = int.from_bytes(data[:8], "little")
    types = {"F16": np.float16, "F32": np.float32}
    found = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            raw = data[8 + size + first : 8 + size + last]
            found[name] = np.frombuffer(raw, types[entry["dtype"]]).reshape(entry["shape"]).astype(np.float32)
    return found


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Pipeline:
    def __init__(self, bundle):
        with zipfile.ZipFile(bundle) as entries:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            self.encoder = onnxruntime.InferenceSession(
                entries.read("encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self.weights = tensors(entries.read("captioner.safetensors"))
            self.words = entries.read("vocabulary.txt").decode().splitlines()
        self.input = self.encoder.get_inputs()[0].name

    def pixels(self, data):
        """A picture's bytes to (1, 3, 224, 224)."""
        picture = Image.open(io.BytesIO(data))
        picture.draft("RGB", (448, 448))  # JPEGs at an eighth, a quarter or half, not below this
        picture = picture.convert("RGB").resize((224, 224), Image.Resampling.BILINEAR)
        return ((np.asarray(picture, np.float32) - 127) / 128).transpose(2, 0, 1)[None]

    def features(self, pixels):
        """Pixels to the grid, (L, D)."""
        return self.encoder.run(None, {self.input: pixels})[0][0]

    def look(self, h, places, keys):
        """Soft attention: what each beam sees, (B, H)."""
        w = self.weights
        energies = np.tanh(keys[None] + (h @ w["W_query"])[:, None]) @ w["v"][:, 0]  # (B, L)
        attention = np.exp(energies - energies.max(axis=1, keepdims=True))
        attention /= attention.sum(axis=1, keepdims=True)
        return sigmoid(h @ w["W_beta"] + w["b_beta"]) * (attention @ places)

    def step(self, words, h, c, seen):
        """One word of each beam: log-probabilities (B, V) and the next states."""
        w = self.weights
        x = w["W_embed"][words]
        if seen:
            x = np.concatenate([x, self.look(h, *seen)], axis=1)
        i, f, o, g = np.split(x @ w["Wx"] + h @ w["Wh"] + w["b"], 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        scores = h @ w["W_vocab"] + w["b_vocab"]
        scores[:, NEVER] = -np.inf
        highest = scores.max(axis=1, keepdims=True)
        return scores - highest - np.log(np.exp(scores - highest).sum(axis=1, keepdims=True)), h, c

    def caption(self, grid):
        w = self.weights
        mean, seen = grid.mean(axis=0), None
        if "W_place" in w:
            places = np.maximum(grid @ w["W_place"] + w["b_place"], 0)
            seen = places, places @ w["W_key"] + w["b_key"]
        h = np.tanh(mean @ w["W_proj"] + w["b_proj"])[None]
        c = np.tanh(mean @ w["W_cell"] + w["b_cell"])[None]
        beams, sums, words, ended = [[]], np.zeros(1), np.array([START]), []
        for _ in range(LONGEST):
            scores, h, c = self.step(words, h, c, seen)
            totals = (sums[:, None] + scores).ravel()
            best = np.argpartition(-totals, 2 * BEAM)[: 2 * BEAM]
            live = []
            for at in best[np.argsort(-totals[best])]:
                beam, word = divmod(int(at), scores.shape[1])
                if word == END:
                    ended.append((totals[at] / (len(beams[beam]) + 1) ** PENALTY, beams[beam]))
                elif len(live) < BEAM:
                    live.append((beam, word, totals[at]))
            if len(ended) >= BEAM:
                break
            beams = [beams[beam] + [word] for beam, word, _ in live]
            from_beam = [beam for beam, _, _ in live]
            sums, words = np.array([total for _, _, total in live]), np.array([word for _, word, _ in live])
            h, c = h[from_beam], c[from_beam]
        best = max(ended)[1] if ended else beams[0]
        return " ".join(self.words[word] for word in best)


app = FastAPI()
pipeline = Pipeline(os.environ["BUNDLE"])


@app.get("/health")
def health():
    return {"status": "UP"}


@app.post("/captions")
def captions(image: UploadFile):
    return {"caption": pipeline.caption(pipeline.features(pipeline.pixels(image.file.read())))}
