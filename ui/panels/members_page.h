// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/members_model.h"
#include "ui/models/workbench.h"
#include "ui/views/dense_table.h"
#include "ui/views/empty_state.h"

namespace cordon::ui {

/// The accounts or the projects that match, with tick marks. Thread: ui.
class MembersPage : public QWidget {
    Q_OBJECT
public:
    MembersPage(Table table, Workbench& bench, QWidget* parent = nullptr);

    [[nodiscard]] DenseTable* view() const { return m_view; }
    [[nodiscard]] const MembersModel& model() const { return *m_model; }
    [[nodiscard]] Table table() const { return m_table; }
    [[nodiscard]] std::optional<Row> currentRow() const { return m_model->rowAt(m_view->currentRow()); }
    [[nodiscard]] QString currentFilterTerm() const;

    void tickAllMatching();
    void tickSameValue();
    void leaveOutCurrent();
    void sortByCurrentColumn();

Q_SIGNALS:
    void currentChanged();
    void importWanted();

private:
    void showView();
    void restore(std::optional<Row> row, const std::shared_ptr<const Index>& of, int before, int fromTop);
    void showPage();
    void tickRange(int first, int last);
    void toggle(int row);
    void orderBy(int column);

    Table m_table;
    Workbench& m_bench;
    MembersModel* m_model;
    DenseTable* m_view;
    EmptyState* m_page;
    SortOrder m_order;
    QString m_shownFilter;
};

} // namespace cordon::ui
