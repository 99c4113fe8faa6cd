// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/view_data.h"

#include <QWidget>

#include <optional>

namespace cordon::ui {

/// Where bins of a histogram stand on the screen. Pure; half-open window of time over [0, width).
class TimeScale {
public:
    TimeScale() = default;
    TimeScale(Instant from, Instant to, int left, int width);
    [[nodiscard]] double xOf(Instant at) const;
    [[nodiscard]] Instant timeAt(double x) const;
    [[nodiscard]] Instant from() const { return m_from; }
    [[nodiscard]] Instant to() const { return m_to; }
    /// A label and its time for each tick of the axis; never closer than `room` pixels.
    [[nodiscard]] std::vector<std::pair<Instant, QString>> ticks(int room) const;

private:
    Instant m_from{}, m_to{};
    int m_left = 0, m_width = 1;
};

/// Registrations and uploads over time, UTC: what the filter keeps in the accent, the rest in grey.
/// A brush by mouse or by keys (arrows move, Shift+arrows extend, Up and Down change the
/// histogram, + and - zoom, Home and End, Enter applies) becomes a range in the filter. Thread: ui.
class TimelineWidget : public QWidget {
    Q_OBJECT
public:
    enum Lane { Registrations, Uploads };
    struct Brush {
        Lane lane = Registrations;
        Instant from{}, to{};
    };

    explicit TimelineWidget(QWidget* parent = nullptr);

    void setView(const ViewData* view);
    void clearBrush();
    [[nodiscard]] const std::optional<Brush>& brush() const { return m_brush; }
    /// One paragraph for who cannot see it.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] const Histogram& histogram(Lane lane) const
    {
        return lane == Registrations ? m_registrations : m_uploads;
    }
    [[nodiscard]] Microseconds binWidth() const { return m_binWidth; }
    [[nodiscard]] QString laneTitle(Lane lane) const;
    void zoom(double factor);
    void showEverything();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void brushApplied(cordon::ui::TimelineWidget::Lane lane, cordon::Instant from, cordon::Instant to);
    void brushChanged(const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRect laneRect(Lane lane) const;
    [[nodiscard]] TimeScale scale(Lane lane) const;
    void paintLane(QPainter& painter, Lane lane) const;
    void paintTitle(QPainter& painter, const QRect& room, Lane lane, std::int64_t largest) const;
    void paintBars(QPainter& painter, const QRect& plot, const std::vector<Bin>& bins, std::int64_t largest,
                   const QColor& colour, const TimeScale& scale) const;
    void moveBrush(int bins, bool extend);
    void setBrush(Instant bin);
    void applyBrush();
    void tellBrush();
    void fitWindow();
    [[nodiscard]] Instant binStart(Instant at) const;

    Histogram m_registrations, m_uploads;
    Microseconds m_binWidth{std::chrono::hours(24)};
    Instant m_from{}, m_to{}, m_firstAll{}, m_lastAll{}, m_firstKept{}, m_lastKept{};
    bool m_everythingKept = true;
    bool m_uploadsAreProjects = true;
    bool m_ownWindow = false; ///< zoomed by hand: kept
    std::optional<Brush> m_brush;
    std::optional<Instant> m_dragFrom;
    Lane m_lane = Registrations;
};

/// So that a reader of the screen finds a name, a summary and the brush in the timeline.
void registerTimelineAccessibility();

} // namespace cordon::ui
