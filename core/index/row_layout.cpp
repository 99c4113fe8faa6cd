// SPDX-License-Identifier: Apache-2.0
#include "core/index/row_layout.h"

#include "core/index/column_rows.h"

#include <algorithm>

namespace cordon {
namespace {

std::size_t bytesOf(const TextColumn& texts, Row begin, Row end)
{
    return texts.bytes().empty() ? 0 : texts.offsets()[end] - texts.offsets()[begin];
}

/// Puts the stretch behind what is there already.
void append(std::vector<std::uint32_t>& offsets, std::string& bytes, const TextColumn& texts, Row begin, Row end)
{
    const auto here = static_cast<std::uint32_t>(bytes.size());
    if (texts.bytes().empty()) {
        offsets.insert(offsets.end(), end - begin, here);
        return;
    }
    const std::uint32_t* const from = texts.offsets().data();
    const std::uint32_t shift = here - from[begin]; // modulo 2^32, as is the sum
    const std::size_t place = offsets.size();
    offsets.resize(place + (end - begin));
    std::transform(from + begin + 1, from + end + 1, offsets.data() + place,
                   [shift](std::uint32_t offset) { return offset + shift; });
    bytes.append(texts.bytes(), from[begin], from[end] - from[begin]);
}

} // namespace

RowLayout::RowLayout(std::size_t before, const std::vector<Row>& leaving, const std::vector<PlacedRow>& placed)
{
    Row next = 0; // of before
    auto left = leaving.begin();
    const auto keepUpTo = [&](Row end) {
        for (; left != leaving.end() && *left < end; ++left) {
            add({next, *left, false});
            next = *left + 1;
        }
        add({next, end, false});
        next = std::max(next, end);
    };
    for (const PlacedRow& row : placed) {
        keepUpTo(row.at);
        add({row.row, row.row + 1, row.fresh});
    }
    keepUpTo(static_cast<Row>(before));
}

void RowLayout::add(Stretch stretch)
{
    if (stretch.begin >= stretch.end) {
        return;
    }
    m_size += stretch.end - stretch.begin;
    if (!m_stretches.empty() && m_stretches.back().fresh == stretch.fresh && m_stretches.back().end == stretch.begin) {
        m_stretches.back().end = stretch.end;
    } else {
        m_stretches.push_back(stretch);
    }
}

std::vector<Row> RowLayout::rowsOf(bool fresh, std::size_t count) const
{
    std::vector<Row> rows;
    reserveColumn(rows, count);
    rows.resize(count, kNoRow);
    Row now = 0;
    for (const Stretch& stretch : m_stretches) {
        if (stretch.fresh == fresh) {
            for (Row row = stretch.begin; row < stretch.end; ++row) {
                rows[row] = now + (row - stretch.begin);
            }
        }
        now += stretch.end - stretch.begin;
    }
    return rows;
}

NumberColumn laid(const RowLayout& layout, const NumberColumn& before, const NumberColumn& fresh)
{
    std::vector<std::pair<Row, std::int64_t>> large;
    Row now = 0;
    for (const RowLayout::Stretch& stretch : layout.stretches()) {
        const auto& from = (stretch.fresh ? fresh : before).large();
        auto entry = std::lower_bound(from.begin(), from.end(), stretch.begin,
                                      [](const auto& of, Row wanted) { return of.first < wanted; });
        for (; entry != from.end() && entry->first < stretch.end; ++entry) {
            large.emplace_back(now + (entry->first - stretch.begin), entry->second);
        }
        now += stretch.end - stretch.begin;
    }
    return {laid(layout, before.small(), fresh.small()), std::move(large)};
}

TextColumn laid(const RowLayout& layout, const TextColumn& before, const TextColumn& fresh)
{
    std::size_t total = 0;
    for (const RowLayout::Stretch& stretch : layout.stretches()) {
        total += bytesOf(stretch.fresh ? fresh : before, stretch.begin, stretch.end);
    }
    if (total == 0) {
        return {layout.size(), {}, {}};
    }
    std::vector<std::uint32_t> offsets;
    std::string bytes;
    reserveColumn(offsets, layout.size() + 1);
    reserveColumn(bytes, total);
    offsets.push_back(0);
    for (const RowLayout::Stretch& stretch : layout.stretches()) {
        append(offsets, bytes, stretch.fresh ? fresh : before, stretch.begin, stretch.end);
    }
    return {layout.size(), std::move(offsets), std::move(bytes)};
}

FoldedColumn laid(const RowLayout& layout, const FoldedColumn& before, const FoldedColumn& fresh)
{
    return {laid(layout, before.folded(), fresh.folded()), laid(layout, before.raw(), fresh.raw())};
}

WordColumn laid(const RowLayout& layout, const WordColumn& before, const WordColumn& fresh)
{
    std::vector<QString> words = before.words();
    const std::vector<std::uint32_t> numbers = addWords(words, fresh.words());
    auto codes = laid(
        layout, before.codes(), fresh.codes(), [](std::uint32_t code) { return code; },
        [&numbers](std::uint32_t code) { return numbers[code]; });
    return inWordOrder({std::move(codes), std::move(words)});
}

Bitmap laid(const RowLayout& layout, const Bitmap& before, const std::vector<std::uint8_t>& marks, std::uint8_t mark)
{
    Bitmap out(layout.size());
    Row now = 0;
    for (const RowLayout::Stretch& stretch : layout.stretches()) {
        const Row shift = now - stretch.begin; // modulo 2^32, as is the sum
        if (!stretch.fresh) {
            before.forEachIn(stretch.begin, stretch.end, [&](Row row) { out.set(row + shift); });
        }
        for (Row row = stretch.begin; stretch.fresh && row < stretch.end; ++row) {
            out.set(row + shift, (marks[row] & mark) != 0);
        }
        now += stretch.end - stretch.begin;
    }
    return out;
}

} // namespace cordon
