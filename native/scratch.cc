#include "scratch.h"

#include <cstdlib>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {
char* block = nullptr;  // guarded by the turn
size_t blockSize = 0;
constexpr size_t kPage = size_t(2) << 20;
}  // namespace

Scratch::Scratch(const Team::Turn&, size_t bytes) {
  bytes = (bytes + kPage) / kPage * kPage;
  if (bytes > blockSize) {
    std::free(block);
    block = nullptr;
    blockSize = 0;
    block = static_cast<char*>(std::aligned_alloc(kPage, bytes));
    if (!block) throw std::bad_alloc();
    blockSize = bytes;
#ifdef __linux__
    madvise(block, bytes, MADV_HUGEPAGE);  // packed weights are read in long streams: fewer, larger pages
#endif
  }
  next_ = block;
  end_ = block + blockSize;
}

void* Scratch::bytes(size_t size) {
  char* here = next_;
  next_ += rounded(size);
  if (next_ > end_) throw std::bad_alloc();
  return here;
}
