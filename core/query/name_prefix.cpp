// SPDX-License-Identifier: Apache-2.0
#include "core/query/name_prefix.h"

#include "core/query/stoppable.h"

#include <tuple>

namespace cordon {
namespace {

constexpr std::size_t kCharacters = 4;

/// Of up to seven bytes.
std::uint64_t keyOf(std::string_view prefix, bool whole)
{
    std::uint64_t key = whole ? 1 : 0;
    for (const char c : prefix) {
        key = key << 8 | static_cast<unsigned char>(c);
    }
    return key | static_cast<std::uint64_t>(prefix.size()) << 60;
}

bool beginsCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

} // namespace

NamePrefixes::Entry NamePrefixes::prefixOf(std::string_view folded) const
{
    Entry out;
    std::size_t characters = 0;
    bool inRun = false;
    for (const char c : folded) {
        const bool separator = m_of == Of::ProjectKey && (c == '-' || c == '_' || c == '.');
        if (separator && inRun) {
            continue;
        }
        inRun = separator;
        if (beginsCharacter(c) && characters++ == kCharacters) {
            return out;
        }
        out.prefix += separator ? '-' : c;
    }
    out.whole = characters < kCharacters;
    return out;
}

NamePrefixes::Entry& NamePrefixes::entryOf(const Entry& prefix)
{
    constexpr std::size_t kFits = 7;
    const auto place = [&](auto& known, auto&& key) -> Entry& {
        const auto [found, isNew] = known.try_emplace(key, m_entries.size());
        if (isNew) {
            m_entries.push_back(prefix);
        }
        return m_entries[found->second];
    };
    if (prefix.prefix.size() > kFits) {
        return place(m_long, prefix.prefix + (prefix.whole ? '\1' : '\0'));
    }
    return place(m_short, keyOf(prefix.prefix, prefix.whole));
}

// Most names begin with four plain letters, for which no text has to be made.
std::optional<std::uint64_t> NamePrefixes::plainKey(std::string_view folded) const
{
    if (folded.size() < kCharacters) {
        return std::nullopt;
    }
    for (const char c : folded.substr(0, kCharacters)) {
        const bool special = static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '_' || c == '.';
        if (special) {
            return std::nullopt;
        }
    }
    return keyOf(folded.substr(0, kCharacters), false);
}

void NamePrefixes::add(std::string_view folded, std::int64_t weight)
{
    if (const auto key = plainKey(folded)) {
        if (const auto known = m_short.find(*key); known != m_short.end()) {
            m_entries[known->second].count += weight;
            return;
        }
    }
    if (!folded.empty()) {
        entryOf(prefixOf(folded)).count += weight;
    }
}

std::vector<const NamePrefixes::Entry*> NamePrefixes::sorted(const std::stop_token& stop) const
{
    std::vector<const Entry*> out;
    out.reserve(m_entries.size());
    for (const Entry& entry : m_entries) {
        out.push_back(&entry);
    }
    sortStoppably(out, stop, [](const Entry* a, const Entry* b) {
        return std::tie(a->prefix, a->whole) < std::tie(b->prefix, b->whole);
    });
    return out;
}

} // namespace cordon
