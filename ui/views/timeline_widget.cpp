// SPDX-License-Identifier: Apache-2.0
#include "ui/views/timeline_widget.h"

#include "ui/models/words.h"
#include "ui/theme/tokens.h"
#include "ui/views/plain_text.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace cordon::ui {

namespace {

using std::chrono::hours;

std::int64_t totalOf(const std::vector<Bin>& bins)
{
    std::int64_t total = 0;
    for (const Bin& bin : bins) {
        total += bin.count;
    }
    return total;
}

const Bin* peakOf(const std::vector<Bin>& bins)
{
    const auto peak =
        std::max_element(bins.begin(), bins.end(), [](const Bin& a, const Bin& b) { return a.count < b.count; });
    return peak == bins.end() ? nullptr : &*peak;
}

} // namespace

TimelineWidget::TimelineWidget(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline of registrations and uploads"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::CrossCursor);
    setFont(fontOf(TextRole::Small));
}

QSize TimelineWidget::sizeHint() const
{
    return {600, 112};
}

QSize TimelineWidget::minimumSizeHint() const
{
    return {320, 112};
}

void TimelineWidget::setView(const ViewData* view)
{
    if (view == nullptr) {
        m_registrations = {};
        m_uploads = {};
        m_brush.reset();
        update();
        return;
    }
    m_registrations = view->time->registrations;
    m_uploads = view->time->uploads;
    m_uploadsAreProjects = view->time->uploadsAreProjects;
    m_binWidth = std::max(Microseconds(1), view->time->binWidth);
    bool any = false;
    for (const auto* bins : {&m_registrations.all, &m_uploads.all}) {
        if (!bins->empty()) {
            m_firstAll = any ? std::min(m_firstAll, bins->front().at) : bins->front().at;
            m_lastAll = any ? std::max(m_lastAll, bins->back().at + m_binWidth) : bins->back().at + m_binWidth;
            any = true;
        }
    }
    m_firstKept = view->time->firstKept;
    m_lastKept = view->time->lastKept;
    const auto described = [&](Table table) { return view->index->described(table).count(); };
    const std::int64_t kept = view->count(Table::Accounts) + view->count(Table::Projects);
    m_everythingKept = kept == 0 || kept == described(Table::Accounts) + described(Table::Projects);
    if (!m_ownWindow) {
        fitWindow();
    }
    setAccessibleDescription(summary());
    update();
}

void TimelineWidget::fitWindow()
{
    if (m_everythingKept) {
        m_from = m_firstAll;
        m_to = m_lastAll + (m_lastAll - m_firstAll) / 60; // a last bar at the very edge is lost
        return;
    }
    const Microseconds span = std::max<Microseconds>(m_lastKept - m_firstKept, hours(24 * 6));
    m_from = binStart(m_firstKept - span / 6);
    m_to = binStart(m_lastKept + span / 6) + m_binWidth;
}

void TimelineWidget::showEverything()
{
    m_ownWindow = false;
    m_from = m_firstAll;
    m_to = m_lastAll + (m_lastAll - m_firstAll) / 60;
    update();
}

void TimelineWidget::zoom(double factor)
{
    const Instant middle = m_brush ? m_brush->from + (m_brush->to - m_brush->from) / 2 : m_from + (m_to - m_from) / 2;
    const Microseconds smallest = 12 * m_binWidth;
    const auto half = Microseconds(std::int64_t(double((m_to - m_from).count()) * factor / 2));
    m_from = std::max(m_firstAll, middle - std::max(half, smallest / 2));
    m_to = std::min(m_lastAll, middle + std::max(half, smallest / 2));
    m_ownWindow = true;
    update();
}

Instant TimelineWidget::binStart(Instant at) const
{
    return Instant((at.time_since_epoch() / m_binWidth) * m_binWidth);
}

QString TimelineWidget::laneTitle(Lane lane) const
{
    return lane == Registrations  ? tr("Registrations")
           : m_uploadsAreProjects ? tr("Uploads (projects created)")
                                  : tr("Uploads");
}

QString TimelineWidget::summary() const
{
    QString text;
    for (const Lane lane : {Registrations, Uploads}) {
        const Histogram& bars = histogram(lane);
        text += tr("%1: %2 of %3 match").arg(laneTitle(lane), figure(totalOf(bars.kept)), figure(totalOf(bars.all)));
        if (const Bin* peak = peakOf(bars.kept)) {
            text += tr(", most on %1: %2").arg(formatMinute(peak->at), figure(peak->count));
        }
        text += QStringLiteral(". ");
    }
    if (m_brush) {
        text += tr("Brush from %1 to %2.").arg(formatMinute(m_brush->from), formatMinute(m_brush->to));
    }
    return text.trimmed();
}

