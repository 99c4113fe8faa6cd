// SPDX-License-Identifier: Apache-2.0
#include "core/index/radix_sort.h"

#include <bit>
#include <utility>

namespace cordon {
namespace {

/// Sizes of buckets to where each begins.
template<class Buckets>
void toStarts(Buckets& buckets)
{
    typename Buckets::value_type sum = 0;
    for (auto& start : buckets) {
        sum += std::exchange(start, sum);
    }
}

/// The bits of the keys in equal shares of at most eleven, lowest first.
template<class Entry, class KeyOf>
void sortByShares(std::vector<Entry>& entries, std::uint64_t most, const std::stop_token& stop, KeyOf keyOf)
{
    constexpr unsigned kMostBits = 11;
    const auto bits = static_cast<unsigned>(std::bit_width(most));
    const unsigned passes = (bits + kMostBits - 1) / kMostBits;
    const unsigned share = passes == 0 ? 0 : (bits + passes - 1) / passes;
    std::vector<Entry> other(passes == 0 ? 0 : entries.size());
    std::vector<std::uint32_t> next(std::size_t{1} << share);
    for (unsigned shift = 0; shift < bits && !stop.stop_requested(); shift += share) {
        const auto bucket = [&keyOf, shift, mask = next.size() - 1](const Entry& entry) {
            return (keyOf(entry) >> shift) & mask;
        };
        std::fill(next.begin(), next.end(), 0);
        for (const Entry& entry : entries) {
            ++next[bucket(entry)];
        }
        toStarts(next);
        for (const Entry& entry : entries) {
            other[next[bucket(entry)]++] = entry;
        }
        entries.swap(other);
    }
}

} // namespace

void radixSort(std::vector<KeyedRow>& rows, std::uint64_t most, const std::stop_token& stop)
{
    sortByShares(rows, most, stop, [](const KeyedRow& entry) { return entry.key; });
}

void radixSort(std::vector<std::uint64_t>& packed, std::uint64_t most, const std::stop_token& stop)
{
    sortByShares(packed, most, stop, [](std::uint64_t entry) { return entry >> 32; });
}

void countingSort(std::vector<Row>& rows, const std::vector<std::uint16_t>& keys)
{
    std::vector<std::uint32_t> next(std::size_t{std::numeric_limits<std::uint16_t>::max()} + 1, 0);
    for (const std::uint16_t key : keys) {
        ++next[key];
    }
    toStarts(next);
    std::vector<Row> sorted(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sorted[next[keys[i]]++] = rows[i];
    }
    rows = std::move(sorted);
}

} // namespace cordon
