// SPDX-License-Identifier: Apache-2.0
#include "ui/views/timeline_widget.h"

#include <algorithm>
#include <array>

namespace cordon::ui {

namespace {

using std::chrono::hours;
using namespace std::chrono;

Instant monthStart(Instant at, int monthsAhead)
{
    const year_month_day date(floor<days>(at));
    const year_month month = year_month(date.year(), date.month()) + months(monthsAhead);
    return sys_days(month / 1);
}

QString labelOf(Instant at, Microseconds step)
{
    const QString minute = formatMinute(at);
    if (step < hours(24)) {
        return startOfDay(at) == at ? minute.left(10) : minute.mid(11);
    }
    if (step < hours(24 * 28)) {
        return minute.left(10);
    }
    return step >= hours(24 * 360) ? minute.left(4) : minute.left(7);
}

} // namespace

TimeScale::TimeScale(Instant from, Instant to, int left, int width)
    : m_from(from), m_to(std::max(to, from + hours(1))), m_left(left), m_width(std::max(1, width))
{
}

double TimeScale::xOf(Instant at) const
{
    return m_left + double((at - m_from).count()) * m_width / double((m_to - m_from).count());
}

Instant TimeScale::timeAt(double x) const
{
    const double part = std::clamp((x - m_left) / m_width, 0.0, 1.0);
    return m_from + Microseconds(std::int64_t(part * double((m_to - m_from).count())));
}

std::vector<std::pair<Instant, QString>> TimeScale::ticks(int room) const
{
    std::vector<std::pair<Instant, QString>> found;
    const double perPixel = double((m_to - m_from).count()) / m_width;
    const auto wide = [&](Microseconds step) { return double(step.count()) / perPixel >= room; };
    const std::array<int, 8> hourSteps{1, 3, 6, 12, 24, 48, 24 * 7, 24 * 14};
    for (const int step : hourSteps) {
        if (!wide(hours(step))) {
            continue;
        }
        const Microseconds width = hours(step);
        // Weeks begin on Monday; the epoch was a Thursday.
        const Instant zero{step % (24 * 7) == 0 ? Microseconds(hours(24 * 4)) : Microseconds(0)};
        Instant at = zero + ((m_from - zero) / width) * width;
        for (; at < m_to; at += width) {
            if (at >= m_from) {
                found.push_back({at, labelOf(at, width)});
            }
        }
        return found;
    }
    for (const int step : {1, 3, 6, 12, 24, 60}) {
        const Microseconds width = hours(24 * 30 * step);
        if (!wide(width)) {
            continue;
        }
        const year_month_day date(floor<days>(m_from));
        const int behind = int(unsigned(date.month()) - 1) % std::min(step, 12);
        for (Instant at = monthStart(m_from, -behind); at < m_to; at = monthStart(at, step)) {
            if (at >= m_from) {
                found.push_back({at, labelOf(at, width)});
            }
        }
        return found;
    }
    return found;
}

} // namespace cordon::ui
