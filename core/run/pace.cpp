// SPDX-License-Identifier: Apache-2.0
#include "core/run/pace.h"

#include <algorithm>

namespace cordon {

namespace {

constexpr std::chrono::hours kLongestWish{1};
constexpr std::chrono::seconds kLongestBackoff{60};

/// What is left of `span` begun at `from`. A clock that was set back must not prolong it.
Microseconds leftOf(Instant from, Microseconds span, Instant now)
{
    return std::clamp(from + span - now, Microseconds(0), span);
}

} // namespace

Pace::Pace(double mutationsPerSecond)
{
    if (mutationsPerSecond > 0) {
        m_gap = std::chrono::ceil<Microseconds>(std::chrono::duration<double>(1.0 / mutationsPerSecond));
    }
}

void Pace::sent(Instant at)
{
    m_sent = at;
}

Pace::Milliseconds Pace::throttled(Instant at, std::optional<std::chrono::seconds> retryAfter)
{
    const std::chrono::seconds backoff =
        std::min(kLongestBackoff, std::chrono::seconds(1LL << std::min(m_throttles, 6)));
    const std::chrono::seconds wish =
        std::clamp<std::chrono::seconds>(retryAfter.value_or(backoff), std::chrono::seconds(1), kLongestWish);
    ++m_throttles;
    m_quietFrom = at;
    m_quiet = wish;
    return wish;
}

Pace::Milliseconds Pace::waitAt(Instant now) const
{
    const Microseconds left = std::max(leftOf(m_sent, m_gap, now), leftOf(m_quietFrom, m_quiet, now));
    return std::chrono::ceil<Milliseconds>(left);
}

} // namespace cordon
