"""Tunes EfficientNet-Lite0 together with an attention captioner on Flickr8k's training pictures: see README.md.

Stage 1 trains the captioner on the frozen encoder's features, stage 2 both on pictures that are cropped, mirrored and
brightened at random. Batch norms keep ImageNet's statistics. After each epoch the encoder is kept if the loss on
the dev pictures is the lowest so far. The test split is never read. Stopped, the same command goes on.
"""

import argparse
import json
import math
import random
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from captioner import AttentionCaptioner
from export import OUT, SIZE, network

FROZEN_BLOCKS = 3  # the stem and these: edges and colours, and half of the backward pass's time
LENGTH = 22


def read_captions(folder):
    captions = {}
    for line in (folder / "Flickr8k.token.txt").read_text().splitlines():
        key, text = line.split("\t")
        captions.setdefault(key.split("#")[0], []).append(re.findall(r"[a-z0-9]+", text.lower()))
    return captions


def split(folder, name, captions):
    names = (folder / f"Flickr_8k.{name}Images.txt").read_text().split()
    return [image for image in names if image in captions]


def vocabulary(lists):
    counts = Counter(word for words in lists for word in words)
    kept = sorted(word for word, count in counts.items() if count >= 5)
    return {word: index for index, word in enumerate(["<NULL>", "<START>", "<END>", "<UNK>"] + kept)}


def indexes(lists, words):
    """uint16 (5, LENGTH) word indexes of one picture's captions."""
    table = np.zeros((5, LENGTH), np.int64)
    for row, caption in zip(table, lists):
        inside = [words.get(word, 3) for word in caption[: LENGTH - 2]]
        row[: len(inside) + 2] = [1, *inside, 2]
    return table


class Pictures:
    def __init__(self, folder, names, captions, words):
        self.pixels = torch.empty(len(names), 3, SIZE, SIZE, dtype=torch.uint8)
        for target, name in zip(self.pixels, names):
            picture = Image.open(folder / "images" / name).convert("RGB").resize((SIZE, SIZE), Image.Resampling.BILINEAR)
            target.copy_(torch.from_numpy(np.array(picture)).permute(2, 0, 1))
        self.captions = torch.from_numpy(np.stack([indexes(captions[name], words) for name in names]))

    def __len__(self):
        return len(self.pixels)


def normalised(pixels):
    return ((pixels.float() - 127) / 128).contiguous(memory_format=torch.channels_last)


def augmented(pixels, chance):
    """Crops of 60 to 100 % of each picture, half of them mirrored, their brightness changed by at most a fifth."""
    count = len(pixels)
    uniform = lambda low, high: low + (high - low) * torch.rand(count, generator=chance)
    wide, high = uniform(0.6, 1).sqrt(), uniform(0.6, 1).sqrt()
    affine = torch.zeros(count, 2, 3)
    affine[:, 0, 0] = wide * (torch.rand(count, generator=chance) < 0.5).float().mul(2).sub(1)
    affine[:, 1, 1] = high
    affine[:, 0, 2] = uniform(-1, 1) * (1 - wide)
    affine[:, 1, 2] = uniform(-1, 1) * (1 - high)
    grid = F.affine_grid(affine, (count, 3, SIZE, SIZE), align_corners=False)
    cropped = F.grid_sample(pixels.float(), grid, padding_mode="border", align_corners=False)
    return normalised((cropped * uniform(0.8, 1.2)[:, None, None, None]).clamp(0, 255))


class Encoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.net = network().to(memory_format=torch.channels_last)
        for part in [self.net._conv_stem, self.net._bn0, *self.net._blocks[:FROZEN_BLOCKS], self.net._fc]:
            part.requires_grad_(False)

    def forward(self, images):
        net = self.net
        with torch.no_grad():
            x = F.relu6(net._bn0(net._conv_stem(images)))
            for block in net._blocks[:FROZEN_BLOCKS]:
                x = block(x)
        for block in net._blocks[FROZEN_BLOCKS:]:
            x = block(x)
        x = F.relu6(net._bn1(net._conv_head(x)))
        return x.flatten(2).transpose(1, 2)


@torch.no_grad()
def grids(encoder, pictures, batch=32):
    return torch.cat([encoder(normalised(pictures.pixels[i : i + batch])).half() for i in range(0, len(pictures), batch)])


@torch.no_grad()
def dev_loss(captioner, features, captions):
    captioner.eval()
    losses = [captioner(features[i : i + 50].float(), captions[i : i + 50])[0].item() for i in range(0, len(captions), 50)]
    captioner.train()
    return sum(losses) / len(losses)


