// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace cordon {

/// A row of one table of the index.
using Row = std::uint32_t;

/// A set of rows of one table, of fixed size. Value; operators need equal sizes, ranges lie inside it.
class Bitmap {
public:
    Bitmap() = default;
    explicit Bitmap(std::size_t size, bool full = false);

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] bool test(Row row) const noexcept
    {
        return row < m_size && ((m_words[row / 64] >> (row % 64)) & 1U) != 0;
    }
    void set(Row row, bool on = true) noexcept;
    void flip() noexcept;
    void clear() noexcept;
    [[nodiscard]] std::int64_t count() const noexcept;
    [[nodiscard]] bool any() const noexcept;
    /// The same of the rows [begin, end) alone.
    [[nodiscard]] std::int64_t count(Row begin, Row end) const noexcept;
    void setRange(Row begin, Row end) noexcept;
    /// Takes out everything but the rows [begin, end).
    void keepRange(Row begin, Row end) noexcept;
    /// The first row of the set in [begin, end), the last one; `end` where there is none.
    [[nodiscard]] Row firstIn(Row begin, Row end) const noexcept;
    [[nodiscard]] Row lastIn(Row begin, Row end) const noexcept;

    Bitmap& operator&=(const Bitmap& other) noexcept;
    Bitmap& operator|=(const Bitmap& other) noexcept;
    Bitmap& operator-=(const Bitmap& other) noexcept; ///< rows of other taken out
    friend bool operator==(const Bitmap&, const Bitmap&) = default;

    /// Calls f(Row) for every row in the set, ascending.
    template<class F>
    void forEach(F&& f) const
    {
        for (std::size_t word = 0; word < m_words.size(); ++word) {
            for (std::uint64_t bits = m_words[word]; bits != 0; bits &= bits - 1) {
                f(static_cast<Row>(word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits))));
            }
        }
    }
    /// The same of the rows [begin, end) alone.
    template<class F>
    void forEachIn(Row begin, Row end, F&& f) const
    {
        if (begin >= end) {
            return;
        }
        const std::size_t last = (end - 1) / 64;
        for (std::size_t word = begin / 64; word <= last; ++word) {
            for (std::uint64_t bits = wordIn(word, begin, end); bits != 0; bits &= bits - 1) {
                f(static_cast<Row>(word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits))));
            }
        }
    }
    [[nodiscard]] std::vector<Row> rows() const;
    [[nodiscard]] std::vector<Row> rows(Row begin, Row end) const;

    /// 64 rows a word, the lowest bit first; no bit beyond size() is set.
    [[nodiscard]] const std::vector<std::uint64_t>& words() const noexcept { return m_words; }
    [[nodiscard]] std::vector<std::uint64_t>& words() noexcept { return m_words; }

private:
    /// The bits of one word that stand for rows of [begin, end), which it meets.
    [[nodiscard]] std::uint64_t wordIn(std::size_t word, Row begin, Row end) const noexcept
    {
        std::uint64_t bits = m_words[word];
        if (word == begin / 64) {
            bits &= ~std::uint64_t{0} << (begin % 64);
        }
        if (word == (end - 1) / 64) {
            bits &= ~std::uint64_t{0} >> (63 - (end - 1) % 64);
        }
        return bits;
    }

    std::size_t m_size = 0;
    std::vector<std::uint64_t> m_words;
};

} // namespace cordon
