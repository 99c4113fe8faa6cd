// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <system_error>
#include <thread>

namespace cordon {

/// How many parts work over so many rows is worth: one where a thread would cost more than it saves,
/// at most kMostParts and what the machine has.
inline constexpr std::size_t kMostParts = 4;
[[nodiscard]] inline std::size_t partsFor(std::size_t rows)
{
    constexpr std::size_t kWorthAThread = 1U << 18;
    const std::size_t machine = std::max(1U, std::thread::hardware_concurrency());
    return std::clamp(rows / kWorthAThread, std::size_t{1}, std::min(machine, kMostParts));
}

/// Calls f(part) for each of 0..parts-1 at once and comes back when all have; `f` must not throw. Where
/// the system gives no thread, one part runs after the other.
template<class F>
void inParts(std::size_t parts, F&& f)
{
    std::array<std::jthread, kMostParts> others;
    for (std::size_t part = 1; part < parts; ++part) {
        try {
            others[part] = std::jthread([&f, part] { f(part); });
        } catch (const std::system_error&) {
            f(part);
        }
    }
    f(std::size_t{0});
}

/// Where a part of so many things begins; part `parts` begins at the end.
[[nodiscard]] constexpr std::size_t partBegin(std::size_t things, std::size_t part, std::size_t parts)
{
    return things * part / parts;
}

} // namespace cordon
