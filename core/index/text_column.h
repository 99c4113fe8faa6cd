// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

/// One text a row, UTF-8, end to end in one block: two allocations whatever the number of rows, none
/// while every text is empty, as many columns of a registry are.
/// Holds 4 GiB of text; beyond that it is full().
class TextColumn {
public:
    TextColumn() = default;
    /// Of a snapshot: offsets rise, one more than rows, the last one is the size of the block; none
    /// where the block is empty.
    TextColumn(std::size_t rows, std::vector<std::uint32_t>&& offsets, std::string&& bytes)
        : m_rows(rows), m_offsets(std::move(offsets)), m_bytes(std::move(bytes))
    {
    }

    void append(std::string_view text);

    /// A text did not fit and is kept empty: the column is not to be used.
    [[nodiscard]] bool full() const noexcept { return m_full; }
    [[nodiscard]] std::size_t size() const noexcept { return m_rows; }
    [[nodiscard]] std::string_view at(Row row) const noexcept
    {
        return m_bytes.empty() ? std::string_view()
                               : std::string_view(m_bytes).substr(m_offsets[row], m_offsets[row + 1] - m_offsets[row]);
    }
    [[nodiscard]] QString text(Row row) const;

    /// The texts of `order`, in that order.
    [[nodiscard]] TextColumn permuted(std::span<const Row> order) const;

    /// Where each text begins, and the end; empty where bytes() is.
    [[nodiscard]] const std::vector<std::uint32_t>& offsets() const noexcept { return m_offsets; }
    [[nodiscard]] const std::string& bytes() const noexcept { return m_bytes; }

private:
    std::size_t m_rows = 0;
    std::vector<std::uint32_t> m_offsets;
    std::string m_bytes;
    bool m_full = false;
};

/// A text a row beside its case-folded form, which is what is searched. A text that is folded
/// already, as most names and addresses are, is kept once.
class FoldedColumn {
public:
    FoldedColumn() = default;
    FoldedColumn(TextColumn&& folded, TextColumn&& raw) : m_folded(std::move(folded)), m_raw(std::move(raw)) {}

    void append(std::string_view text);
    [[nodiscard]] std::size_t size() const noexcept { return m_folded.size(); }
    [[nodiscard]] std::string_view at(Row row) const noexcept
    {
        const std::string_view raw = m_raw.at(row);
        return raw.empty() ? m_folded.at(row) : raw;
    }
    [[nodiscard]] QString text(Row row) const;
    [[nodiscard]] bool full() const noexcept { return m_folded.full() || m_raw.full(); }
    [[nodiscard]] const TextColumn& folded() const noexcept { return m_folded; }
    [[nodiscard]] const TextColumn& raw() const noexcept { return m_raw; } ///< empty where folded
    [[nodiscard]] FoldedColumn permuted(std::span<const Row> order) const;

private:
    TextColumn m_folded, m_raw;
};

/// Texts of which there are few different ones: a number a row and the list of words.
class WordColumn {
public:
    WordColumn() = default;
    WordColumn(std::vector<std::uint32_t>&& codes, std::vector<QString>&& words)
        : m_codes(std::move(codes)), m_words(std::move(words))
    {
    }

    void append(std::string_view word);
    [[nodiscard]] std::size_t size() const noexcept { return m_codes.size(); }
    [[nodiscard]] std::uint32_t code(Row row) const noexcept { return m_codes[row]; }
    [[nodiscard]] const QString& text(Row row) const noexcept { return m_words[m_codes[row]]; }
    [[nodiscard]] const std::vector<QString>& words() const noexcept { return m_words; }
    [[nodiscard]] const std::vector<std::uint32_t>& codes() const noexcept { return m_codes; }
    [[nodiscard]] WordColumn permuted(std::span<const Row> order) const;
    /// The number of a word, made where it is new.
    [[nodiscard]] std::uint32_t number(std::string_view word);

private:
    std::vector<std::uint32_t> m_codes;
    std::vector<QString> m_words;
    QHash<QByteArray, std::uint32_t> m_numbers; ///< only while it is built
};

/// Every code point by its simple case folding (Unicode), so that the length in code points stays.
[[nodiscard]] std::string caseFolded(std::string_view utf8);
[[nodiscard]] std::string caseFolded(QStringView text);

} // namespace cordon
