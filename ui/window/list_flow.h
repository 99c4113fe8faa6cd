// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/parts.h"

#include <QTimer>

namespace cordon::ui {

/// Looking and ticking: filter, timeline, tabs, evidence, marks. Thread: ui.
class ListFlow : public QObject {
    Q_OBJECT
public:
    ListFlow(const Parts& parts, QObject* parent);

private:
    void wireFilter();
    void wireTimeline();
    void wireTabs();
    void wireEvidence();
    void wireMarks();
    void wireCuts();
    void wireOutline();
    void showCounts();
    void showEvidence();
    void keepGroup(const QStringList& terms);
    void keepSpan(TimelineWidget::Lane lane, Instant from, Instant to);
    void keepValue(bool exclude);
    void tickAll();
    void nextArea();
    void giveFocus();
    void refresh();
    [[nodiscard]] Dossier dossier() const;
    [[nodiscard]] Dossier groupsDossier() const;

    Parts m_p;
    QTimer m_evidenceSoon;
    bool m_revealed = false;
};

} // namespace cordon::ui
