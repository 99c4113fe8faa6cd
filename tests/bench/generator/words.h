// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace cordon::bench {

/// One of 128 plain words of letters; any number is fine.
[[nodiscard]] std::string_view wordAt(std::uint64_t number);

/// A text that strangers put where people read: quotes, commas, line ends, direction marks, controls,
/// formulas, mark-up. Valid UTF-8 without NUL.
[[nodiscard]] std::string_view hostileText(std::uint64_t number);

/// Occurs in about one of 2,500 names, and both its halves in many more: what the text search looks for.
inline constexpr std::string_view kNeedle = "torchkit";

} // namespace cordon::bench
