// A team of threads, one per core, that runs one function at a time together, for one caller at a time.
#pragma once
#include <functional>

/** The part [begin, end) of `count` things that falls to part `index` of `parts`. */
struct Share {
  int begin, end;
  Share(int begin, int end) : begin(begin), end(end) {}
  int size() const { return end - begin; }
  Share(int count, int index, int parts) : begin(int((long long)count * index / parts)), end(int((long long)count * (index + 1) / parts)) {}
};

class Team {
 public:
  /** One thread's place in a run. */
  class Member {
   public:
    const int index;

    /**
     * Does task(i) for each i in [0, count), each on one of the team's threads, and returns when all are done.
     * Every member of a run calls this with the same counts in the same order. A member begins with its own share,
     * the same in every call (what it used last time is in its cache), then takes what others have not begun: a core
     * that is busy elsewhere holds nobody up. Who does a task never changes its result.
     */
    template <class Task>
    void each(int count, Task task) {
      phase_++;
      expected_ += count;
      const int first = Share(count, index, team_.size_).begin;
      for (int k = 0; k < count; k++) {
        const int i = first + k < count ? first + k : first + k - count;
        if (!team_.claim(i, phase_)) continue;
        task(i);
        team_.finish();
      }
      team_.await(expected_);
    }

   private:
    friend class Team;
    Member(Team& team, int index) : index(index), team_(team) {}
    Team& team_;
    int phase_ = 0;
    long long expected_ = 0;
  };

  /** The largest count that `each` takes. */
  static constexpr int kMostTasks = 512;

  /**
   * A caller's turn: while it exists the team and its working memory (Scratch) are this caller's, and others wait in
   * their constructor. Whatever touches either asks for a Turn, so neither can be touched without the lock. One thread
   * holds one Turn at a time.
   */
  class Turn {
   public:
    Turn();
    ~Turn();
    Turn(const Turn&) = delete;
    /** Calls work on the caller's thread and on those of the team that come in time; returns when all these are done. */
    void run(const std::function<void(Member&)>& work) { team_.run(work); }
    int size() const { return team_.size_; }

   private:
    Team& team_;
  };

 private:
  Team();
  /** The process's team; its threads start with the first call. */
  static Team& get();
  void run(const std::function<void(Member&)>& work);
  void serve(int index);
  bool claim(int task, int phase);
  void finish();
  void await(long long finished);
  struct State;
  State* state_;
  int size_;
};
