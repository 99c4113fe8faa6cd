// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/imported_rows.h"
#include "core/store/large_memory.h"

#include <QHashFunctions>

#include <cstddef>
#include <cstdint>

namespace cordon::store {

/// Seeded by chance at every start, so that no file can be made whose names all collide.
[[nodiscard]] inline std::size_t hashOf(Utf8 text, std::size_t seed)
{
    return qHashBits(text.data(), text.size(), seed);
}

/// Names and their row numbers, exact: a number is found only by the very bytes. Built for looking
/// up millions in a row: two cache lines a look-up, both of which can be asked for ahead.
class NameTable {
public:
    NameTable();

    [[nodiscard]] std::size_t hash(Utf8 key) const { return hashOf(key, m_seed); }
    /// 0 where the name is not there.
    [[nodiscard]] std::uint32_t find(Utf8 key, std::size_t hash) const;
    /// Makes room for so many names.
    void reserve(std::size_t names);
    /// The name must not be there yet.
    void insert(Utf8 key, std::size_t hash, std::uint32_t id);

    /// Asks for the memory that find() will look at first, and next.
    void warmSlot(std::size_t hash) const { __builtin_prefetch(&m_slots[hash & m_mask]); }
    void warmEntry(std::size_t hash) const { __builtin_prefetch(m_texts.data() + m_slots[hash & m_mask].at * kUnit); }

private:
    static constexpr std::size_t kUnit = 4;
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t at = 0; ///< of the entry in m_texts, in units; 0: empty
    };
    struct Head { ///< what stands before the bytes of a name
        std::uint32_t id = 0;
        std::uint32_t size = 0;
    };

    void place(Slot slot);
    void grow(std::size_t slots);

    std::size_t m_seed;
    LargeVector<Slot> m_slots;
    std::size_t m_mask = 0;
    std::size_t m_count = 0;
    LargeVector<char> m_texts;
};

/// Finds rows by a hash of their identity. Not exact: a candidate has to be compared. 8 bytes a
/// slot, two thirds full at most.
class IdentityTable {
public:
    /// Row numbers from 1 to this fit.
    static constexpr std::uint64_t kMostRows = (std::uint64_t{1} << 30) - 1;

    IdentityTable();

    /// Makes room for so many rows.
    void reserve(std::size_t rows);
    void add(std::uint64_t hash, std::uint64_t row);
    void warm(std::uint64_t hash) const { __builtin_prefetch(&m_slots[hash & m_mask]); }

    /// Calls `accept` with each row of that hash until it returns true; the row, or 0.
    template<class Accept>
    [[nodiscard]] std::uint64_t find(std::uint64_t hash, const Accept& accept) const
    {
        hash &= kHashMask;
        for (std::size_t i = hash & m_mask; m_slots[i] != 0; i = (i + 1) & m_mask) {
            if (m_slots[i] >> kRowBits == hash && accept(m_slots[i] & kMostRows)) {
                return m_slots[i] & kMostRows;
            }
        }
        return 0;
    }

private:
    static constexpr int kRowBits = 30;
    static constexpr std::uint64_t kHashMask = (std::uint64_t{1} << (64 - kRowBits)) - 1;

    void grow(std::size_t slots);
    void place(std::uint64_t slot);

    LargeVector<std::uint64_t> m_slots;
    std::size_t m_mask = 0;
    std::size_t m_count = 0;
};

} // namespace cordon::store
