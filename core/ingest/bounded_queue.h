// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace cordon {

/// Hands values from one thread to another and makes the faster one wait. Thread: any.
template<class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t most) : m_most(most) {}

    /// Waits for room. False: the token asked to stop, the value is dropped.
    bool push(T value, const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return m_values.size() < m_most; })) {
            return false;
        }
        m_values.push_back(std::move(value));
        m_changed.notify_all();
        return true;
    }

    /// Waits for a value. Nothing: the queue is closed and empty.
    std::optional<T> pop()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_values.empty(); });
        if (m_values.empty()) {
            return std::nullopt;
        }
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        m_changed.notify_all();
        return value;
    }

    /// No value will follow.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<T> m_values;
    std::size_t m_most;
    bool m_closed = false;
};

} // namespace cordon
