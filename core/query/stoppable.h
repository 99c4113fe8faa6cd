// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

#include <algorithm>
#include <stop_token>
#include <utility>
#include <vector>

namespace cordon {

// Loops over millions of things that end soon after a stop is asked for. Between two looks at the
// token lies about a millisecond of work.

inline constexpr std::size_t kStretch = std::size_t{1} << 14;

/// Calls f(Row) for every row in the set, ascending.
template<class F>
void forEachRow(const Bitmap& rows, const std::stop_token& stop, F&& f)
{
    for (std::size_t begin = 0; begin < rows.size() && !stop.stop_requested(); begin += kStretch) {
        rows.forEachIn(static_cast<Row>(begin), static_cast<Row>(std::min(begin + kStretch, rows.size())), f);
    }
}

/// Calls f(Row) for every row of [begin, end).
template<class F>
void forEachRowIn(Row begin, Row end, const std::stop_token& stop, F&& f)
{
    while (begin < end && !stop.stop_requested()) {
        const Row until = end - begin < kStretch ? end : begin + static_cast<Row>(kStretch);
        for (; begin < until; ++begin) {
            f(begin);
        }
    }
}

/// Sorts; in any order where a stop was asked for on the way.
template<class T, class Less>
void sortStoppably(std::vector<T>& values, const std::stop_token& stop, Less less)
{
    const std::size_t size = values.size();
    const auto at = [&values](std::size_t i) { return values.begin() + static_cast<std::ptrdiff_t>(i); };
    for (std::size_t from = 0; from < size && !stop.stop_requested(); from += kStretch) {
        std::sort(at(from), at(std::min(from + kStretch, size)), less);
    }
    std::vector<T> merged(size > kStretch ? size : 0);
    for (std::size_t run = kStretch; run < size; run *= 2) {
        for (std::size_t i = 0, from = 0; from < size; from += 2 * run) {
            std::size_t left = from, right = std::min(from + run, size);
            const std::size_t leftEnd = right, end = std::min(from + 2 * run, size);
            for (; i < end; ++i) {
                if (i % kStretch == 0 && stop.stop_requested()) {
                    return;
                }
                const bool takeRight = left == leftEnd || (right < end && less(values[right], values[left]));
                merged[i] = values[takeRight ? right++ : left++];
            }
        }
        values.swap(merged);
    }
}

} // namespace cordon
