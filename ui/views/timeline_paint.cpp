// SPDX-License-Identifier: Apache-2.0
// How the timeline is painted; what it shows and how it is moved through is in timeline_widget.cpp.
#include "ui/models/words.h"
#include "ui/theme/tokens.h"
#include "ui/views/timeline_widget.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cordon::ui {

namespace {

using std::chrono::hours;
constexpr int kTitle = 18; ///< room for a lane's title
constexpr int kAxis = 18;  ///< room for its axis

void paintAxis(QPainter& painter, const QRect& plot, const TimeScale& timeScale)
{
    const Tokens& t = tokens();
    painter.setPen(t.line);
    painter.drawLine(plot.bottomLeft() + QPoint(0, 1), plot.bottomRight() + QPoint(0, 1));
    for (const auto& tick :
         timeScale.ticks(painter.fontMetrics().horizontalAdvance(QStringLiteral("2025-06-30")) + 24)) {
        const int x = int(timeScale.xOf(tick.first));
        painter.setPen(t.outline);
        painter.drawLine(x, plot.bottom() + 2, x, plot.bottom() + 5);
        const int textWidth = painter.fontMetrics().horizontalAdvance(tick.second);
        if (x + textWidth + 3 <= plot.right()) {
            painter.setPen(t.muted);
            painter.drawText(x + 4, plot.bottom() + 3 + painter.fontMetrics().ascent(), tick.second);
        }
    }
}

void paintBrush(QPainter& painter, const QRect& plot, double from, double to)
{
    const QColor accent = tokens().accent;
    const double left = std::max(double(plot.left()), from);
    const double right = std::min(double(plot.right()), to);
    const QRectF box(left, plot.top(), std::max(2.0, right - left), plot.height());
    QColor wash = accent;
    wash.setAlphaF(0.16F);
    painter.fillRect(box, wash);
    painter.setPen(QPen(accent, 1.5));
    painter.drawLine(box.topLeft(), box.bottomLeft());
    painter.drawLine(box.topRight(), box.bottomRight());
}

QString perBin(Microseconds width)
{
    return width >= hours(24 * 7) ? TimelineWidget::tr("a week")
           : width >= hours(24)   ? TimelineWidget::tr("a day")
                                  : TimelineWidget::tr("an hour");
}

} // namespace

void TimelineWidget::paintBars(QPainter& painter, const QRect& plot, const std::vector<Bin>& bins, std::int64_t largest,
                               const QColor& colour, const TimeScale& timeScale) const
{
    const double barWidth = timeScale.xOf(m_from + m_binWidth) - timeScale.xOf(m_from);
    const auto end = std::partition_point(bins.begin(), bins.end(), [this](const Bin& bin) { return bin.at < m_to; });
    auto bin =
        std::partition_point(bins.begin(), end, [this](const Bin& each) { return each.at + m_binWidth <= m_from; });
    while (bin != end) {
        const double x = timeScale.xOf(bin->at);
        std::int64_t count = bin->count;
        // Where many bins share a pixel, only the highest would be seen; each painted costs as much as any.
        for (++bin; bin != end && barWidth < 1 && std::floor(timeScale.xOf(bin->at)) == std::floor(x); ++bin) {
            count = std::max(count, bin->count);
        }
        if (count == 0) {
            continue;
        }
        const double height = std::max(1.5, double(plot.height()) * double(count) / double(largest));
        const QRectF bar(x, plot.bottom() + 1 - height, std::max(1.0, barWidth - (barWidth > 4 ? 1 : 0)), height);
        painter.fillRect(bar.intersected(QRectF(plot)), colour);
    }
}

void TimelineWidget::paintTitle(QPainter& painter, const QRect& room, Lane lane, std::int64_t largest) const
{
    const Tokens& t = tokens();
    painter.setPen(hasFocus() && m_lane == lane ? t.accent : t.muted);
    painter.drawText(room, int(Qt::AlignLeft | Qt::AlignTop), laneTitle(lane));
    painter.setPen(t.muted);
    painter.drawText(room, int(Qt::AlignRight | Qt::AlignTop),
                     tr("at most %1 %2").arg(figure(largest), perBin(m_binWidth)));
}

void TimelineWidget::paintLane(QPainter& painter, Lane lane) const
{
    const Tokens& t = tokens();
    const QRect rect = laneRect(lane);
    const QRect plot = rect.adjusted(0, kTitle, 0, -kAxis);
    const TimeScale timeScale = scale(lane);
    const Histogram& bars = histogram(lane);
    std::int64_t largest = 1;
    for (const Bin& bin : bars.all) {
        if (bin.at + m_binWidth > m_from && bin.at < m_to) {
            largest = std::max(largest, bin.count);
        }
    }
    paintTitle(painter, QRect(rect.left(), rect.top(), rect.width(), kTitle), lane, largest);
    painter.fillRect(plot, t.surface);
    paintBars(painter, plot, bars.all, largest, t.barOut, timeScale);
    paintBars(painter, plot, bars.kept, largest, t.accent, timeScale);
    paintAxis(painter, plot, timeScale);
    if (m_brush && m_brush->lane == lane) {
        paintBrush(painter, plot, timeScale.xOf(m_brush->from), timeScale.xOf(m_brush->to));
    }
    if (hasFocus() && m_lane == lane) {
        painter.setPen(QPen(t.accent, 1));
        painter.drawRect(plot.adjusted(-2, -2, 1, 2));
    }
}

void TimelineWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    if (m_registrations.all.empty() && m_uploads.all.empty()) {
        painter.setPen(tokens().muted);
        painter.drawText(rect(), int(Qt::AlignCenter), tr("No times to show yet."));
        return;
    }
    paintLane(painter, Registrations);
    paintLane(painter, Uploads);
}

} // namespace cordon::ui
