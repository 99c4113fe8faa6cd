// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/groups_model.h"
#include "ui/models/workbench.h"
#include "ui/views/dense_table.h"
#include "ui/views/empty_state.h"

#include <QComboBox>

#include <functional>

namespace cordon::ui {

/// Groups of one mail domain in one time window with their rows in them, and how time cuts them.
/// Thread: ui.
class GroupsPage : public QWidget {
    Q_OBJECT
public:
    explicit GroupsPage(Workbench& bench, QWidget* parent = nullptr);

    [[nodiscard]] DenseTable* view() const { return m_view; }
    [[nodiscard]] const GroupsModel& model() const { return *m_model; }
    /// What the cursor is on: a group's header, or one row of the grouped table.
    [[nodiscard]] std::optional<Group> currentGroup() const { return m_model->groupAt(m_view->currentRow()); }
    [[nodiscard]] bool currentIsCounted() const { return m_model->isCounted(m_view->currentRow()); }
    [[nodiscard]] bool currentIsOpen() const { return m_model->isOpen(m_view->currentRow()); }
    [[nodiscard]] std::optional<Row> currentMember() const { return m_model->rowAt(m_view->currentRow()); }
    void tickCurrent();
    /// Right or Left on a line.
    void open(int line, bool open);
    void openAll(bool open);
    void tickAllMatching();
    void setCut(TimeCut cut);

Q_SIGNALS:
    /// The cursor moved, or there is something else to be said of where it is.
    void currentChanged();
    /// Enter: keep this group only.
    void filterWanted(const QStringList& terms);
    void importWanted();

private:
    void makeTable();
    [[nodiscard]] QLayout* makeBar();
    void wire();
    void showView();
    void showPage();
    void showPlace();
    void enter(int line);
    void tickRange(int first, int last);
    void tick(Bitmap rows, const QString& how, bool mayUntick, const std::function<QString(std::int64_t, bool)>& said);
    void chooseGrouping();

    Workbench& m_bench;
    GroupsModel* m_model;
    DenseTable* m_view;
    EmptyState* m_page;
    QComboBox* m_of;
    QComboBox* m_cut;
    PlainLabel* m_count;
};

} // namespace cordon::ui
