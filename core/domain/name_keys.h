// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace cordon {

// What foldedUser() and normalizedProject() of core/domain/names.h do, on UTF-8: imports and columns
// hold millions of names that never become QStrings.

[[nodiscard]] constexpr char asciiLower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] std::string accountKeyOf(std::string_view name);
[[nodiscard]] std::string projectKeyOf(std::string_view name);

/// The same, the name itself where it is its own key, else a text in `storage`.
[[nodiscard]] std::string_view accountKeyOf(std::string_view name, std::string& storage);
[[nodiscard]] std::string_view projectKeyOf(std::string_view name, std::string& storage);

} // namespace cordon
