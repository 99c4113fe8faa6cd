// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/pace.h"

#include <QLocale>

#include <cmath>

namespace cordon {

namespace {

using Seconds = std::chrono::duration<double>;

/// Long enough to be calm, short enough to follow a change from one file to the next.
constexpr std::chrono::seconds kSpan(8);
constexpr std::chrono::seconds kTooEarly(1);

/// Two figures are all that such a rate is worth.
std::int64_t rounded(double value)
{
    const double unit = value < 10 ? 1 : std::pow(10, std::floor(std::log10(value)) - 1);
    return std::llround(std::round(value / unit) * unit);
}

QString timeWords(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    return whole < 100 ? QStringLiteral("%1 s").arg(whole) : QStringLiteral("%1 min").arg((whole + 30) / 60);
}

} // namespace

void Pace::note(Time now, std::int64_t rows, std::int64_t bytes)
{
    m_points.push_back({now, rows, bytes});
    while (m_points.size() > 2 && now - m_points[1].at > kSpan) {
        m_points.pop_front();
    }
}

QString Pace::words(std::int64_t totalBytes) const
{
    if (m_points.empty() || m_points.back().at - m_points.front().at < kTooEarly) {
        return {};
    }
    const Point& first = m_points.front();
    const Point& last = m_points.back();
    const double seconds = Seconds(last.at - first.at).count();
    const std::int64_t left = totalBytes - last.bytes;
    if (left <= 0 || last.bytes <= first.bytes) {
        return {};
    }
    const double rate = static_cast<double>(last.rows - first.rows) / seconds;
    const double bytesRate = static_cast<double>(last.bytes - first.bytes) / seconds;
    return QStringLiteral("%1 rows a second, %2 left")
        .arg(QLocale(QLocale::English).toString(static_cast<qlonglong>(rounded(rate))),
             timeWords(static_cast<double>(left) / bytesRate));
}

} // namespace cordon
