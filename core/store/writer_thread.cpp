// SPDX-License-Identifier: Apache-2.0
#include "core/store/writer_thread.h"

#include <unistd.h>

namespace cordon::store {

namespace {

/// So much nicer than the rest: of the time that two want, this one gets about a quarter.
constexpr int kGivesWay = 5;

} // namespace

WriterThread::WriterThread() : m_thread([this] { work(); }) {}

WriterThread::~WriterThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
}

void WriterThread::post(std::packaged_task<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void WriterThread::work()
{
    // Whoever looks at the window comes first: where all cores are taken, what is written, from one step of
    // a run to a million rows, gives way to a frame. On Linux this is of the thread alone.
    [[maybe_unused]] const int niceness = ::nice(kGivesWay); // where it cannot be had, all run alike
    for (;;) {
        std::packaged_task<void()> job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_closing || !m_jobs.empty(); });
            if (m_jobs.empty()) {
                return;
            }
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

} // namespace cordon::store
