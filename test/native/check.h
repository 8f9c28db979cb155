// What the checks share: numbers to work on, distances, and the count of what was right and wrong.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

using Reals = std::vector<double>;

/** The same numbers on every machine, in [-scale, scale). */
class Draw {
 public:
  explicit Draw(uint32_t seed) : state_(seed) {}
  std::vector<float> floats(size_t count, float scale = 1) {
    std::vector<float> values(count);
    for (float& v : values) v = (unit() * 2 - 1) * scale;
    return values;
  }
  /** Whole numbers in [first, end). */
  std::vector<int> ints(size_t count, int first, int end) {
    std::vector<int> values(count);
    for (int& v : values) v = first + int(unit() * float(end - first));
    return values;
  }

 private:
  float unit() {
    state_ = state_ * 1664525u + 1013904223u;
    return float(state_ >> 8) / 16777216.f;
  }
  uint32_t state_;
};

inline Reals reals(const std::vector<float>& values) { return {values.begin(), values.end()}; }

struct Count {
  int right = 0, wrong = 0;
  void expect(bool holds, const std::string& what) {
    if (holds) right++;
    else {
      wrong++;
      std::printf("wrong: %s\n", what.c_str());
    }
  }
  /** The norm of the difference is at most `limit` of the norm of what is expected. NaN is never near. */
  void near(const std::vector<float>& actual, const Reals& expected, double limit, const std::string& what) {
    double difference = 0, norm = 0;
    for (size_t i = 0; i < expected.size() && i < actual.size(); i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    const double distance = difference == 0 ? 0 : std::sqrt(difference / norm);
    char text[64];
    std::snprintf(text, sizeof text, ": distance %.2g, allowed %.2g", distance, limit);
    expect(actual.size() == expected.size() && distance <= limit, what + text);
  }
};

/** The nearest bfloat16, ties to even, by arithmetic: written apart from what it checks. */
inline double nearestBfloat16(double x) {
  if (x == 0) return 0;
  int exponent;
  std::frexp(x, &exponent);
  const double unit = std::ldexp(1, exponent - 8);
  return std::nearbyint(x / unit) * unit;
}

void checkProducts(Count& count);
/** On CPUs without AMX that have the rest of what its product needs. */
void checkEmulatedAmx(Count& count);
void checkPasses(Count& count);
void checkDecoder(Count& count);
void checkCallers(Count& count);
