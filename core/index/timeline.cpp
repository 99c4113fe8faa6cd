// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "core/index/stop_poll.h"

#include <algorithm>

namespace cordon {
namespace {

constexpr std::int64_t kMostBins = 100'000;

std::int64_t binOf(Instant at, std::int64_t width)
{
    const std::int64_t t = at.time_since_epoch().count();
    return t / width - (t % width < 0 ? 1 : 0); // towards the past also before 1970
}

/// The smallest multiple of the width whose bins are not too many.
std::int64_t widened(std::int64_t width, Instant first, Instant last)
{
    const std::int64_t wanted = binOf(last, width) - binOf(first, width) + 1;
    std::int64_t factor = (wanted + kMostBins - 1) / kMostBins;
    while (binOf(last, width * factor) - binOf(first, width * factor) + 1 > kMostBins) {
        ++factor; // a bin more at either end, because bins are aligned to the epoch
    }
    return width * factor;
}

} // namespace

std::vector<Bin> timeline(const Index& index, Table of, Microseconds width, const Bitmap* where, std::stop_token stop)
{
    Bitmap rows = index.described(of);
    if (where != nullptr) {
        rows &= *where;
    }
    if (width < Microseconds(1) || !rows.any() || of == Table::Domains) {
        return {};
    }
    StopPoll stopped(std::move(stop));
    std::vector<Instant> times;
    times.reserve(static_cast<std::size_t>(rows.count()));
    rows.forEach([&](Row row) { times.push_back(index.timeOf(of, row)); });
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    const std::int64_t step = widened(width.count(), *least, *most);
    const std::int64_t start = binOf(*least, step);
    std::vector<Bin> bins(static_cast<std::size_t>(binOf(*most, step) - start + 1));
    for (std::size_t i = 0; i < bins.size(); ++i) {
        bins[i].at = Instant(Microseconds((start + static_cast<std::int64_t>(i)) * step));
    }
    for (const Instant at : times) {
        if (stopped()) {
            return {};
        }
        ++bins[static_cast<std::size_t>(binOf(at, step) - start)].count;
    }
    return bins;
}

} // namespace cordon
