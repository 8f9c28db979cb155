// The decoder that goes on by itself against the float64 reference.
#include "lstm_decode.h"
#include "reference.h"
#include "tiny_decoder.h"

namespace {

int likeliest(const Reals& scores, int V, int b) {
  int best = 0;
  for (int j = 1; j < V; j++)
    if (scores[size_t(b) * V + j] > scores[size_t(b) * V + best]) best = j;
  return best;
}

void checkOne(Count& count, const std::vector<int>& units, int batch, int steps) {
  const TinyDecoder given(units, batch);
  const Decoded actual = given.run(steps);
  const std::string name = std::to_string(units.size()) + " layers of " + std::to_string(units[0]) + " units, batch " + std::to_string(batch) + ": ";
  std::vector<LayerWeights> layers;
  std::vector<Reals> h, c;
  for (size_t i = 0; i < units.size(); i++) {
    layers.push_back({reals(given.kernels[i]), reals(given.recurrents[i]), reals(given.biases[i])});
    h.push_back(reals(given.h[i]));
    c.push_back(reals(given.c[i]));
  }
  std::vector<int> notes = given.first;
  Reals scores;
  for (int t = 0; t < steps; t++) {
    scores = referenceStep(batch, TinyDecoder::kVocabulary, notes, layers, reals(given.dense), reals(given.bias), h, c);
    for (int b = 0; b < batch; b++) {
      notes[b] = actual.notes[t * batch + b];  // the reference goes on with the same notes; they must be the likeliest
      const int best = likeliest(scores, TinyDecoder::kVocabulary, b);
      const double behind = scores[size_t(b) * TinyDecoder::kVocabulary + best] - scores[size_t(b) * TinyDecoder::kVocabulary + notes[b]];
      count.expect(behind < 1e-4, name + "the note of step " + std::to_string(t) + " is not the likeliest");
    }
  }
  count.near(actual.logits, scores, 3e-6, name + "scores");
  for (size_t i = 0; i < units.size(); i++) {
    count.near(actual.h[i], h[i], 3e-6, name + "h of layer " + std::to_string(i));
    count.near(actual.c[i], c[i], 3e-6, name + "c of layer " + std::to_string(i));
  }
}

}  // namespace

void checkDecoder(Count& count) {
  for (int batch : {1, 3, 8, 9, 64}) {
    checkOne(count, {64, 32}, batch, 9);
    checkOne(count, {32, 96, 64}, batch, 3);
    checkOne(count, {160}, batch, 2);
  }
}
