#include "team.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif
#ifdef __linux__
#include <sched.h>
#endif

namespace {
int cores() {
  if (const char* wanted = std::getenv("LSTM_THREADS")) {
    const int n = std::atoi(wanted);
    if (n > 0) return n < 64 ? n : 64;
  }
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set) < 64 ? CPU_COUNT(&set) : 64;
#endif
  const int n = int(std::thread::hardware_concurrency());
  return n > 0 ? n : 1;
}

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/** Results too small for a normal float32 become zero, as in TensorFlow's own threads: otherwise they cost a hundred times the time. */
void flushSmallest() {
#if defined(__SSE__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
}

/** Waits a little by spinning (a timestep is tens of microseconds), then lets others have the core. */
template <class Done>
void spin(Done done) {
  for (int i = 0; i < 4000; i++) {
    if (done()) return;
    pause();
  }
  while (!done()) std::this_thread::yield();
}
}  // namespace

struct Team::State {
  std::mutex mutex;  // one run at a time
  std::mutex wake;
  std::condition_variable call;
  std::atomic<int> round{0};      // counts the runs
  std::atomic<int> busy{0};       // workers that have not finished this run
  std::atomic<int> arrived{0};    // at the barrier
  std::atomic<int> generation{0};  // counts the barriers
  const std::function<void(int)>* work = nullptr;
};

// The team is never destroyed: its threads sleep until the process ends.
Team& Team::get() {
  static Team* team = new Team();
  return *team;
}

Team::Team() : state_(new State()), size_(cores()) {
  for (int i = 1; i < size_; i++) std::thread([this, i] { serve(i); }).detach();
}

void Team::serve(int index) {
  flushSmallest();
  State& s = *state_;
  for (int seen = 0;; seen++) {
    for (int i = 0; i < 2000 && s.round.load(std::memory_order_acquire) == seen; i++) pause();
    if (s.round.load(std::memory_order_acquire) == seen) {
      std::unique_lock<std::mutex> lock(s.wake);
      s.call.wait(lock, [&] { return s.round.load(std::memory_order_acquire) != seen; });
    }
    (*s.work)(index);
    s.busy.fetch_sub(1, std::memory_order_acq_rel);
  }
}

void Team::run(const std::function<void(int)>& work) {
  State& s = *state_;
  std::lock_guard<std::mutex> one(s.mutex);
  s.work = &work;
  s.busy.store(size_ - 1, std::memory_order_relaxed);
  {
    std::lock_guard<std::mutex> lock(s.wake);
    s.round.fetch_add(1, std::memory_order_acq_rel);
  }
  s.call.notify_all();
  work(0);
  spin([&] { return s.busy.load(std::memory_order_acquire) == 0; });
}

void Team::barrier() {
  if (size_ == 1) return;
  State& s = *state_;
  const int generation = s.generation.load(std::memory_order_acquire);
  if (s.arrived.fetch_add(1, std::memory_order_acq_rel) == size_ - 1) {
    s.arrived.store(0, std::memory_order_relaxed);
    s.generation.fetch_add(1, std::memory_order_acq_rel);
  } else {
    spin([&] { return s.generation.load(std::memory_order_acquire) != generation; });
  }
}
