"""PyTorch as its users write it: `nn.Embedding`, `nn.LSTM` over the window, Adam; decoding without gradients."""
import torch
from torch import nn

from serve import load, serve, timed

EMBEDDING = 128


class Seq2Seq(nn.Module):
    def __init__(self, vocabulary, units, dropout):
        super().__init__()
        self.embeddings = nn.ModuleList(nn.Embedding(vocabulary + 1, EMBEDDING) for _ in range(2))
        options = dict(num_layers=len(units), dropout=dropout, batch_first=True)
        self.encoder = nn.LSTM(EMBEDDING, units[0], **options)
        self.decoder = nn.LSTM(EMBEDDING, units[0], **options)
        self.dense = nn.Linear(units[0], vocabulary)

    def forward(self, encoder_notes, decoder_notes):
        _, states = self.encoder(self.embeddings[0](encoder_notes))
        sequence, _ = self.decoder(self.embeddings[1](decoder_notes), states)
        return self.dense(sequence)

    @torch.inference_mode()
    def compose(self, seeds, start, length):
        """Steps with the LSTM's cell: for one song ten times as fast as calling `nn.LSTM` for a window of one."""
        _, (h, c) = self.encoder(self.embeddings[0](seeds))
        states = list(zip(h, c))
        note = torch.full((len(seeds),), start)
        notes = []
        for _ in range(length):
            x = self.embeddings[1](note)
            for layer, weights in enumerate(self.decoder.all_weights):
                states[layer] = torch.lstm_cell(x, states[layer], *weights)
                x = states[layer][0]
            note = self.dense(x).argmax(dim=1)
            notes.append(note)
        return torch.stack(notes, dim=1)


class Program:
    def prepare(self, workload):
        self.workload = w = load(workload)
        torch.manual_seed(w["seed"])
        self.model = Seq2Seq(w["vocabulary"], w["units"], w["dropout"])
        self.optimizer = torch.optim.Adam(self.model.parameters(), w["learningRate"], fused=True)
        self.loss = nn.CrossEntropyLoss()
        self.windows = torch.tensor(w["windows"])
        decoder = torch.cat([torch.full_like(self.windows[:, :1], w["vocabulary"]), self.windows[:, :-1]], dim=1)
        self.batches = list(zip(self.windows.split(w["batch"]), decoder.split(w["batch"])))
        self.steps = 0
        return {"versions": f"PyTorch {torch.__version__}"}

    def step(self, notes, decoder_notes):
        self.optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.workload["precision"] == "bfloat16"):
            logits = self.model(notes, decoder_notes)
            loss = self.loss(logits.flatten(0, 1), notes.flatten())
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def train(self, steps):
        self.model.train()
        losses = []

        def run():
            for _ in range(steps):
                losses.append(self.step(*self.batches[self.steps % len(self.batches)]))
                self.steps += 1

        seconds, _ = timed(run)
        return {"seconds": seconds, "losses": losses}

    def generate(self, songs, length):
        self.model.eval()
        start = self.workload["vocabulary"]
        seconds, notes = timed(lambda: self.model.compose(self.windows[:songs], start, length))
        return {"seconds": seconds, "notes": [len(song) for song in notes]}


program = Program()
serve({name: getattr(program, name) for name in ("prepare", "train", "generate")})
