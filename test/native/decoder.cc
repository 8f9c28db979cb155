// The decoder that goes on by itself against the float64 reference.
#include <algorithm>

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

Reals weights64(const std::vector<float>& values, Precision precision) {
  Reals out = reals(values);
  if (precision == Precision::bfloat16)
    for (double& value : out) value = nearestBfloat16(value);
  return out;
}

void checkOne(Count& count, const std::vector<int>& units, int batch, int steps, Precision precision) {
  const TinyDecoder given(units, batch, precision);
  const Decoded actual = given.run(steps);
  const std::string name =
      std::to_string(units.size()) + " layers of " + std::to_string(units[0]) + " units, batch " + std::to_string(batch) + ": ";
  std::vector<LayerWeights> layers;
  std::vector<Reals> h, c;
  for (size_t i = 0; i < units.size(); i++) {
    // the lowest kernel's rows are looked up as they are
    layers.push_back({i ? weights64(given.kernels[i], precision) : reals(given.kernels[i]), weights64(given.recurrents[i], precision),
                      reals(given.biases[i])});
    h.push_back(reals(given.h[i]));
    c.push_back(reals(given.c[i]));
  }
  std::vector<int> notes = given.first;
  Reals scores;
  for (int t = 0; t < steps; t++) {
    scores = referenceStep(batch, TinyDecoder::kVocabulary, notes, layers, weights64(given.dense, precision), reals(given.bias), h, c);
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

/** The note that a chance draws, in float64; gives -1 where the chance is so near a boundary that rounding decides. */
int drawn(const std::vector<float>& scores, const Sampling& sampling, double chance) {
  std::vector<std::pair<double, int>> order;
  for (int i = 0; i < int(scores.size()); i++) order.push_back({-double(scores[i]), i});
  const bool limited = sampling.most < int(scores.size()) || sampling.share < 1;
  if (limited) std::sort(order.begin(), order.end());
  if (int(order.size()) > sampling.most) order.resize(sampling.most);
  double total = 0, kept = 0, passed = 0;
  for (const auto& each : order) total += std::exp(-each.first / sampling.temperature);
  size_t end = 0;
  while (end < order.size() && (end == 0 || kept < sampling.share * total)) {
    if (end && std::abs(kept - sampling.share * total) < 1e-5 * total) return -1;
    kept += std::exp(-order[end++].first / sampling.temperature);
  }
  for (size_t i = 0; i < end; i++) {
    passed += std::exp(-order[i].first / sampling.temperature);
    if (i + 1 < end && std::abs(passed - chance * kept) < 1e-5 * kept) return -1;
    if (passed > chance * kept) return order[i].second;
  }
  return order[end - 1].second;
}

void checkDraws(Count& count) {
  const TinyDecoder given({32}, 9);
  const Sampling all[] = {{1, 41, 1}, {.7f, 41, 1}, {1.5f, 5, 1}, {1, 41, .8f}, {1.2f, 10, .9f}, {1, 1, 1}, {1, 41, 1e-6f}, {.1f, 1000, 1}};
  for (const Sampling& sampling : all) {
    std::vector<float> chances(9);
    for (int b = 0; b < 9; b++) chances[b] = b == 0 ? 0 : b == 8 ? 1 - 1 / 16777216.f : b / 9.f;
    const Decoded actual = given.run(1, chances, sampling);
    for (int b = 0; b < 9; b++) {
      const auto row = actual.logits.begin() + b * TinyDecoder::kVocabulary;
      const int expected = drawn({row, row + TinyDecoder::kVocabulary}, sampling, chances[b]);
      count.expect(expected < 0 || actual.notes[b] == expected, "the note that a chance draws");
    }
  }
  // What was drawn is fed back: the same notes step by step.
  const Sampling sampling{1.3f, 20, .95f};
  const std::vector<float> chances = Draw(4).floats(5 * 9, .5f);
  std::vector<float> positive;
  for (float chance : chances) positive.push_back(chance + .5f);
  const Decoded whole = given.run(5, positive, sampling);
  TinyDecoder last = given;
  for (int t = 0; t < 5; t++) {
    const Decoded one = last.run(1, {positive.begin() + t * 9, positive.begin() + t * 9 + 9}, sampling);
    count.expect(std::equal(one.notes.begin(), one.notes.end(), whole.notes.begin() + t * 9), "drawn notes, step by step");
    last.first = one.notes, last.h = one.h, last.c = one.c;
  }
}

}  // namespace

void checkDecoder(Count& count) {
  for (Precision weights : {Precision::float32, Precision::bfloat16})
    for (int batch : {1, 3, 8, 9, 64}) {
      checkOne(count, {64, 32}, batch, 9, weights);
      checkOne(count, {32, 96, 64}, batch, 3, weights);
      checkOne(count, {160}, batch, 2, weights);
    }
  checkDraws(count);
}
