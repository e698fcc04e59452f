"""The same training step in numpy and in PyTorch: peers.py numpy|torch|torchPacked|torchBfloat16.

numpy follows the formulation of CS231n's third assignment: padded captions, a loop over steps, the affine layer and the
softmax over all of them at once, Adam a parameter at a time. torch pads as well, with torch.nn's layers, its loss that
ignores the padding and its fused Adam; torchPacked packs the words that count before the last layer and the loss.
"""

import json
import math
import sys
import time

import numpy as np

N, T, D, H, W = 128, 17, 512, 512, 256
RATE = 1e-5  # so that nothing is learned by heart, whatever the number of steps
LENGTHS = [9 + n % 9 for n in range(N)]
WORDS = sum(LENGTHS) - N


def captions(vocabulary):
    """(N, T), 0 where there is no word."""
    words = np.zeros((N, T), dtype=np.int64)
    for n, length in enumerate(LENGTHS):
        for t in range(length):
            words[n, t] = 4 + (n * 7919 + t * 104729) % (vocabulary - 4)
    return words


def features():
    return np.random.default_rng(1).standard_normal((N, D), dtype=np.float32)


class Numpy:
    """CS231n's CaptioningRNN with its loss and adam."""

    def __init__(self, cell, vocabulary):
        random = np.random.default_rng(0)
        self.cell = cell
        self.captions = captions(vocabulary)
        self.features = features()
        gates = H * (4 if cell == "lstm" else 1)

        def weights(rows, cols):
            return random.standard_normal((rows, cols), dtype=np.float32) / np.float32(math.sqrt(rows))

        self.p = {
            "W_embed": random.standard_normal((vocabulary, W), dtype=np.float32) / 100,
            "W_proj": weights(D, H),
            "b_proj": np.zeros(H, dtype=np.float32),
            "Wx": weights(W, gates),
            "Wh": weights(H, gates),
            "b": np.zeros(gates, dtype=np.float32),
            "W_vocab": weights(H, vocabulary),
            "b_vocab": np.zeros(vocabulary, dtype=np.float32),
        }
        self.m = {name: np.zeros_like(w) for name, w in self.p.items()}
        self.v = {name: np.zeros_like(w) for name, w in self.p.items()}
        self.steps = 0

    def step(self):
        _, gradients = self.loss()
        self.steps += 1
        for name, w in self.p.items():
            g = gradients[name]
            self.m[name] = 0.9 * self.m[name] + 0.1 * g
            self.v[name] = 0.999 * self.v[name] + 0.001 * (g * g)
            mt = self.m[name] / (1 - 0.9**self.steps)
            vt = self.v[name] / (1 - 0.999**self.steps)
            self.p[name] = w - RATE * mt / (np.sqrt(vt) + 1e-8)

    def loss(self):
        p = self.p
        words, targets = self.captions[:, :-1], self.captions[:, 1:]
        mask = targets != 0
        h0 = self.features @ p["W_proj"] + p["b_proj"]
        x = p["W_embed"][words]
        h, cache = (self.lstm if self.cell == "lstm" else self.rnn)(x, h0)
        flat = h.reshape(-1, H)
        scores = flat @ p["W_vocab"] + p["b_vocab"]
        probabilities = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        rows = np.arange(len(scores))
        flat_mask = mask.reshape(-1)
        loss = -np.sum(flat_mask * np.log(probabilities[rows, targets.reshape(-1)])) / N
        dscores = probabilities
        dscores[rows, targets.reshape(-1)] -= 1
        dscores /= N
        dscores *= flat_mask[:, None]
        g = {"W_vocab": flat.T @ dscores, "b_vocab": dscores.sum(axis=0)}
        dh = (dscores @ p["W_vocab"].T).reshape(h.shape)
        dx, dh0 = (self.lstm_backward if self.cell == "lstm" else self.rnn_backward)(dh, cache, g)
        g["W_embed"] = np.zeros_like(p["W_embed"])
        np.add.at(g["W_embed"], words, dx)
        g["W_proj"] = self.features.T @ dh0
        g["b_proj"] = dh0.sum(axis=0)
        return loss, g

    def rnn(self, x, h0):
        p = self.p
        h = np.zeros((N, T - 1, H), dtype=np.float32)
        before = h0
        cache = []
        for t in range(T - 1):
            now = np.tanh(x[:, t] @ p["Wx"] + before @ p["Wh"] + p["b"])
            cache.append((x[:, t], before, now))
            h[:, t] = before = now
        return h, cache

    def rnn_backward(self, dh, cache, g):
        p = self.p
        dx = np.zeros((N, T - 1, W), dtype=np.float32)
        g["Wx"], g["Wh"], g["b"] = np.zeros_like(p["Wx"]), np.zeros_like(p["Wh"]), np.zeros_like(p["b"])
        dbefore = np.zeros((N, H), dtype=np.float32)
        for t in reversed(range(T - 1)):
            x, before, now = cache[t]
            dz = (dh[:, t] + dbefore) * (1 - now * now)
            dx[:, t] = dz @ p["Wx"].T
            dbefore = dz @ p["Wh"].T
            g["Wx"] += x.T @ dz
            g["Wh"] += before.T @ dz
            g["b"] += dz.sum(axis=0)
        return dx, dbefore

    def lstm(self, x, h0):
        p = self.p
        h = np.zeros((N, T - 1, H), dtype=np.float32)
        before, c = h0, np.zeros((N, H), dtype=np.float32)
        cache = []
        for t in range(T - 1):
            a = x[:, t] @ p["Wx"] + before @ p["Wh"] + p["b"]
            i, f, o = (1 / (1 + np.exp(-a[:, k * H : (k + 1) * H])) for k in range(3))
            gate = np.tanh(a[:, 3 * H :])
            c_before, c = c, f * c + i * gate
            tanh_c = np.tanh(c)
            cache.append((x[:, t], before, c_before, i, f, o, gate, tanh_c))
            h[:, t] = before = o * tanh_c
        return h, cache

    def lstm_backward(self, dh, cache, g):
        p = self.p
        dx = np.zeros((N, T - 1, W), dtype=np.float32)
        g["Wx"], g["Wh"], g["b"] = np.zeros_like(p["Wx"]), np.zeros_like(p["Wh"]), np.zeros_like(p["b"])
        dbefore = np.zeros((N, H), dtype=np.float32)
        dc = np.zeros((N, H), dtype=np.float32)
        for t in reversed(range(T - 1)):
            x, before, c_before, i, f, o, gate, tanh_c = cache[t]
            dnow = dh[:, t] + dbefore
            dc = dc + dnow * o * (1 - tanh_c * tanh_c)
            da = np.hstack(
                (
                    dc * gate * i * (1 - i),
                    dc * c_before * f * (1 - f),
                    dnow * tanh_c * o * (1 - o),
                    dc * i * (1 - gate * gate),
                )
            )
            dc = dc * f
            dx[:, t] = da @ p["Wx"].T
            dbefore = da @ p["Wh"].T
            g["Wx"] += x.T @ da
            g["Wh"] += before.T @ da
            g["b"] += da.sum(axis=0)
        return dx, dbefore

    @staticmethod
    def about():
        from threadpoolctl import threadpool_info

        kernels = [f"{p['internal_api']} {p.get('version')} {p.get('architecture')}" for p in threadpool_info()]
        return {"numpy": np.__version__, "kernels": kernels}


