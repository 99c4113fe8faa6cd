// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/group.h"

namespace cordon {

/// A bit at each row of `kept` with which a group of the request begins. Undefined where `stop` asked.
[[nodiscard]] Bitmap groupStarts(const Index& index, const GroupRequest& request, const Bitmap& kept,
                                 const std::stop_token& stop);

/// Rows of one group as the two bitmaps give them.
struct GroupRows {
    Row begin = 0, end = 0;
    std::uint32_t rows = 0;
};

/// Calls f(GroupRows) for each group that begins in the words [first, last), ascending.
template<class F>
void forEachGroup(const Bitmap& kept, const Bitmap& starts, std::size_t first, std::size_t last, F&& f)
{
    GroupRows group;
    bool open = false;
    for (std::size_t word = first; word < last; ++word) {
        std::uint64_t rest = kept.words()[word];
        const auto at = static_cast<Row>(word * 64);
        const auto take = [&](std::uint64_t bits) {
            if (bits != 0) {
                group.rows += static_cast<std::uint32_t>(__builtin_popcountll(bits));
                group.end = at + 64 - static_cast<Row>(__builtin_clzll(bits));
            }
        };
        for (std::uint64_t bits = starts.words()[word]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<Row>(__builtin_ctzll(bits));
            const std::uint64_t below = rest & ((std::uint64_t{1} << bit) - 1);
            if (open) {
                take(below);
                f(static_cast<const GroupRows&>(group));
            }
            rest &= ~std::uint64_t{0} << bit;
            group = {at + bit, at + bit, 0};
            open = true;
        }
        if (open) {
            take(rest);
        }
    }
    if (open) { // it may reach into the words of others
        const auto size = static_cast<Row>(kept.size());
        const Row bound = starts.firstIn(std::min(size, static_cast<Row>(last * 64)), size);
        group.rows = static_cast<std::uint32_t>(kept.count(group.begin, bound));
        group.end = kept.lastIn(group.begin, bound) + 1;
        f(static_cast<const GroupRows&>(group));
    }
}

} // namespace cordon
