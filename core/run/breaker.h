// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>

namespace cordon {

/// Stops a run that is going wrong before it has gone wrong everywhere: so many unknown outcomes in
/// a row, or more than a fifth of the last 25 that failed (security.md 3.4). Value.
class Breaker {
public:
    explicit Breaker(int unknownsInRow) : m_mostUnknowns(unknownsInRow) {}

    void good() { add(false, false); }
    void failed() { add(true, false); }
    void unknown() { add(true, true); }
    [[nodiscard]] bool isOpen() const { return m_unknowns >= m_mostUnknowns || (isFull() && m_failed * 5 > kWindow); }
    [[nodiscard]] int unknownsInRow() const { return m_unknowns; }

private:
    static constexpr std::size_t kWindow = 25;

    [[nodiscard]] bool isFull() const { return m_window.size() == kWindow; }
    void add(bool failed, bool unknown)
    {
        m_unknowns = unknown ? m_unknowns + 1 : 0;
        if (isFull()) {
            m_failed -= m_window.front() ? 1U : 0U;
            m_window.pop_front();
        }
        m_window.push_back(failed);
        m_failed += failed ? 1U : 0U;
    }

    int m_mostUnknowns;
    int m_unknowns = 0;
    std::deque<bool> m_window;
    std::size_t m_failed = 0;
};

} // namespace cordon
