// A team of threads, one per core, that runs one function at a time together.
#pragma once
#include <functional>

class Team {
 public:
  /** The process's team; its threads start with the first call. */
  static Team& get();
  /** Calls work(0) … work(size() - 1), each on its own thread (0: the caller's); returns when all are done. */
  void run(const std::function<void(int)>& work);
  /** Inside run: returns when all the team's threads have called it. */
  void barrier();
  int size() const { return size_; }

 private:
  Team();
  void serve(int index);
  struct State;
  State* state_;
  int size_;
};

/** The part [begin, end) of `count` things that falls to thread `index` of `size`. */
struct Share {
  int begin, end;
  Share(int count, int index, int size)
      : begin(int((long long)count * index / size)), end(int((long long)count * (index + 1) / size)) {}
};
