// SPDX-License-Identifier: Apache-2.0
#include "core/index/group_starts.h"

#include "core/index/in_parts.h"
#include "core/index/time_limits.h"

#include <algorithm>
#include <array>

namespace cordon {
namespace {

using namespace std::chrono;

constexpr std::int64_t kHour = Microseconds(hours(1)).count();
constexpr std::int64_t kDay = Microseconds(days(1)).count();
constexpr std::int64_t kWeek = Microseconds(days(7)).count();
/// A Monday before every time of a column, so that the division below is one of numbers above zero.
constexpr std::int64_t kMonday = Microseconds(sys_days(year(1899) / January / 2).time_since_epoch()).count();
static_assert(kMonday < kEarliestMicros && weekday(sys_days(year(1899) / January / 2)) == Monday);

/// The number of the window that holds a time. The width is known to the compiler, which makes the
/// division a multiplication; that is most of the time of a walk over millions of rows.
template<std::int64_t width>
std::uint64_t windowOf(std::int64_t at)
{
    return static_cast<std::uint64_t>(at - kMonday) / static_cast<std::uint64_t>(width);
}

/// Marks the kept rows of the words [first, last) that are parted from the kept row before them.
template<class Parted>
void markWords(const Bitmap& kept, std::span<const std::int64_t> times, std::size_t first, std::size_t last,
               Parted parted, Bitmap& starts)
{
    const auto begin = static_cast<Row>(first * 64);
    const Row before = kept.lastIn(0, begin);
    std::int64_t previous = before < begin ? times[before] : times[begin];
    for (std::size_t word = first; word < last; ++word) {
        const std::uint64_t bits = kept.words()[word];
        const std::int64_t* const at = times.data() + word * 64;
        std::uint64_t marks = 0;
        if (~bits == 0) {
            marks = parted(previous, at[0]) ? 1U : 0U;
            for (unsigned bit = 1; bit < 64; ++bit) {
                marks |= std::uint64_t{parted(at[bit - 1], at[bit])} << bit;
            }
            previous = at[63];
        } else {
            for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1) {
                const auto bit = static_cast<unsigned>(__builtin_ctzll(rest));
                marks |= std::uint64_t{parted(previous, at[bit])} << bit;
                previous = at[bit];
            }
        }
        starts.words()[word] = marks;
    }
}

template<class Parted>
void markTimes(const Bitmap& kept, std::span<const std::int64_t> times, const std::stop_token& stop, Parted parted,
               Bitmap& starts)
{
    const std::size_t words = kept.words().size(), parts = partsFor(kept.size());
    constexpr std::size_t kPiece = 4096; // words between two looks at the stop token: under a millisecond
    inParts(parts, [&](std::size_t part) {
        const std::size_t end = partBegin(words, part + 1, parts);
        for (std::size_t from = partBegin(words, part, parts); from < end && !stop.stop_requested(); from += kPiece) {
            markWords(kept, times, from, std::min(end, from + kPiece), parted, starts);
        }
    });
}

template<std::int64_t width>
void markClock(const Bitmap& kept, std::span<const std::int64_t> times, const std::stop_token& stop, Bitmap& starts)
{
    markTimes(
        kept, times, stop, [](std::int64_t a, std::int64_t b) { return windowOf<width>(a) != windowOf<width>(b); },
        starts);
}

} // namespace

// The rows of a domain stand side by side in the order of time, so a group begins where the row before
// belongs elsewhere and nothing has to be sorted or looked up.
Bitmap groupStarts(const Index& index, const GroupRequest& request, const Bitmap& kept, const std::stop_token& stop)
{
    Bitmap starts(kept.size());
    const std::span<const std::int64_t> times = index.times(request.of);
    switch (request.cut) {
    case TimeCut::None:
        break;
    case TimeCut::Hour:
        markClock<kHour>(kept, times, stop, starts);
        break;
    case TimeCut::Day:
        markClock<kDay>(kept, times, stop, starts);
        break;
    case TimeCut::Week:
        markClock<kWeek>(kept, times, stop, starts);
        break;
    case TimeCut::Burst:
        markTimes(
            kept, times, stop, [gap = request.gap.count()](std::int64_t a, std::int64_t b) { return b - a > gap; },
            starts);
        break;
    }
    const std::vector<Row>& domains = index.columns()->domainStarts[static_cast<std::size_t>(request.of)];
    for (std::size_t slot = 0; slot + 1 < domains.size(); ++slot) {
        if (const Row row = kept.firstIn(domains[slot], domains[slot + 1]); row < domains[slot + 1]) {
            starts.set(row);
        }
    }
    return starts;
}

} // namespace cordon
