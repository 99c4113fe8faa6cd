// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cordon::bench {

/// How large a made-up registry is.
struct Scale {
    char name = 'S';
    std::size_t accounts = 0, projects = 0, uploads = 0;
    std::size_t domains = 0; ///< from which addresses are drawn
    std::size_t campaigns = 0, campaignAccounts = 0, campaignProjects = 0;
    std::uint64_t seed = 20'250'609;

    friend bool operator==(const Scale&, const Scale&) = default;
};

inline constexpr Scale kScales[] = {
    {'S', 20'254, 21'525, 40'000, 3'000, 1, 254, 1'525},
    {'M', 100'000, 80'000, 300'000, 15'000, 10, 2'347, 13'067},
    {'L', 1'000'000, 800'000, 8'000'000, 60'000, 60, 15'266, 70'218},
};

[[nodiscard]] constexpr std::optional<Scale> scaleNamed(std::string_view name)
{
    for (const Scale& scale : kScales) {
        if (name.size() == 1 && name[0] == scale.name) {
            return scale;
        }
    }
    return std::nullopt;
}

} // namespace cordon::bench
