// SPDX-License-Identifier: Apache-2.0
#include "core/index/keys.h"

#include <algorithm>

namespace cordon {
namespace {

std::uint64_t firstBytes(std::string_view text)
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < sizeof out; ++i) {
        out = out << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    }
    return out;
}

} // namespace

KeyOrder orderByKey(const FoldedColumn& names, KeyOf keyOf)
{
    TextColumn keys;
    KeyOrder order;
    order.rows.reserve(names.size());
    for (Row row = 0; row < names.size(); ++row) {
        keys.append(keyOf(names.at(row)));
        order.rows.push_back(row);
    }
    sortByText(order.rows, [&keys](Row row) { return keys.at(row); });
    order.places.resize(names.size());
    for (std::size_t place = 0; place < order.rows.size(); ++place) {
        order.places[order.rows[place]] = static_cast<Row>(place);
    }
    return order;
}

std::optional<Row> findKey(const KeyOrder& order, const FoldedColumn& names, KeyOf keyOf, const std::string& key)
{
    return KeyFinder(order, names, keyOf).find(key);
}

bool KeyFinder::isBefore(std::size_t place, const std::string& key) const
{
    return m_keyOf(m_names.at(m_order.rows[place])) < key;
}

std::optional<Row> KeyFinder::find(const std::string& key)
{
    const std::size_t count = m_order.rows.size();
    if (key.empty()) {
        return std::nullopt;
    }
    // From the last place on in steps that double; from the start where the key lies before it.
    std::size_t from = m_place > 0 && isBefore(m_place - 1, key) ? m_place : 0;
    std::size_t to = from;
    for (std::size_t step = 1; to < count && isBefore(to, key); step *= 2) {
        from = to + 1;
        to += step;
    }
    const auto begin = m_order.rows.begin();
    const auto found = std::partition_point(begin + static_cast<std::ptrdiff_t>(from),
                                            begin + static_cast<std::ptrdiff_t>(std::min(to, count)),
                                            [&](Row row) { return m_keyOf(m_names.at(row)) < key; });
    m_place = static_cast<std::size_t>(found - begin);
    if (m_place == count || m_keyOf(m_names.at(*found)) != key) {
        return std::nullopt;
    }
    return *found;
}

void sortByText(std::vector<Row>& rows, const std::function<std::string_view(Row)>& textOf)
{
    struct Entry {
        std::uint64_t first;
        Row row;
    };
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    for (const Row row : rows) {
        entries.push_back({firstBytes(textOf(row)), row});
    }
    std::stable_sort(entries.begin(), entries.end(), [&textOf](const Entry& a, const Entry& b) {
        return a.first != b.first ? a.first < b.first : textOf(a.row) < textOf(b.row);
    });
    std::transform(entries.begin(), entries.end(), rows.begin(), [](const Entry& entry) { return entry.row; });
}

} // namespace cordon
