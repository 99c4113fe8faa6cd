// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <charconv>
#include <optional>
#include <string>

namespace cordon::ctl {

/// "10m", "2h", "1d", "30s"; nothing for anything else, zero, or more than 10 years.
[[nodiscard]] inline std::optional<Microseconds> durationFrom(const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number <= 0 || number > 315'360'000 || end + 1 != text.data() + text.size()) {
        return std::nullopt;
    }
    std::int64_t seconds = 0;
    switch (*end) {
    case 's':
        seconds = 1;
        break;
    case 'm':
        seconds = 60;
        break;
    case 'h':
        seconds = 3'600;
        break;
    case 'd':
        seconds = 86'400;
        break;
    default:
        return std::nullopt;
    }
    if (number > 315'360'000 / seconds) {
        return std::nullopt;
    }
    return Microseconds(number * seconds * 1'000'000);
}

} // namespace cordon::ctl
