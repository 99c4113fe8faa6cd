// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/cells.h"
#include "ui/models/view_data.h"
#include "ui/models/working_set.h"

#include <QAbstractTableModel>

namespace cordon::ui {

/// How many rows of each group are ticked, in the order of the groups. Pure.
[[nodiscard]] std::vector<std::int64_t> tickedPerGroup(const ViewData& view, const Selection& ticked);

/// Groups of one mail domain in one time window, largest first. Thread: ui.
class GroupsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        MarkColumn,
        DomainColumn,
        WindowColumn,
        AccountsColumn,
        ProjectsColumn,
        FlaggedColumn,
        OpenColumn,
        FirstColumn,
        LastColumn,
        ShareColumn,
        ColumnCount
    };

    explicit GroupsModel(WorkingSet& set, QObject* parent = nullptr);

    /// `view` must outlive its use here; called again for every new one.
    void setView(const ViewData* view);
    [[nodiscard]] const Group* groupAt(int row) const;
    [[nodiscard]] QString domainOf(const Group& group) const;
    /// Filter terms that keep the group's rows.
    [[nodiscard]] QStringList termsOf(const Group& group) const;

    using QAbstractTableModel::index;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& cell) const override;

private:
    [[nodiscard]] QString text(int column, const Group& group) const;
    [[nodiscard]] QString windowWords(const Group& group) const;
    [[nodiscard]] int markOf(std::size_t row) const;
    void countTicked();

    WorkingSet& m_set;
    std::shared_ptr<const Index> m_index;
    const ViewData* m_view = nullptr;
    std::vector<Group> m_groups;
    std::vector<std::int64_t> m_ticked;
    std::int64_t m_largest = 1;
};

} // namespace cordon::ui
