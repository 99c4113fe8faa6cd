// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/list_model.h"
#include "ui/models/run_desk.h"
#include "ui/views/dense_table.h"
#include "ui/views/plain_text.h"

#include <QProgressBar>
#include <QPushButton>

namespace cordon::ui {

/// A run step by step, with totals, pace, pause, resume and cancel. Thread: ui.
class RunPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunPanel(RunDesk& desk, QWidget* parent = nullptr);
    [[nodiscard]] DenseTable* view() const { return m_view; }

Q_SIGNALS:
    /// A person must confirm first.
    void cancelWanted();

private:
    void makeParts();
    void layOut();
    [[nodiscard]] Cell cellAt(int row, int column) const;
    void showRun();
    void showSteps(const std::vector<int>& ordinals);
    void showTotals();
    void showEnd(const ApplyOutcome& outcome);
    void showError(const Error& error);

    RunDesk& m_desk;
    ListModel* m_model;
    DenseTable* m_view;
    PlainLabel* m_title;
    PlainLabel* m_state;
    PlainLabel* m_totals;
    PlainLabel* m_current;
    QProgressBar* m_progress;
    QPushButton* m_pause;
    QPushButton* m_resume;
    QPushButton* m_cancel;
};

} // namespace cordon::ui
