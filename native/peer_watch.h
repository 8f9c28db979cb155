// A thread that ends every collective of this process when a peer is gone or a collective takes too long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "backend_access.h"

namespace collectives {
inline bool answers(TFE_Context* context, const std::string& task, int64_t milliseconds) {
  Status s;
  TFE_CollectiveOpsCheckPeerHealth(context, task.c_str(), milliseconds, s.status);
  return s.good();
}

class PeerWatch {
 public:
  /** @param timeout ms from look to look, and to wait for an answer: a peer that fails to twice in a row is gone */
  void start(TFE_Context* context, std::vector<std::string> tasks, int64_t timeout) {
    stop();
    std::lock_guard<std::mutex> lock(mutex_);
    over_ = false;
    thread_ = std::thread([=] {
      while (pause(timeout)) {
        if (isLate()) return abort(context, TF_DEADLINE_EXCEEDED, "Others have not come in time");
        for (const std::string& task : tasks) {
          if (answers(context, task, timeout) || over() || answers(context, task, timeout) || over()) continue;
          return abort(context, TF_UNAVAILABLE, task + " does not answer");
        }
      }
    });
  }
  void stop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      over_ = true;
    }
    called_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  /**
   * The collective that begins may take so many milliseconds; 0: there is none, or it may take for ever.
   * @returns false where nobody watches
   */
  bool allow(int64_t milliseconds) {
    std::lock_guard<std::mutex> lock(mutex_);
    limited_ = milliseconds > 0;
    until_ = Clock::now() + std::chrono::milliseconds(milliseconds);
    return !over_;
  }

 private:
  typedef std::chrono::steady_clock Clock;
  static void abort(TFE_Context* context, TF_Code code, const std::string& reason) {
    Status s;
    TF_SetStatus(s.status, code, reason.c_str());
    TFE_AbortCollectiveOps(context, s.status);
  }
  bool over() {
    std::lock_guard<std::mutex> lock(mutex_);
    return over_;
  }
  bool isLate() {
    std::lock_guard<std::mutex> lock(mutex_);
    return limited_ && Clock::now() > until_;
  }
  /** @returns false when it is over. */
  bool pause(int64_t milliseconds) {
    std::unique_lock<std::mutex> lock(mutex_);
    return !called_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return over_; });
  }
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable called_;
  bool over_ = true, limited_ = false;
  Clock::time_point until_;
};

/** Never destroyed: at the process's end its thread may still be waiting for an answer. */
inline PeerWatch& watch() {
  static PeerWatch* const only = new PeerWatch();
  return *only;
}
}  // namespace collectives
