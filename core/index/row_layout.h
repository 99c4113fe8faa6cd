// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cordon {

/// A row that gets a place of its own.
struct PlacedRow {
    Row at = 0;         ///< before this row of before
    Row row = 0;        ///< of before, or of the fresh ones
    bool fresh = false; ///< which of the two
};

/// Where the rows of a table stand after some have changed, come or moved: as
/// stretches of the rows before and of fresh ones. Value.
class RowLayout {
public:
    struct Stretch {
        Row begin = 0, end = 0;
        bool fresh = false;
    };

    RowLayout() = default;
    /// Of `before` rows those in `leaving` (ascending) leave their place;
    /// `placed` come in, in the order in which they will stand.
    RowLayout(std::size_t before, const std::vector<Row>& leaving, const std::vector<PlacedRow>& placed);

    [[nodiscard]] const std::vector<Stretch>& stretches() const noexcept { return m_stretches; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    /// The new row of each row before, or of each fresh one; kNoRow where it is
    /// nowhere.
    [[nodiscard]] std::vector<Row> rowsOf(bool fresh, std::size_t count) const;

private:
    void add(Stretch stretch);

    std::vector<Stretch> m_stretches;
    std::size_t m_size = 0;
};

// The columns of a layout: what the rows before and the fresh ones hold, as
// they stand now.

[[nodiscard]] NumberColumn laid(const RowLayout& layout, const NumberColumn& before, const NumberColumn& fresh);
[[nodiscard]] FoldedColumn laid(const RowLayout& layout, const FoldedColumn& before, const FoldedColumn& fresh);
/// Together they hold less than 4 GiB.
[[nodiscard]] TextColumn laid(const RowLayout& layout, const TextColumn& before, const TextColumn& fresh);
/// With the words in order (core/index/column_rows.h).
[[nodiscard]] WordColumn laid(const RowLayout& layout, const WordColumn& before, const WordColumn& fresh);
/// `marks`: of the fresh rows; those with `mark` are in the set.
[[nodiscard]] Bitmap laid(const RowLayout& layout, const Bitmap& before, const std::vector<std::uint8_t>& marks,
                          std::uint8_t mark);

/// out[i] = ofBefore(value) or ofFresh(value).
template<class T, class OfBefore, class OfFresh>
[[nodiscard]] std::vector<T> laid(const RowLayout& layout, const std::vector<T>& before, const std::vector<T>& fresh,
                                  OfBefore&& ofBefore, OfFresh&& ofFresh);
template<class T>
[[nodiscard]] std::vector<T> laid(const RowLayout& layout, const std::vector<T>& before, const std::vector<T>& fresh);

} // namespace cordon

#include "core/index/huge_pages.h"

namespace cordon {

template<class T, class OfBefore, class OfFresh>
std::vector<T> laid(const RowLayout& layout, const std::vector<T>& before, const std::vector<T>& fresh,
                    OfBefore&& ofBefore, OfFresh&& ofFresh)
{
    std::vector<T> out;
    reserveColumn(out, layout.size());
    out.resize(layout.size());
    T* to = out.data();
    for (const RowLayout::Stretch& stretch : layout.stretches()) {
        for (Row row = stretch.begin; row < stretch.end; ++row) {
            *to++ = stretch.fresh ? ofFresh(fresh[row]) : ofBefore(before[row]);
        }
    }
    return out;
}

template<class T>
std::vector<T> laid(const RowLayout& layout, const std::vector<T>& before, const std::vector<T>& fresh)
{
    std::vector<T> out;
    reserveColumn(out, layout.size());
    for (const RowLayout::Stretch& stretch : layout.stretches()) {
        const auto from = (stretch.fresh ? fresh : before).begin();
        out.insert(out.end(), from + stretch.begin, from + stretch.end);
    }
    return out;
}

} // namespace cordon
