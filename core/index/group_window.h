// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/group.h"

namespace cordon {

struct TimeWindow {
    Instant from{}, to{}; ///< half-open
};

/// The hour, day or week that holds the moment.
[[nodiscard]] inline TimeWindow clockWindow(TimeCut cut, Instant at)
{
    using namespace std::chrono;
    switch (cut) {
    case TimeCut::Hour:
        return {startOfHour(at), startOfHour(at) + hours(1)};
    case TimeCut::Day:
        return {startOfDay(at), startOfDay(at) + days(1)};
    case TimeCut::Week:
        return {startOfWeek(at), startOfWeek(at) + days(7)};
    case TimeCut::None:
    case TimeCut::Burst:
        break;
    }
    return {at, at + Microseconds(1)};
}

} // namespace cordon
