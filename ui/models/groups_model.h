// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/cells.h"
#include "ui/models/group_figures.h"
#include "ui/models/outline.h"
#include "ui/models/working_set.h"

#include <QAbstractTableModel>
#include <QHash>

namespace cordon::ui {

/// What groups of a table tick: uploads stand for their projects.
[[nodiscard]] constexpr Table tickedTable(Table of)
{
    return of == Table::Uploads ? Table::Projects : of;
}

/// Groups of one mail domain in one time window, largest first, and under those that are open their
/// rows: one flat list. Holds where the groups lie; figures come when a group is looked at, cells of
/// rows are read from the picture. Thread: ui.
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

    [[nodiscard]] QString domainOf(const Group& group) const;
    /// Filter terms that keep the group's rows.
    [[nodiscard]] QStringList termsOf(const Group& group) const;

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
    [[nodiscard]] QVariant headerCell(std::size_t number, const QModelIndex& cell, int role) const;
    [[nodiscard]] QVariant rowCell(Row row, const QModelIndex& cell, int role) const;
    [[nodiscard]] QString text(int column, std::size_t number) const;
    [[nodiscard]] QString rowText(int column, Row row) const;
    [[nodiscard]] QString windowWords(const Group& group) const;
    [[nodiscard]] std::int64_t tickedIn(std::size_t number) const;
    [[nodiscard]] int markOf(std::size_t number) const;
    [[nodiscard]] Mark markOfRow(Row row) const;
    [[nodiscard]] int lineOfGroup(const ViewData& of, const GroupSpan& group) const;
    [[nodiscard]] std::vector<std::size_t> openIn(const ViewData& next) const;
    void showFigures(const std::vector<std::size_t>& groups);
    void countTicked();
    void takeTicked(Bitmap ticked);
    void tellMarks();

    WorkingSet& m_set;
    JobRunner& m_jobs;
    std::shared_ptr<const ViewData> m_view;
    Outline m_outline;
    mutable GroupFigures m_figures; ///< reading a cell may ask for figures
    mutable Place m_place;
    Bitmap m_ticked; ///< of the grouped rows
    mutable QHash<std::size_t, std::int64_t> m_tickedIn;
    std::int64_t m_largest = 1;
};

} // namespace cordon::ui
