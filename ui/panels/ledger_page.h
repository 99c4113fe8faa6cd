// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/ledger.h"
#include "ui/models/list_model.h"
#include "ui/models/workbench.h"
#include "ui/views/dense_table.h"
#include "ui/views/empty_state.h"

#include <QPushButton>

namespace cordon::ui {

/// The record: its last lines, whether the chain holds, and its export. Thread: ui.
class LedgerPage : public QWidget {
    Q_OBJECT
public:
    explicit LedgerPage(Workbench& bench, QWidget* parent = nullptr);
    [[nodiscard]] DenseTable* view() const { return m_view; }
    /// The line under the cursor; null where there is none.
    [[nodiscard]] const LedgerLine* currentLine() const;
    void refresh();
    void verify();
    void exportTo(const QString& path);
    [[nodiscard]] QString verdict() const { return m_verdict->text(); }

Q_SIGNALS:
    void exportWanted();
    /// New lines are on the screen.
    void refreshed();

private:
    [[nodiscard]] Cell cellAt(int row, int column) const;

    Workbench& m_bench;
    ListModel* m_model;
    DenseTable* m_view;
    EmptyState* m_page;
    PlainLabel* m_verdict;
    std::vector<LedgerLine> m_lines; ///< newest first
};

} // namespace cordon::ui
