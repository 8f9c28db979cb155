// Choosing a note from its scores.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

/** Scores are divided by the temperature; then the `most` best are kept, then of these the fewest whose probabilities reach `share`. */
struct Sampling {
  float temperature;
  int most;     // from 1
  float share;  // in (0, 1]
};

/** Draws notes; keeps its working memory from one to the next. */
class NoteDraw {
 public:
  NoteDraw(const Sampling& sampling, int vocabulary)
      : s_(sampling), kept_(std::min(sampling.most, vocabulary)), notes_(vocabulary), weights_(vocabulary) {}

  /**
   * The first note at which the sum of probabilities exceeds `chance`, in [0, 1). The notes are passed in falling order
   * of score, of equal ones the lower first; where all are kept, in their own order, which needs no sorting.
   */
  int operator()(const float* scores, float chance) {
    const int all = int(notes_.size());
    const bool limited = kept_ < all || s_.share < 1;
    for (int i = 0; i < all; i++) notes_[i] = i;
    const auto before = [&](int a, int b) { return scores[a] > scores[b] || (scores[a] == scores[b] && a < b); };
    if (limited) std::partial_sort(notes_.begin(), notes_.begin() + kept_, notes_.end(), before);
    const double best = limited ? scores[notes_[0]] : *std::max_element(scores, scores + all);
    double sum = 0;
    for (int i = 0; i < kept_; i++) sum += weights_[i] = std::exp((scores[notes_[i]] - best) / s_.temperature);
    int end = kept_;
    if (s_.share < 1) {
      double nucleus = 0;
      for (end = 0; end < kept_ && nucleus < s_.share * sum; end++) nucleus += weights_[end];
      sum = nucleus;
    }
    double passed = 0;
    for (int i = 0; i < end; i++)
      if ((passed += weights_[i]) > chance * sum) return notes_[i];
    return notes_[end - 1];  // rounding; or scores that are not numbers
  }

 private:
  const Sampling s_;
  const int kept_;
  std::vector<int> notes_;
  std::vector<double> weights_;
};
