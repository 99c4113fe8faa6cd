// SPDX-License-Identifier: Apache-2.0
#include "core/store/writer_thread.h"

#include <sys/resource.h>
#include <unistd.h>

namespace cordon::store {

namespace {

/// Nice: of the time that two want, this one gets about a quarter.
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
    // Whoever looks at the window comes first: where both cores are taken, a million rows give way to a
    // frame. Where it cannot be had, all run alike.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kGivesWay);
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
