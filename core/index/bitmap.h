// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace cordon {

/// A row of one table of the index.
using Row = std::uint32_t;

/// A set of rows of one table, of fixed size. Value; operators need equal sizes.
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
    [[nodiscard]] std::vector<Row> rows() const;

private:
    std::size_t m_size = 0;
    std::vector<std::uint64_t> m_words;
};

} // namespace cordon
