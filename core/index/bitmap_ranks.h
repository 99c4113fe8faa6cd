// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

namespace cordon {

/// Which row is the n-th of a set and how many stand before one, without a list of the rows: a
/// running count for every 512 rows. Keeps the set it was made from. Value, immutable.
class BitmapRanks {
public:
    BitmapRanks() = default;
    explicit BitmapRanks(Bitmap rows);

    [[nodiscard]] const Bitmap& bitmap() const noexcept { return m_rows; }
    [[nodiscard]] std::size_t count() const noexcept { return m_before.empty() ? 0 : m_before.back(); }
    /// The row with `place` rows before it; place < count().
    [[nodiscard]] Row rowAt(std::size_t place) const noexcept;
    /// How many rows of the set stand before this one.
    [[nodiscard]] std::size_t placeOf(Row row) const noexcept;

private:
    static constexpr std::size_t kWords = 8;
    Bitmap m_rows;
    std::vector<std::uint32_t> m_before; ///< rows before each block of words; the last one is the count
};

} // namespace cordon
