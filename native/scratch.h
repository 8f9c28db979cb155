// Working memory that is kept from one call to the next.
#pragma once
#include <cstddef>

#include "team.h"

/**
 * Hands out pieces of one growing block; everything is taken back when the next Scratch begins. The block belongs to
 * the caller whose turn it is, who has one Scratch at a time.
 */
class Scratch {
 public:
  /** `bytes`: all that will be asked for. Throws std::bad_alloc when memory is out. */
  Scratch(const Team::Turn& turn, size_t bytes);
  template <class T>
  T* take(size_t count) {
    return static_cast<T*>(bytes(count * sizeof(T)));
  }
  /** What take(count) of a T uses up. */
  static size_t rounded(size_t bytes) { return (bytes + 127) / 128 * 128; }

 private:
  void* bytes(size_t size);
  char* next_;
  char* end_;
};