class Tuning:
    def __init__(self, arguments):
        torch.manual_seed(arguments.seed)
        self.arguments = arguments
        captions = read_captions(arguments.dataset)
        names = {name: split(arguments.dataset, name, captions)[: arguments.limit] for name in ("train", "dev")}
        words = vocabulary([words for image in names["train"] for words in captions[image]])
        self.train, self.dev = (Pictures(arguments.dataset, names[name], captions, words) for name in ("train", "dev"))
        self.encoder = Encoder().eval()
        self.captioner = AttentionCaptioner(len(words))
        self.history, self.epoch, self.best = [], 0, math.inf
        self.tuned = torch.optim.AdamW(
            [
                {"params": [p for p in self.encoder.parameters() if p.requires_grad], "lr": arguments.encoder_rate},
                {"params": self.captioner.parameters(), "lr": arguments.rate},
            ],
            weight_decay=1e-4,
        )

    def step(self, features, captions, optimiser):
        loss, penalty = self.captioner(features, captions)
        optimiser.zero_grad()
        (loss + 0.01 * penalty).backward()
        torch.nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], 5)
        optimiser.step()
        return loss.item()

    def batches(self, size):
        order = list(range(len(self.train)))
        random.Random(self.arguments.seed * 1000 + self.epoch).shuffle(order)
        return [torch.tensor(order[i : i + size]) for i in range(0, len(order) - size + 1, size)]

    def frozen(self, epochs):
        features, dev = grids(self.encoder, self.train), grids(self.encoder, self.dev)
        optimiser = torch.optim.AdamW(self.captioner.parameters(), lr=self.arguments.rate * 2)
        while self.epoch < epochs:
            started = time.time()
            losses = [self.step(features[i].float(), self.train.captions[i], optimiser) for i in self.batches(self.arguments.batch)]
            self.told(losses, dev_loss(self.captioner, dev, self.dev.captions), started)

    def joint(self, epochs):
        first, rates = self.epoch, [group["lr"] for group in self.tuned.param_groups]
        end = self.arguments.frozen_epochs + epochs
        while self.epoch < end:
            started, losses = time.time(), []
            chance = torch.Generator().manual_seed(self.arguments.seed * 1000 + self.epoch)
            batches = self.batches(self.arguments.batch)
            for number, batch in enumerate(batches):
                done = (self.epoch - self.arguments.frozen_epochs + number / len(batches)) / epochs
                for group, rate in zip(self.tuned.param_groups, (self.arguments.encoder_rate, self.arguments.rate)):
                    group["lr"] = rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
                with torch.autocast("cpu", torch.bfloat16):
                    features = self.encoder(augmented(self.train.pixels[batch], chance))
                losses.append(self.step(features.float(), self.train.captions[batch], self.tuned))
                if number % 20 == 0:
                    print(f"  {number}/{len(batches)} loss {np.mean(losses[-20:]):.3f} {time.time() - started:.0f} s", flush=True)
            loss = dev_loss(self.captioner, grids(self.encoder, self.dev), self.dev.captions)
            self.told(losses, loss, started)
            if loss < self.best:
                self.best = loss
                torch.save(self.encoder.net.state_dict(), self.arguments.out / "tuned.pt")
            self.save()

    def told(self, losses, dev, started):
        self.epoch += 1
        self.history.append({"epoch": self.epoch, "train": round(float(np.mean(losses)), 4), "dev": round(dev, 4), "seconds": round(time.time() - started)})
        print(json.dumps(self.history[-1]), flush=True)

    def save(self):
        path = self.arguments.out / "tuning.pt"
        kept = {name: getattr(self, name) for name in ("history", "epoch", "best")}
        parts = {name: getattr(self, name).state_dict() for name in ("encoder", "captioner", "tuned")}
        torch.save({"kept": kept, "parts": parts, "chance": torch.get_rng_state()}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self):
        path = self.arguments.out / "tuning.pt"
        if not path.exists():
            return
        saved = torch.load(path, weights_only=False)
        for name, value in saved["kept"].items():
            setattr(self, name, value)
        for name, state in saved["parts"].items():
            getattr(self, name).load_state_dict(state)
        torch.set_rng_state(saved["chance"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dataset", type=Path, help="images/, Flickr8k.token.txt, Flickr_8k.trainImages.txt, Flickr_8k.devImages.txt")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--frozen-epochs", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=24, help="pictures; each comes with its five captions")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only so many pictures of each split")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    tuning = Tuning(arguments)
    tuning.resume()
    if tuning.epoch < arguments.frozen_epochs:
        tuning.frozen(arguments.frozen_epochs)
        tuning.save()
    tuning.joint(arguments.epochs)
    print(f"kept: {arguments.out / 'tuned.pt'}, dev loss {tuning.best:.4f}")


if __name__ == "__main__":
    main()
