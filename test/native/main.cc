// Holds native/ against float64, without TensorFlow: `npm run check-native`. Arguments: what to check, by default all.
#include <cstring>

#include "check.h"

int main(int arguments, char** argument) {
  const struct {
    const char* name;
    void (*check)(Count&);
  } all[] = {{"products", &checkProducts}, {"passes", &checkPasses}, {"decoder", &checkDecoder}, {"callers", &checkCallers}};
  Count count;
  for (const auto& [name, check] : all) {
    bool wanted = arguments == 1;
    for (int i = 1; i < arguments; i++) wanted |= std::strcmp(argument[i], name) == 0;
    if (wanted) check(count);
  }
  std::printf("%d right, %d wrong\n", count.right, count.wrong);
  return count.wrong == 0 && count.right > 0 ? 0 : 1;
}
