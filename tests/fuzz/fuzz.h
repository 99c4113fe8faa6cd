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

/// Does a piece of work, which must not take longer than that in processor time: neither the other
/// programs on a busy machine nor one slow moment of this one count, for then it is done again.
template<class Work>
void quickly(double mostSeconds, const Work& work)
{
    for (int tries = 0; tries < 3; ++tries) {
        const double start = processorSeconds();
        work();
        if (processorSeconds() - start < mostSeconds) {
            return;
        }
    }
    must(false, "no input takes long");
}

} // namespace cordon::fuzz
