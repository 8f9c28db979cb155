#include "reference.h"

namespace {
double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
}  // namespace

States referenceForward(const Sizes& s, const Reals& x, const LayerWeights& w, const Reals& h0, const Reals& c0) {
  const size_t B = s.B, I = s.I, U = s.U;
  States out{Reals((s.T + 1) * B * U), Reals((s.T + 1) * B * U), Reals(s.T * B * 4 * U)};
  for (size_t i = 0; i < B * U; i++) out.h[i] = h0[i], out.c[i] = c0[i];
  for (size_t row = 0; row < s.T * B; row++) {  // row: t * B + b; the same sequence one timestep later is row + B
    Reals z = w.bias;
    for (size_t k = 0; k < I; k++)
      if (const double value = x[row * I + k])
        for (size_t j = 0; j < 4 * U; j++) z[j] += value * w.kernel[k * 4 * U + j];
    for (size_t k = 0; k < U; k++)
      for (size_t j = 0; j < 4 * U; j++) z[j] += out.h[row * U + k] * w.recurrent[k * 4 * U + j];
    for (size_t u = 0; u < U; u++) {
      const double i = sigmoid(z[u]), f = sigmoid(z[U + u]), g = std::tanh(z[2 * U + u]), o = sigmoid(z[3 * U + u]);
      const double c = f * out.c[row * U + u] + i * g;
      out.c[(row + B) * U + u] = c;
      out.h[(row + B) * U + u] = o * std::tanh(c);
      const double gates[4] = {i, f, g, o};
      for (int k = 0; k < 4; k++) out.gates[row * 4 * U + k * U + u] = gates[k];
    }
  }
  return out;
}

Gradients referenceBackward(const Sizes& s, const Reals& x, const LayerWeights& w, const States& states, const Reals& dh,
                            const Reals& dhLast, const Reals& dcLast) {
  const size_t B = s.B, I = s.I, U = s.U;
  Gradients d{Reals(s.T * B * I), Reals(I * 4 * U), Reals(U * 4 * U), Reals(4 * U), dhLast, dcLast};
  for (int t = s.T - 1; t >= 0; t--)
    for (size_t b = 0; b < B; b++) {
      const size_t row = t * B + b;
      Reals dz(4 * U);
      for (size_t u = 0; u < U; u++) {
        const double* gate = &states.gates[row * 4 * U + u];
        const double i = gate[0], f = gate[U], g = gate[2 * U], o = gate[3 * U];
        const double squashed = std::tanh(states.c[(row + B) * U + u]);
        const double dhHere = d.h0[b * U + u] + dh[row * U + u];
        const double dc = d.c0[b * U + u] + dhHere * o * (1 - squashed * squashed);
        dz[u] = dc * g * i * (1 - i);
        dz[U + u] = dc * states.c[row * U + u] * f * (1 - f);
        dz[2 * U + u] = dc * i * (1 - g * g);
        dz[3 * U + u] = dhHere * squashed * o * (1 - o);
        d.c0[b * U + u] = dc * f;
      }
      for (size_t j = 0; j < 4 * U; j++) d.bias[j] += dz[j];
      for (size_t k = 0; k < U; k++) {
        double sum = 0;
        for (size_t j = 0; j < 4 * U; j++) {
          sum += dz[j] * w.recurrent[k * 4 * U + j];
          d.recurrent[k * 4 * U + j] += states.h[row * U + k] * dz[j];
        }
        d.h0[b * U + k] = sum;
      }
      for (size_t k = 0; k < I; k++) {
        double sum = 0;
        for (size_t j = 0; j < 4 * U; j++) {
          sum += dz[j] * w.kernel[k * 4 * U + j];
          d.kernel[k * 4 * U + j] += x[row * I + k] * dz[j];
        }
        d.x[row * I + k] = sum;
      }
    }
  return d;
}

Reals oneHot(const std::vector<int>& notes, int size) {
  Reals out(notes.size() * size);
  for (size_t row = 0; row < notes.size(); row++)
    if (notes[row] >= 0 && notes[row] < size) out[row * size + notes[row]] = 1;
  return out;
}

Reals referenceStep(int B, int V, const std::vector<int>& notes, const std::vector<LayerWeights>& layers, const Reals& dense,
                    const Reals& bias, std::vector<Reals>& h, std::vector<Reals>& c) {
  Reals x = oneHot(notes, int(layers[0].kernel.size() / layers[0].bias.size()));
  int inputs = int(x.size()) / B, units = 0;
  for (size_t i = 0; i < layers.size(); i++, inputs = units) {
    units = int(h[i].size()) / B;
    const States next = referenceForward({1, B, inputs, units}, x, layers[i], h[i], c[i]);
    h[i].assign(next.h.begin() + B * units, next.h.end());
    c[i].assign(next.c.begin() + B * units, next.c.end());
    x = h[i];
  }
  Reals scores(size_t(B) * V);
  for (int b = 0; b < B; b++)
    for (int j = 0; j < V; j++) {
      double sum = bias[j];
      for (int k = 0; k < units; k++) sum += x[size_t(b) * units + k] * dense[size_t(k) * V + j];
      scores[size_t(b) * V + j] = sum;
    }
  return scores;
}
