// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

#include <algorithm>
#include <cstdint>
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

/// The answer of each row, made a word of 64 rows at a time. Ends early where `stop` asked, which is
/// looked at once a word.
template<class AnswerOf>
[[nodiscard]] Truth answersOf(std::size_t rows, const std::stop_token& stop, AnswerOf&& answerOf)
{
    Truth truth(rows);
    std::vector<std::uint64_t>& yes = truth.yes.words();
    std::vector<std::uint64_t>& no = truth.no.words();
    for (std::size_t word = 0; word < yes.size() && !stop.stop_requested(); ++word) {
        const std::size_t first = word * 64;
        const std::size_t count = std::min<std::size_t>(64, rows - first);
        std::uint64_t yesBits = 0, noBits = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto answer = static_cast<std::uint64_t>(answerOf(static_cast<Row>(first + i)));
            yesBits |= (answer & 1) << i;
            noBits |= (answer >> 1) << i;
        }
        yes[word] = yesBits;
        no[word] = noBits;
    }
    return truth;
}

/// Adds the rows for which `test` holds. Ends early where `stop` asked.
template<class Test>
void addRowsWhere(Bitmap& rows, const std::stop_token& stop, Test&& test)
{
    std::vector<std::uint64_t>& words = rows.words();
    for (std::size_t word = 0; word < words.size() && !stop.stop_requested(); ++word) {
        const std::size_t first = word * 64;
        const std::size_t count = std::min<std::size_t>(64, rows.size() - first);
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < count; ++i) {
            bits |= static_cast<std::uint64_t>(test(static_cast<Row>(first + i))) << i;
        }
        words[word] |= bits;
    }
}

/// The answers of another table, each row taking that of its source; neither where the source is
/// beyond that table.
[[nodiscard]] Truth carried(const Truth& answered, std::span<const Row> sources, const std::stop_token& stop);

} // namespace cordon
