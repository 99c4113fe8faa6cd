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

Truth carried(const Truth& answered, std::span<const Row> sources, const std::stop_token& stop)
{
    const std::size_t known = answered.yes.size();
    const std::uint64_t* const yes = answered.yes.words().data();
    const std::uint64_t* const no = answered.no.words().data();
    return answersOf(sources.size(), stop, [=](Row row) -> std::uint64_t {
        const Row source = sources[row];
        if (source >= known) {
            return 0;
        }
        const std::size_t word = source / 64;
        return ((yes[word] >> (source % 64)) & 1) | ((no[word] >> (source % 64)) & 1) << 1;
    });
}

} // namespace cordon
