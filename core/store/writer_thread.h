// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace cordon::store {

/// The one thread that writes: jobs in the order they come, each waited for by who asked.
class WriterThread {
public:
    WriterThread();
    /// Finishes what is queued, then joins.
    ~WriterThread();
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    /// Runs `work` on the thread and returns, or throws, what it does. Thread: any but this one.
    template<class Work>
    auto call(Work work) -> decltype(work())
    {
        return start(std::move(work)).get();
    }

    /// The same without waiting.
    template<class Work>
    auto start(Work work) -> std::future<decltype(work())>
    {
        std::packaged_task<decltype(work())()> task(std::move(work));
        auto outcome = task.get_future();
        post(std::packaged_task<void()>([inner = std::move(task)]() mutable { inner(); }));
        return outcome;
    }

private:
    void post(std::packaged_task<void()> job);
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::packaged_task<void()>> m_jobs; // by m_mutex
    bool m_closing = false;                        // by m_mutex
    std::jthread m_thread;                         // last: starts when the rest stands
};

} // namespace cordon::store
