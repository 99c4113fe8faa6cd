// SPDX-License-Identifier: Apache-2.0
#include "core/query/truth.h"

namespace cordon {

Truth Truth::certain(Bitmap rows)
{
    Truth truth;
    truth.yes = std::move(rows);
    truth.no = truth.yes;
    truth.no.flip();
    return truth;
}

Truth& Truth::forget(const Bitmap& rows)
{
    yes -= rows;
    no -= rows;
    return *this;
}

std::size_t Truth::bytes() const noexcept
{
    return (yes.words().size() + no.words().size()) * sizeof(std::uint64_t);
}

// Gathering a byte a row from a table that the processor's cache holds is what this costs.
Truth carried(const Truth& answered, std::span<const Row> sources, const std::stop_token& stop)
{
    const auto known = static_cast<Row>(answered.yes.size());
    std::vector<std::uint8_t> answers(std::size_t{known} + 1, 0); // the last one: neither
    const auto add = [&answers](Row row, Answer answer) {
        answers[row] = static_cast<std::uint8_t>(answers[row] | static_cast<std::uint8_t>(answer));
    };
    answered.yes.forEach([&](Row row) { add(row, Answer::Yes); });
    answered.no.forEach([&](Row row) { add(row, Answer::No); });
    const std::uint8_t* const table = answers.data();
    const Row* const source = sources.data();
    return answersOf(sources.size(), stop, [=](Row row) { return table[std::min(source[row], known)]; });
}

} // namespace cordon
