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

protected:
    void hideEvent(QHideEvent* event) override;

private:
    /// Where the cursor was when somebody last looked; by name, so that no picture is kept for it.
    struct Place {
        std::optional<Subject> subject;
        int line = 0;
        int fromTop = 0;
    };
    void showView();
    void rememberPlace();
    void restorePlace();
    void showPage();
    void tickRange(int first, int last);
    void toggle(int line);
    /// The row of the picture that is worked on; none where it is gone from that.
    [[nodiscard]] std::optional<Row> rowToMark(int line) const;
    void orderBy(int column);

    Table m_table;
    Workbench& m_bench;
    MembersModel* m_model;
    DenseTable* m_view;
    EmptyState* m_page;
    SortOrder m_order;
    Place m_place;
    QString m_shownFilter;
};

} // namespace cordon::ui