QRect TimelineWidget::laneRect(Lane lane) const
{
    const int gap = space::kPage;
    const int each = (width() - 2 * space::kWide - gap) / 2;
    return {space::kWide + (lane == Uploads ? each + gap : 0), space::kTight, each, height() - space::kTight - 2};
}

TimeScale TimelineWidget::scale(Lane lane) const
{
    const QRect rect = laneRect(lane);
    return {m_from, m_to, rect.left(), rect.width()};
}

void TimelineWidget::tellBrush()
{
    setAccessibleDescription(summary());
    if (m_brush) {
        const QString words =
            tr("%1: %2 to %3. Enter keeps this range.")
                .arg(laneTitle(m_brush->lane), formatMinute(m_brush->from), formatMinute(m_brush->to));
        setPlainToolTip(this, words);
        Q_EMIT brushChanged(words);
    }
    update();
}

void TimelineWidget::setBrush(Instant bin)
{
    m_brush = Brush{m_lane, bin, bin + m_binWidth};
    tellBrush();
}

void TimelineWidget::applyBrush()
{
    m_ownWindow = false;
    const Brush applied = *std::exchange(m_brush, std::nullopt);
    Q_EMIT brushApplied(applied.lane, applied.from, applied.to);
}

void TimelineWidget::clearBrush()
{
    m_brush.reset();
    m_dragFrom.reset();
    update();
}

void TimelineWidget::moveBrush(int bins, bool extend)
{
    if (!m_brush || m_brush->lane != m_lane) {
        // Where the eye is: the tallest bar that is kept.
        const Bin* peak = peakOf(histogram(m_lane).kept);
        const Instant at = peak != nullptr ? peak->at : binStart(m_from);
        setBrush(at);
        return;
    }
    const Microseconds by = bins * m_binWidth;
    if (extend) {
        m_brush->to = std::max(m_brush->from + m_binWidth, std::min(m_lastAll, m_brush->to + by));
    } else {
        // As wide as it is, up to the ends of what there is.
        const Microseconds room = std::max(Microseconds(0), m_lastAll - m_brush->to);
        const Microseconds shift = std::min(std::max(by, m_firstAll - m_brush->from), room);
        m_brush->from += shift;
        m_brush->to += shift;
    }
    const Microseconds span = m_to - m_from;
    if (m_brush->from < m_from) {
        m_from = m_brush->from;
        m_to = m_from + span;
    } else if (m_brush->to > m_to) {
        m_to = m_brush->to;
        m_from = m_to - span;
    }
    tellBrush();
}

void TimelineWidget::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const int step = event->modifiers().testFlag(Qt::ControlModifier) ? 7 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        moveBrush(-step, shift);
        return;
    case Qt::Key_Right:
        moveBrush(step, shift);
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_lane = event->key() == Qt::Key_Up ? Registrations : Uploads;
        m_brush.reset();
        update();
        return;
    case Qt::Key_Home:
        setBrush(binStart(m_from));
        return;
    case Qt::Key_End:
        setBrush(std::min(m_lastAll, binStart(m_to)) - m_binWidth);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(0.5);
        return;
    case Qt::Key_Minus:
        zoom(2);
        return;
    case Qt::Key_0:
        showEverything();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_brush) {
            applyBrush();
        }
        return;
    case Qt::Key_Escape:
        if (m_brush) {
            clearBrush();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimelineWidget::mousePressEvent(QMouseEvent* event)
{
    m_lane = laneRect(Uploads).contains(event->pos()) ? Uploads : Registrations;
    m_dragFrom = binStart(scale(m_lane).timeAt(event->position().x()));
    setBrush(*m_dragFrom);
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom) {
        const Instant at = binStart(scale(m_lane).timeAt(event->position().x()));
        m_brush = Brush{m_lane, std::min(*m_dragFrom, at), std::max(*m_dragFrom, at) + m_binWidth};
        tellBrush();
    }
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent*)
{
    // A click only marks; a drag is meant.
    if (m_dragFrom && m_brush && m_brush->to - m_brush->from > m_binWidth) {
        applyBrush();
    }
    m_dragFrom.reset();
}

void TimelineWidget::wheelEvent(QWheelEvent* event)
{
    if (event->angleDelta().y() != 0) {
        zoom(event->angleDelta().y() > 0 ? 0.8 : 1.25);
        event->accept();
    }
}

void TimelineWidget::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TimelineWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

} // namespace cordon::ui
