// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cordon {

/// The times of columns lie between the years 1900 and 2200, so that no difference of two overflows.
/// Imports keep to 2000..2100; what a foreign file holds beyond is moved to that end.
inline constexpr std::int64_t kEarliestMicros = -2'208'988'800'000'000, kLatestMicros = 7'258'118'400'000'000;

} // namespace cordon
