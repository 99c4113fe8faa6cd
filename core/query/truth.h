// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <stop_token>

namespace cordon {

/// What a question answers for one row. Neither: it is unknown, or the row has no such field. Both:
/// the question gave up on the row, which is then shown whichever way it was asked (security.md T38).
/// Two bits, yes and no, so that negation swaps them.
enum class Answer : std::uint8_t { Neither = 0, Yes = 1, No = 2, Both = 3 };

[[nodiscard]] constexpr Answer yesOrNo(bool yes) noexcept
{
    return yes ? Answer::Yes : Answer::No;
}

/// The answers of all rows of a table.
struct Truth {
    Bitmap yes, no;

    explicit Truth(std::size_t rows = 0) : yes(rows), no(rows) {}
    /// Yes for these rows, no for the others.
    [[nodiscard]] static Truth certain(Bitmap rows);
    /// Makes these rows' answer unknown.
    Truth& forget(const Bitmap& rows);
    [[nodiscard]] std::size_t bytes() const noexcept;
    friend bool operator==(const Truth&, const Truth&) = default;
};
using SharedTruth = std::shared_ptr<const Truth>;

/// The lowest bits of 64 bytes, the first one lowest.
[[nodiscard]] inline std::uint64_t lowestBits(const std::uint8_t* bytes) noexcept
{
    constexpr std::uint64_t kLowest = 0x0101010101010101, kGather = 0x0102040810204080;
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 8; ++i) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes + 8 * i, sizeof eight); // little-endian, as x86-64 and arm64 are
        bits |= (((eight & kLowest) * kGather) >> 56) << (8 * i);
    }
    return bits;
}

/// Calls use(word, bytes) for every 64 rows, bytes[i] being byteOf(row), 0 beyond the last row. Ends
/// early where `stop` asked, which is looked at once a word. The inner loop is short and of fixed
/// length, so that the compiler makes vectors of it.
template<class ByteOf, class Use>
void forEachWord(std::size_t rows, const std::stop_token& stop, ByteOf&& byteOf, Use&& use)
{
    constexpr std::size_t kBits = 64;
    std::uint8_t bytes[kBits];
    const std::size_t whole = rows / kBits;
    for (std::size_t word = 0; word < whole && !stop.stop_requested(); ++word) {
        const auto first = static_cast<Row>(word * kBits);
        for (unsigned i = 0; i < kBits; ++i) {
            bytes[i] = static_cast<std::uint8_t>(byteOf(first + i));
        }
        use(word, bytes);
    }
    if (rows % kBits != 0 && !stop.stop_requested()) {
        const auto first = static_cast<Row>(whole * kBits);
        for (unsigned i = 0; i < kBits; ++i) {
            bytes[i] = first + i < rows ? static_cast<std::uint8_t>(byteOf(first + i)) : std::uint8_t{0};
        }
        use(whole, bytes);
    }
}

/// The answer of each row. Ends early where `stop` asked.
template<class AnswerOf>
[[nodiscard]] Truth answersOf(std::size_t rows, const std::stop_token& stop, AnswerOf&& answerOf)
{
    Truth truth(rows);
    std::uint64_t* const yes = truth.yes.words().data();
    std::uint64_t* const no = truth.no.words().data();
    forEachWord(rows, stop, answerOf, [=](std::size_t word, std::uint8_t* bytes) {
        yes[word] = lowestBits(bytes);
        for (unsigned i = 0; i < 64; ++i) {
            bytes[i] = static_cast<std::uint8_t>(bytes[i] >> 1);
        }
        no[word] = lowestBits(bytes);
    });
    return truth;
}

/// Adds the rows for which `test` holds. Ends early where `stop` asked.
template<class Test>
void addRowsWhere(Bitmap& rows, const std::stop_token& stop, Test&& test)
{
    std::uint64_t* const words = rows.words().data();
    forEachWord(rows.size(), stop, test,
                [=](std::size_t word, const std::uint8_t* bytes) { words[word] |= lowestBits(bytes); });
}

/// The answers of another table, each row taking that of its source; neither where the source is
/// beyond that table.
[[nodiscard]] Truth carried(const Truth& answered, std::span<const Row> sources, const std::stop_token& stop);

} // namespace cordon
