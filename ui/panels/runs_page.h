// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/list_model.h"
#include "ui/models/run_desk.h"
#include "ui/views/dense_table.h"
#include "ui/views/empty_state.h"

namespace cordon::ui {

/// What was run, newest first: look at it, take it back, report on it. Thread: ui.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    explicit RunsPage(RunDesk& desk, QWidget* parent = nullptr);
    [[nodiscard]] DenseTable* view() const { return m_view; }
    [[nodiscard]] const RunSummary* currentRun() const;

Q_SIGNALS:
    void showWanted(cordon::RunId run);

private:
    [[nodiscard]] Cell cellAt(int row, int column) const;
    void showRuns();

    RunDesk& m_desk;
    ListModel* m_model;
    DenseTable* m_view;
    EmptyState* m_page;
};

} // namespace cordon::ui
