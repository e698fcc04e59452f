"""The captioner that the encoder is tuned with: a soft attention LSTM (Xu et al. 2015). It is thrown away afterwards."""

import torch
from torch import nn
from torch.nn import functional as F


class AttentionCaptioner(nn.Module):
    """Scores each next word of captions from a grid of features and the words before it."""

    def __init__(self, words, depth=1280, hidden=512, embedding=256, attention=256, dropout=0.5):
        super().__init__()
        self.project = nn.Linear(depth, hidden)
        self.key = nn.Linear(hidden, attention)
        self.query = nn.Linear(hidden, attention, bias=False)
        self.energy = nn.Linear(attention, 1, bias=False)
        self.start = nn.Linear(hidden, 2 * hidden)
        self.embed = nn.Embedding(words, embedding)
        self.gate = nn.Linear(hidden, hidden)
        self.cell = nn.LSTMCell(embedding + hidden, hidden)
        self.scores = nn.Linear(hidden, words)
        self.dropout = nn.Dropout(dropout)

    def forward(self, grids, captions):
        """(loss a word, attention penalty) of grids (P, L, D) and word indexes (P, K, T), 0 where there is no word."""
        pictures, count, length = captions.shape
        values = F.relu(self.project(self.dropout(grids)))
        keys = self.key(values)
        hidden, memory = torch.tanh(self.start(values.mean(1))).chunk(2, -1)
        rows = lambda x: x.repeat_interleave(count, 0)
        hidden, memory, values, keys = rows(hidden), rows(memory), rows(values), rows(keys)
        words = captions.reshape(-1, length)
        embedded = self.dropout(self.embed(words))
        outputs, seen = [], 0
        for step in range(length - 1):
            energies = self.energy(torch.tanh(keys + self.query(hidden).unsqueeze(1))).squeeze(-1)
            weights = energies.softmax(-1)
            context = torch.bmm(weights.unsqueeze(1), values).squeeze(1) * torch.sigmoid(self.gate(hidden))
            hidden, memory = self.cell(torch.cat([embedded[:, step], context], -1), (hidden, memory))
            outputs.append(hidden)
            seen = seen + weights * (words[:, step + 1] != 0).unsqueeze(-1)
        targets = words[:, 1:]
        counted = targets != 0
        scores = self.scores(self.dropout(torch.stack(outputs, 1)[counted]))
        loss = F.cross_entropy(scores, targets[counted])
        even = counted.sum(1, keepdim=True) / grids.shape[1]
        return loss, ((even - seen) ** 2).sum(1).mean()
