// SPDX-License-Identifier: Apache-2.0
#include "core/index/bitmap_ranks.h"

#include <algorithm>
#include <bit>

namespace cordon {

BitmapRanks::BitmapRanks(Bitmap rows) : m_rows(std::move(rows))
{
    const auto& words = m_rows.words();
    std::uint32_t total = 0;
    for (std::size_t word = 0; word < words.size(); ++word) {
        if (word % kWords == 0) {
            m_before.push_back(total);
        }
        total += static_cast<std::uint32_t>(std::popcount(words[word]));
    }
    m_before.push_back(total);
}

Row BitmapRanks::rowAt(std::size_t place) const noexcept
{
    const auto above = std::upper_bound(m_before.begin(), m_before.end() - 1, place);
    const auto block = static_cast<std::size_t>(above - m_before.begin()) - 1;
    std::size_t left = place - m_before[block];
    std::size_t word = block * kWords;
    const auto& words = m_rows.words();
    for (; left >= static_cast<std::size_t>(std::popcount(words[word])); ++word) {
        left -= static_cast<std::size_t>(std::popcount(words[word]));
    }
    std::uint64_t bits = words[word];
    for (; left > 0; --left) {
        bits &= bits - 1;
    }
    return static_cast<Row>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
}

std::size_t BitmapRanks::placeOf(Row row) const noexcept
{
    const std::size_t block = row / 64 / kWords;
    const auto from = static_cast<Row>(block * kWords * 64);
    return m_before[block] + static_cast<std::size_t>(m_rows.count(from, row));
}

} // namespace cordon
