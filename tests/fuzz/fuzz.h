// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace cordon::fuzz {

/// What must hold for every input: else the program ends, and the input is
/// kept.
inline void must(bool holds, const char* what)
{
    if (!holds) {
        std::fprintf(stderr, "broken: %s\n", what);
        std::abort();
    }
}

inline double processorSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// One piece of work must not take longer than that in processor time, so that
/// a busy machine does not count as a hang.
class Watch {
public:
    explicit Watch(double mostSeconds) : m_most(mostSeconds) {}
    ~Watch() { must(processorSeconds() - m_start < m_most, "no input takes long"); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

private:
    double m_most;
    double m_start = processorSeconds();
};

} // namespace cordon::fuzz
