// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <vector>

namespace cordon {

/// A row and the number it is sorted by, counted from the least one.
struct KeyedRow {
    std::uint64_t key;
    Row row;
};

/// Stable, by key; keys are at most `most`. Counts some bits at a time, so the time depends on how
/// far the numbers reach and not on their order. Ends early where `stop` asked.
void radixSort(std::vector<KeyedRow>& rows, std::uint64_t most, const std::stop_token& stop);
/// The same where key and row fit one number, the key above 32 bits of row: half the memory to move.
void radixSort(std::vector<std::uint64_t>& packed, std::uint64_t most, const std::stop_token& stop);
/// The same for keys of up to 16 bits: keys[i] belongs to rows[i].
void countingSort(std::vector<Row>& rows, const std::vector<std::uint16_t>& keys);

/// Rows by numberOf(row), equal ones in the order they stand in, also where descending. Empty where
/// `stop` asked.
template<class F>
[[nodiscard]] std::vector<Row> sortByNumber(std::vector<Row> rows, bool descending, const std::stop_token& stop,
                                            F&& numberOf)
{
    std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = std::numeric_limits<std::int64_t>::min();
    for (const Row row : rows) {
        const std::int64_t number = numberOf(row);
        least = std::min(least, number);
        most = std::max(most, number);
    }
    // Unsigned on purpose: differences of any two numbers fit.
    const std::uint64_t low = static_cast<std::uint64_t>(least), high = static_cast<std::uint64_t>(most);
    const std::uint64_t reach = rows.empty() ? 0 : high - low;
    const auto keyOf = [&](Row row) {
        const auto number = static_cast<std::uint64_t>(numberOf(row));
        return descending ? high - number : number - low;
    };
    if (stop.stop_requested()) {
        return {};
    }
    if (reach <= std::numeric_limits<std::uint16_t>::max()) {
        std::vector<std::uint16_t> keys(rows.size());
        std::transform(rows.begin(), rows.end(), keys.begin(),
                       [&keyOf](Row row) { return static_cast<std::uint16_t>(keyOf(row)); });
        countingSort(rows, keys);
        return rows;
    }
    if (reach <= std::numeric_limits<std::uint32_t>::max()) {
        std::vector<std::uint64_t> packed(rows.size());
        std::transform(rows.begin(), rows.end(), packed.begin(), [&keyOf](Row row) { return keyOf(row) << 32 | row; });
        radixSort(packed, reach, stop);
        std::transform(packed.begin(), packed.end(), rows.begin(),
                       [](std::uint64_t entry) { return static_cast<Row>(entry); });
        return stop.stop_requested() ? std::vector<Row>() : rows;
    }
    std::vector<KeyedRow> keyed(rows.size());
    std::transform(rows.begin(), rows.end(), keyed.begin(), [&keyOf](Row row) { return KeyedRow{keyOf(row), row}; });
    radixSort(keyed, reach, stop);
    if (stop.stop_requested()) {
        return {};
    }
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const KeyedRow& entry) { return entry.row; });
    return rows;
}

} // namespace cordon
