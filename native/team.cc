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

/**
 * While it exists, results of this thread that are too small for a normal float32 become zero, as in TensorFlow's own
 * threads: otherwise they cost a hundred times the time.
 */
class SmallestAsZero {
 public:
  SmallestAsZero() : before_(control()) { setControl(before_ | kFlush); }
  ~SmallestAsZero() { setControl(before_); }

 private:
#if defined(__SSE__)
  typedef unsigned Control;
  static constexpr Control kFlush = 0x8040;
  static Control control() { return _mm_getcsr(); }
  static void setControl(Control c) { _mm_setcsr(c); }
#elif defined(__aarch64__)
  typedef unsigned long Control;
  static constexpr Control kFlush = 1ul << 24;
  static Control control() {
    Control c;
    asm volatile("mrs %0, fpcr" : "=r"(c));
    return c;
  }
  static void setControl(Control c) { asm volatile("msr fpcr, %0" : : "r"(c)); }
#else
  typedef unsigned Control;
  static constexpr Control kFlush = 0;
  static Control control() { return 0; }
  static void setControl(Control) {}
#endif
  const Control before_;
};

/** Waits a little by spinning (what is waited for takes microseconds), then lets others have the core. */
template <class Done>
void spin(Done done) {
  for (int i = 0; i < 1000; i++) {
    if (done()) return;
    pause();
  }
  while (!done()) std::this_thread::yield();
}

struct alignas(64) Claim {  // a cache line each
  std::atomic<int> phase{0};
};
}  // namespace

struct Team::State {
  std::mutex turn;  // of one caller at a time
  std::mutex door;  // guards open and round
  std::condition_variable call;
  bool open = false;
  std::atomic<int> round{0};
  std::atomic<int> inside{0};  // workers that entered this run and have not left
  const std::function<void(Member&)>* work = nullptr;
  alignas(64) std::atomic<long long> finished{0};  // tasks of this run
  Claim claims[kMostTasks];                        // the last phase of this run in which somebody took the task
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
  const SmallestAsZero always;
  State& s = *state_;
  int seen = 0;
  for (;;) {
    for (int i = 0; i < 2000 && s.round.load(std::memory_order_acquire) == seen; i++) pause();
    {
      std::unique_lock<std::mutex> lock(s.door);
      s.call.wait(lock, [&] { return s.round.load(std::memory_order_relaxed) != seen; });
      seen = s.round.load(std::memory_order_relaxed);
      if (!s.open) continue;  // too late: the others have done it all
      s.inside.fetch_add(1, std::memory_order_relaxed);
    }
    Member member(*this, index);
    (*s.work)(member);
    s.inside.fetch_sub(1, std::memory_order_release);
  }
}

Team::Turn::Turn() : team_(get()) { team_.state_->turn.lock(); }
Team::Turn::~Turn() { team_.state_->turn.unlock(); }

void Team::run(const std::function<void(Member&)>& work) {
  State& s = *state_;
  s.work = &work;
  s.finished.store(0, std::memory_order_relaxed);
  for (Claim& claim : s.claims) claim.phase.store(0, std::memory_order_relaxed);
  {
    std::lock_guard<std::mutex> atDoor(s.door);
    s.open = true;
    s.round.fetch_add(1, std::memory_order_release);
  }
  s.call.notify_all();
  {
    const SmallestAsZero here;  // every thread alike, or who does a task would change its result
    Member member(*this, 0);
    work(member);
  }
  {
    std::lock_guard<std::mutex> atDoor(s.door);
    s.open = false;
  }
  spin([&] { return s.inside.load(std::memory_order_acquire) == 0; });
}

bool Team::claim(int task, int phase) {
  std::atomic<int>& claimed = state_->claims[task].phase;
  int last = claimed.load(std::memory_order_relaxed);
  return last < phase && claimed.compare_exchange_strong(last, phase, std::memory_order_acq_rel);
}

void Team::finish() { state_->finished.fetch_add(1, std::memory_order_acq_rel); }

void Team::await(long long finished) {
  State& s = *state_;
  spin([&] { return s.finished.load(std::memory_order_acquire) >= finished; });
}
