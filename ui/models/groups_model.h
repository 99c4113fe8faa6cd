// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/cells.h"
#include "ui/models/group_cells.h"
#include "ui/models/outline.h"

#include <QAbstractTableModel>

namespace cordon::ui {

/// Groups of one mail domain in one time window, largest first, and under those that are open their
/// rows: one flat list. Holds where the groups lie; figures come when a group is looked at, cells of
/// rows are read from the picture. Thread: ui.
class GroupsModel : public QAbstractTableModel, public GroupColumns {
    Q_OBJECT
public:
    /// A line that can be found again in another answer.
    struct Anchor {
        std::shared_ptr<const ViewData> view; ///< null: none
        GroupSpan group;
        std::optional<Row> row;
    };

    GroupsModel(WorkingSet& set, JobRunner& jobs, QObject* parent = nullptr);

    /// Groups that were open stay so where the cut is the same.
    void setView(std::shared_ptr<const ViewData> view);
    [[nodiscard]] const ViewData* view() const { return m_view.get(); }
    [[nodiscard]] const Outline& outline() const { return m_outline; }

    /// The group whose header the line is, with what is known of it; its counts are 0 until
    /// isCounted(). None: a row or no line.
    [[nodiscard]] std::optional<Group> groupAt(int line) const;
    [[nodiscard]] bool isCounted(int line) const;
    /// The row of the grouped table on the line; none on headers.
    [[nodiscard]] std::optional<Row> rowAt(int line) const;
    /// The line of the header above, or the line itself.
    [[nodiscard]] int headerOf(int line) const;
    /// What the lines stand for, both ends in: a closed group for all its rows, an open one for those
    /// of its rows that are among the lines.
    [[nodiscard]] Bitmap rowsBetween(int first, int last) const;

    [[nodiscard]] bool isOpen(int line) const;
    void setOpen(int line, bool open);
    void openAll();
    void closeAll();

    [[nodiscard]] Anchor anchorAt(int line) const;
    /// -1 where the group is not there any more; a row that is not shown leads to its group.
    [[nodiscard]] int lineOf(const Anchor& anchor) const;

    [[nodiscard]] QString domainOf(const Group& group) const { return groupDomain(*m_view, group); }
    /// Filter terms that keep the group's rows.
    [[nodiscard]] QStringList termsOf(const Group& group) const { return groupTerms(*m_view, group); }

    using QAbstractTableModel::index;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& cell) const override;

Q_SIGNALS:
    void figuresArrived(int line);

private:
    /// What a line is, with its row. The last one is remembered: cells of a line are read in turn.
    struct Place {
        int line = -1;
        Outline::Line at;
        Row row = kNoRow;
    };
    [[nodiscard]] const Place& placeAt(int line) const;
    [[nodiscard]] std::optional<Outline::Line> lineAt(int line) const;
    [[nodiscard]] const GroupSpan& spanOf(std::size_t group) const { return m_view->groups()[group]; }
    [[nodiscard]] Row rowOf(const Outline::Line& line) const;
    [[nodiscard]] Group group(std::size_t number) const;
    [[nodiscard]] int lineOfGroup(const ViewData& of, const GroupSpan& group) const;
    [[nodiscard]] std::vector<std::size_t> openIn(const ViewData& next) const;
    void makeOutline();
    void showFigures(const std::vector<std::size_t>& groups);
    void tellMarks();

    std::shared_ptr<const ViewData> m_view;
    Outline m_outline;
    GroupMarks m_marks;
    mutable GroupFigures m_figures; ///< reading a cell may ask for figures
    mutable Place m_place;
    std::int64_t m_largest = 1;
};

} // namespace cordon::ui
