// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure/measured.h"

#include <algorithm>

namespace cordon::bench {

namespace {

double at(const std::vector<double>& sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

} // namespace

Figure figureOf(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return {at(times, 0.5), at(times, 0.25), at(times, 0.75)};
}

std::optional<double> Measured::ratio() const
{
    return theirs && theirs->median > 0 ? std::optional(ours.median / theirs->median) : std::nullopt;
}

bool Measured::met() const
{
    return metWithin(1);
}

bool Measured::metWithin(double factor) const
{
    if (!hasGoal()) {
        return true;
    }
    const auto found = ratio();
    if (found && goal.ratio && *found <= *goal.ratio * factor) {
        return true;
    }
    const bool countsByTime = scale != 'L' || !found || !goal.ratio;
    const double limit = goal.limit(scale) * factor;
    return countsByTime && limit > 0 && ours.median <= limit;
}

bool Measured::fails(double floor) const
{
    return (asserted && !met()) || (floor > 0 && !metWithin(floor));
}

} // namespace cordon::bench
