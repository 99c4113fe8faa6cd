// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/imported_rows.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace cordon {

// The rules of core/domain over UTF-8, for the millions of values of an import. Each says exactly
// what its namesake over QString says.

[[nodiscard]] bool isProjectName(Utf8 name);
[[nodiscard]] bool isUserName(Utf8 name);
[[nodiscard]] std::optional<Instant> parseInstant(Utf8 text);
[[nodiscard]] bool hasControlCharacter(Utf8 text);

/// Registrable domains of addresses, remembered by host: the rules are costly, and most addresses
/// are of few hosts. Memory is bounded. Thread: one.
class DomainRules {
public:
    /// The domain of the address, or nothing where its host is no name. Valid until the next call.
    [[nodiscard]] std::optional<Utf8> registrable(Utf8 address);

private:
    std::unordered_map<std::string, std::optional<std::string>> m_known;
    std::string m_host;
};

} // namespace cordon
