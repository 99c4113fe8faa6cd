// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <utility>

namespace cordon {

/// Asks a stop token on the first and then on every 65,536th call: a loop over millions of rows
/// ends within a millisecond of the request and pays nothing for asking.
class StopPoll {
public:
    explicit StopPoll(std::stop_token token) : m_token(std::move(token)) {}

    [[nodiscard]] bool operator()() noexcept { return (m_calls++ & kMask) == 0 && m_token.stop_requested(); }
    /// Asks at once: for loops whose turns are long.
    [[nodiscard]] bool now() const noexcept { return m_token.stop_requested(); }

private:
    static constexpr std::uint32_t kMask = 0xFFFF;
    std::stop_token m_token;
    std::uint32_t m_calls = 0;
};

} // namespace cordon
