// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <bitset>
#include <cstdint>
#include <optional>

namespace cordon {

/// The hours of a week in UTC, Monday's first at 0.
inline constexpr std::size_t kWeekHours = 168;
using WeekHours = std::bitset<kWeekHours>;

/// Of a time in microseconds.
[[nodiscard]] constexpr std::size_t weekHourOf(std::int64_t micros) noexcept
{
    constexpr std::int64_t kHour = 3'600'000'000;
    constexpr auto kWeek = static_cast<std::int64_t>(kWeekHours);
    constexpr std::int64_t kThursday = 3 * 24; // the epoch's day
    const std::int64_t hours = micros / kHour - (micros % kHour < 0 ? 1 : 0);
    const std::int64_t hour = (hours + kThursday) % kWeek;
    return static_cast<std::size_t>(hour < 0 ? hour + kWeek : hour);
}

/// The same for many times, of which those that stand side by side mostly share their hour.
class WeekHourReader {
public:
    [[nodiscard]] std::size_t operator()(std::int64_t micros) noexcept
    {
        constexpr std::uint64_t kHour = 3'600'000'000;
        const auto at = static_cast<std::uint64_t>(micros); // before the epoch: beyond every hour that is kept
        if (at - m_start >= kHour) {
            m_start = micros < 0 ? 0 : at - at % kHour;
            m_hour = weekHourOf(micros < 0 ? 0 : micros);
            return weekHourOf(micros);
        }
        return m_hour;
    }

private:
    std::uint64_t m_start = 0;
    std::size_t m_hour = weekHourOf(0);
};

/// "mon-08"
[[nodiscard]] QString weekHourWord(std::size_t hour);
/// "mon-08" is an hour, "mon" a day, "08" that hour of every day; any case.
[[nodiscard]] std::optional<WeekHours> weekHoursFromWord(QStringView word);

} // namespace cordon
