// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <optional>

namespace cordon {

/// When the next request may leave: a token bucket of one token, so that the rate holds in every
/// sliding window, and the registry's own wish to be left alone for a while. Value; no clock.
class Pace {
public:
    using Milliseconds = std::chrono::milliseconds;

    /// 0: uncapped.
    explicit Pace(double mutationsPerSecond);

    void sent(Instant at);
    /// The registry asked for patience: for as long as it says, at most an hour, else longer each time.
    /// Returns how long.
    Milliseconds throttled(Instant at, std::optional<std::chrono::seconds> retryAfter);
    /// How long to wait before sending at `now`; 0: not at all.
    [[nodiscard]] Milliseconds waitAt(Instant now) const;
    /// Throttled so often in a row.
    [[nodiscard]] int throttles() const { return m_throttles; }
    void answered() { m_throttles = 0; }

private:
    Microseconds m_gap{0};
    Instant m_sent{};
    Instant m_quietFrom{};
    Microseconds m_quiet{0};
    int m_throttles = 0;
};

} // namespace cordon