class Torch:
    """torch.nn's layers, in float32 on all processors."""

    packed = False
    reduced = False

    def __init__(self, cell, vocabulary):
        import torch

        torch.manual_seed(0)
        self.torch = torch
        self.captions = torch.from_numpy(captions(vocabulary))
        self.features = torch.from_numpy(features())
        self.embedding = torch.nn.Embedding(vocabulary, W)
        self.projection = torch.nn.Linear(D, H)
        kind = torch.nn.LSTM if cell == "lstm" else torch.nn.RNN
        self.recurrent = kind(W, H, batch_first=True)
        self.words = torch.nn.Linear(H, vocabulary)
        self.lstm = cell == "lstm"
        layers = torch.nn.ModuleList([self.embedding, self.projection, self.recurrent, self.words])
        self.adam = torch.optim.Adam(layers.parameters(), lr=RATE, fused=True)
        self.counted = (self.captions[:, 1:] != 0).reshape(-1).nonzero().squeeze(1)

    def step(self):
        torch = self.torch
        self.adam.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.reduced):
            h0 = self.projection(self.features)[None]
            start = (h0, torch.zeros_like(h0)) if self.lstm else h0
            h, _ = self.recurrent(self.embedding(self.captions[:, :-1]), start)
            targets = self.captions[:, 1:].reshape(-1)
            h = h.reshape(-1, H)
            if self.packed:
                h, targets = h[self.counted], targets[self.counted]
            scores = self.words(h)
        loss = torch.nn.functional.cross_entropy(scores.float(), targets, ignore_index=0, reduction="sum") / N
        loss.backward()
        self.adam.step()

    @staticmethod
    def about():
        import torch

        config = torch.__config__.show()
        libraries = [line.strip(" -") for line in config.splitlines() if "Math Kernel" in line or "MKL-DNN" in line]
        return {
            "torch": torch.__version__,
            "threads": torch.get_num_threads(),
            "kernels": [torch.backends.cpu.get_cpu_capability(), *libraries],
        }


class TorchPacked(Torch):
    packed = True


class TorchBfloat16(TorchPacked):
    reduced = True


def main():
    kind = {"numpy": Numpy, "torch": Torch, "torchPacked": TorchPacked, "torchBfloat16": TorchBfloat16}[sys.argv[1]]
    cases = {}
    for line in sys.stdin:
        words = line.split()
        if words == ["about"]:
            print(json.dumps(kind.about()), flush=True)
            continue
        case = (words[0], int(words[1]))
        if case not in cases:
            cases.clear()
            cases[case] = kind(*case)
        steps, start, seconds = 0, time.perf_counter(), 0
        while seconds < float(words[2]):
            cases[case].step()
            steps += 1
            seconds = time.perf_counter() - start
        print(json.dumps({"wordsPerSecond": steps * WORDS / seconds, "steps": steps}), flush=True)


if __name__ == "__main__":
    main()
