// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>

namespace cordon::bench {

/// Numbers that are the same everywhere: the engine is fixed by the standard, its distributions are
/// not, so these are our own. Nothing here asks the mathematical library either. Value.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}

    [[nodiscard]] std::uint64_t bits() { return m_engine(); }
    /// Evenly from 0 to `limit` - 1; `limit` is not 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit)
    {
        return limit <= (std::uint64_t{1} << 32U) ? ((bits() >> 32U) * limit) >> 32U : bits() % limit;
    }
    /// Evenly from [0, 1).
    [[nodiscard]] double real() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
    /// True once in `times`.
    [[nodiscard]] bool oneIn(std::uint64_t times) { return below(times) == 0; }
    /// Exponential with mean 1, by comparisons alone (von Neumann).
    [[nodiscard]] double exponential()
    {
        for (double whole = 0;; whole += 1) {
            const double first = real();
            bool odd = true;
            for (double last = first, next = real(); next < last; last = next, next = real()) {
                odd = !odd;
            }
            if (odd) {
                return whole + first;
            }
        }
    }

private:
    std::mt19937_64 m_engine;
};

/// A fixed number of well-mixed bits for one row of one kind: texts are made again from it, and
/// need not be kept.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t value) noexcept
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

} // namespace cordon::bench
