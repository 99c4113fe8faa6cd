// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cordon {

/// Places that are compared at once. One: on every machine.
enum class SearchWidth : std::uint8_t { One, Sixteen, ThirtyTwo };
/// The most that this processor can.
[[nodiscard]] SearchWidth widestSearch() noexcept;

/// The first place in [from, end) where the whole needle stands before `end`; `end` where there is
/// none. The needle is not empty; what stands behind `end` in the text may be looked at. Compares three
/// bytes of the needle at 32 places at once where the processor can (AVX2), at 16 where it cannot:
/// names repeat few of them, and memmem() is made for long texts.
[[nodiscard]] std::size_t findBytes(std::string_view text, std::string_view needle, std::size_t from, std::size_t end,
                                    SearchWidth width = widestSearch());

} // namespace cordon
