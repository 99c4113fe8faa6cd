// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/check_panel.h"
#include "ui/panels/evidence_panel.h"
#include "ui/panels/justification_panel.h"
#include "ui/panels/run_panel.h"

#include <QTabWidget>

namespace cordon::ui {

/// The column on the right: what is known of a row, and the three steps from there to the
/// registry, in their order. Thread: ui.
class SidePanel : public QTabWidget {
    Q_OBJECT
public:
    enum Page { Evidence, Justification, Check, Run };

    SidePanel(PlanDesk& plan, RunDesk& run, QWidget* parent = nullptr);

    [[nodiscard]] EvidencePanel* evidence() const { return m_evidence; }
    [[nodiscard]] JustificationPanel* justification() const { return m_justification; }
    [[nodiscard]] CheckPanel* check() const { return m_check; }
    [[nodiscard]] RunPanel* run() const { return m_run; }
    void open(Page page) { setCurrentIndex(page); }
    [[nodiscard]] Page page() const { return Page(currentIndex()); }

private:
    EvidencePanel* m_evidence;
    JustificationPanel* m_justification;
    CheckPanel* m_check;
    RunPanel* m_run;
};

} // namespace cordon::ui
