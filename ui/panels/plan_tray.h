// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/plan_desk.h"
#include "ui/views/chip.h"
#include "ui/views/hold_button.h"
#include "ui/views/plain_text.h"

#include <QPushButton>

namespace cordon::ui {

/// Always in sight: what is ticked, what would be done to it and to whom besides, and the way on.
/// Every figure comes from the working set or from the plan compiled of it. Thread: ui.
class PlanTray : public QWidget {
    Q_OBJECT
public:
    PlanTray(Workbench& bench, PlanDesk& desk, QWidget* parent = nullptr);
    [[nodiscard]] HoldButton* commitButton() const { return m_commit; }
    [[nodiscard]] QString figures() const { return m_figures->text(); }
    /// The next thing to do, or what stands in the way.
    void setAdvice(const QString& text, Tone tone);

Q_SIGNALS:
    void justifyWanted();
    void checkWanted();
    void leftOutWanted();

private:
    void makeParts();
    void layOut();
    void showSet();
    void showPreview();
    void showVerbs();

    Workbench& m_bench;
    PlanDesk& m_desk;
    PlainLabel* m_figures;
    Chip* m_hidden;
    Chip* m_missing;
    Chip* m_protected;
    Chip* m_collateral;
    Chip* m_ban;
    Chip* m_quarantine;
    Chip* m_reinstate;
    Chip* m_clear;
    Chip* m_why;
    PlainLabel* m_advice;
    QPushButton* m_leftOut;
    QPushButton* m_justify;
    QPushButton* m_check;
    HoldButton* m_commit;
};

} // namespace cordon::ui
