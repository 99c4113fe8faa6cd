// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cordon {

/// Counts folded names by their first four characters, so that each count is what `name:abcd*`, or
/// for a shorter name `name:abc`, finds.
class NamePrefixes {
public:
    /// ProjectKey: every PEP 503 spelling of a name counts as one.
    enum class Of : std::uint8_t { Text, ProjectKey };
    struct Entry {
        std::string prefix;
        bool whole = false; ///< the name is no longer than this
        std::int64_t count = 0;
    };

    explicit NamePrefixes(Of of) : m_of(of) {}
    void add(std::string_view folded, std::int64_t weight);
    /// What was counted, by name; lives as long as nothing is added. In any order where `stop` asked.
    [[nodiscard]] std::vector<const Entry*> sorted(const std::stop_token& stop = {}) const;

private:
    [[nodiscard]] Entry& entryOf(const Entry& prefix);
    [[nodiscard]] Entry prefixOf(std::string_view folded) const;

    [[nodiscard]] std::optional<std::uint64_t> plainKey(std::string_view folded) const;

    Of m_of;
    std::vector<Entry> m_entries;
    std::unordered_map<std::uint64_t, std::size_t> m_short; ///< by bytes, for prefixes of up to seven
    std::unordered_map<std::string, std::size_t> m_long;
};

} // namespace cordon
