// SPDX-License-Identifier: Apache-2.0
#include "ui/views/timeline_widget.h"

#include <QAccessibleWidget>

namespace cordon::ui {

namespace {

/// The picture in words: its summary is both description and value.
class TimelineAccessible : public QAccessibleWidget {
public:
    explicit TimelineAccessible(TimelineWidget* timeline) : QAccessibleWidget(timeline, QAccessible::Chart) {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto* timeline = qobject_cast<const TimelineWidget*>(widget());
        if (timeline != nullptr && (kind == QAccessible::Value || kind == QAccessible::Description)) {
            return timeline->summary();
        }
        return QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* makeTimelineInterface(const QString& type, QObject* object)
{
    auto* timeline = qobject_cast<TimelineWidget*>(object);
    return timeline != nullptr && type == QLatin1String("cordon::ui::TimelineWidget") ? new TimelineAccessible(timeline)
                                                                                      : nullptr;
}

} // namespace

void registerTimelineAccessibility()
{
    static bool done = false;
    if (!done) {
        QAccessible::installFactory(makeTimelineInterface);
        done = true;
    }
}

} // namespace cordon::ui
