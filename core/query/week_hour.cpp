// SPDX-License-Identifier: Apache-2.0
#include "core/query/week_hour.h"

#include <array>

namespace cordon {
namespace {

constexpr std::size_t kDay = 24;
constexpr std::array<const char*, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> dayFrom(QStringView word)
{
    for (std::size_t day = 0; day < kDays.size(); ++day) {
        if (word.compare(QLatin1StringView(kDays[day]), Qt::CaseInsensitive) == 0) {
            return day;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> hourFrom(QStringView word)
{
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (word.size() != 2 || !digit(word[0]) || !digit(word[1])) {
        return std::nullopt;
    }
    const auto hour = static_cast<std::size_t>((word[0].unicode() - u'0') * 10 + (word[1].unicode() - u'0'));
    return hour < kDay ? std::optional(hour) : std::nullopt;
}

} // namespace

QString weekHourWord(std::size_t hour)
{
    return QLatin1StringView(kDays[hour / kDay]) + u'-' + QString::number(hour % kDay).rightJustified(2, u'0');
}

std::optional<WeekHours> weekHoursFromWord(QStringView word)
{
    const qsizetype dash = word.indexOf(u'-');
    const std::optional<std::size_t> day = dayFrom(dash < 0 ? word : word.first(dash));
    const std::optional<std::size_t> hour = hourFrom(word.sliced(dash + 1));
    WeekHours out;
    if (dash >= 0) {
        return day && hour ? std::optional(out.set(*day * kDay + *hour)) : std::nullopt;
    }
    for (std::size_t i = 0; i < kDay && day; ++i) {
        out.set(*day * kDay + i);
    }
    for (std::size_t i = 0; i < kDays.size() && hour; ++i) {
        out.set(i * kDay + *hour);
    }
    return out.any() ? std::optional(out) : std::nullopt;
}

} // namespace cordon
