// SPDX-License-Identifier: Apache-2.0
#include "core/domain/figures.h"
#include "core/report/incident.h"

#include <algorithm>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

using Days = std::vector<std::pair<QString, std::int64_t>>;

// The drawing's own units; integers all through, so that no rounding can differ.
constexpr std::int64_t kWidth = 960;
constexpr std::int64_t kLeft = 8;
constexpr std::int64_t kInner = kWidth - 2 * kLeft;
constexpr std::int64_t kLaneHeight = 90;
constexpr std::int64_t kAccountsFoot = 120;
constexpr std::int64_t kProjectsFoot = 252;
constexpr std::int64_t kHeight = 286;
constexpr std::int64_t kMostBars = 240;  ///< more would be thinner than a line
constexpr std::int64_t kMostLabels = 24; ///< numbers on bars
constexpr std::int64_t kTicks = 8;

std::int64_t dayNumber(Instant at)
{
    return std::chrono::duration_cast<std::chrono::days>(at.time_since_epoch()).count();
}

Instant dayStart(std::int64_t number)
{
    return Instant(std::chrono::days(number));
}

/// The days from the first event to the last, cut into bars of equal length.
struct Scale {
    std::int64_t first = 0;
    std::int64_t days = 1;
    std::int64_t daysPerBar = 1;

    [[nodiscard]] std::int64_t bars() const { return (days + daysPerBar - 1) / daysPerBar; }
    [[nodiscard]] std::int64_t x(std::int64_t bar) const { return kLeft + bar * kInner / bars(); }
};

Scale scaleOf(const IncidentReport& report)
{
    std::vector<std::int64_t> all;
    for (const Days* days : {&report.accountsPerDay, &report.projectsPerDay}) {
        for (const auto& day : *days) {
            all.push_back(dayNumber(parseInstant(day.first).value_or(Instant{})));
        }
    }
    if (all.empty()) {
        return {};
    }
    if (report.facts.firstReport) {
        all.push_back(dayNumber(*report.facts.firstReport));
    }
    const auto [low, high] = std::minmax_element(all.begin(), all.end());
    Scale scale{*low, *high - *low + 1, 1};
    scale.daysPerBar = (scale.days + kMostBars - 1) / kMostBars;
    return scale;
}

QString text(std::int64_t x, std::int64_t y, const QString& anchor, const QString& content)
{
    return u"<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" fill=\"currentColor\">%4</text>\n"_s.arg(
        QString::number(x), QString::number(y), anchor, content);
}

QString line(std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2, const QString& rest)
{
    return u"<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" %5/>\n"_s.arg(
        QString::number(x1), QString::number(y1), QString::number(x2), QString::number(y2), rest);
}

QString lane(const Scale& scale, const Days& days, std::int64_t foot, const QString& colour, const QString& title)
{
    std::map<std::int64_t, std::int64_t> bars;
    std::int64_t most = 1;
    for (const auto& [day, count] : days) {
        const std::int64_t bar = (dayNumber(parseInstant(day).value_or(Instant{})) - scale.first) / scale.daysPerBar;
        bars[bar] += count;
        most = std::max(most, bars[bar]);
    }
    QString out = text(kLeft, foot - kLaneHeight - 16, u"start"_s, title);
    out += line(kLeft, foot, kLeft + kInner, foot, u"stroke=\"currentColor\" stroke-opacity=\"0.35\""_s);
    const bool labels = static_cast<std::int64_t>(bars.size()) <= kMostLabels;
    for (const auto& [bar, count] : bars) {
        const std::int64_t left = scale.x(bar);
        const std::int64_t width = std::max<std::int64_t>(scale.x(bar + 1) - left - 1, 1);
        const std::int64_t height = std::max<std::int64_t>(count * kLaneHeight / most, 1);
        out += u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\"/>\n"_s.arg(
            QString::number(left), QString::number(foot - height), QString::number(width), QString::number(height),
            colour);
        if (labels) {
            out += text(left + width / 2, foot - height - 3, u"middle"_s, figures::grouped(count));
        }
    }
    return out;
}

QString axis(const Scale& scale)
{
    QString out;
    const std::int64_t step = std::max<std::int64_t>((scale.bars() + kTicks - 1) / kTicks, 1);
    for (std::int64_t bar = 0; bar < scale.bars(); bar += step) {
        const std::int64_t x = scale.x(bar);
        out += line(x, kProjectsFoot, x, kProjectsFoot + 5, u"stroke=\"currentColor\" stroke-opacity=\"0.5\""_s);
        const bool atEnd = x + 70 > kWidth;
        out += text(atEnd ? kWidth - kLeft : x, kProjectsFoot + 19, atEnd ? u"end"_s : u"start"_s,
                    formatDay(dayStart(scale.first + bar * scale.daysPerBar)));
    }
    return out;
}

QString reportMark(const Scale& scale, Instant at)
{
    const std::int64_t x = scale.x((dayNumber(at) - scale.first) / scale.daysPerBar);
    const bool atEnd = x + 160 > kWidth;
    return line(x, 24, x, kProjectsFoot, u"stroke=\"#d13438\" stroke-width=\"2\" stroke-dasharray=\"5 4\""_s) +
           text(atEnd ? x - 5 : x + 5, 34, atEnd ? u"end"_s : u"start"_s, u"first report "_s + formatDay(at));
}

} // namespace

QByteArray timelineSvg(const IncidentReport& report)
{
    const Scale scale = scaleOf(report);
    QString out = u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" role=\"img\" "
                  u"aria-label=\"Registrations and new projects over time\" font-family=\"sans-serif\" "
                  u"font-size=\"11\">\n"_s.arg(kWidth)
                      .arg(kHeight);
    const QString per = scale.daysPerBar == 1 ? u" by day"_s : u" by %1 days"_s.arg(scale.daysPerBar);
    out += lane(scale, report.accountsPerDay, kAccountsFoot, u"#3a82bf"_s, u"Registrations"_s + per);
    out += lane(scale, report.projectsPerDay, kProjectsFoot, u"#d98324"_s, u"New projects"_s + per);
    if (!report.accountsPerDay.empty() || !report.projectsPerDay.empty()) {
        out += axis(scale);
        if (report.facts.firstReport) {
            out += reportMark(scale, *report.facts.firstReport);
        }
    }
    out += u"</svg>\n";
    return out.toUtf8();
}

} // namespace cordon
