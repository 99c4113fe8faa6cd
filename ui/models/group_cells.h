// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/group_figures.h"
#include "ui/models/group_marks.h"

#include <QStringList>
#include <QVariant>

namespace cordon::ui {

/// The columns of a list of groups.
struct GroupColumns {
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
};

/// What the cells of groups and of their rows say, by column and role. Looks things up and keeps
/// nothing: made for one cell. Thread: ui.
class GroupCells : public GroupColumns {
public:
    /// A line of the list: its number, how many there are, and whether the rows of its group are shown.
    struct Line {
        int number = 0;
        int of = 0;
        bool open = false;
    };
    /// `largest`: how many rows the largest group has.
    GroupCells(const ViewData& view, const GroupMarks& marks, GroupFigures& figures, std::int64_t largest)
        : m_view(view), m_marks(marks), m_figures(figures), m_largest(largest)
    {
    }

    [[nodiscard]] QVariant ofGroup(std::size_t group, Line line, int column, int role) const;
    [[nodiscard]] QVariant ofRow(Row row, Line line, int column, int role) const;
    /// Of the list's own head.
    [[nodiscard]] static QVariant ofHead(int column, int role);

private:
    [[nodiscard]] QString groupText(std::size_t group, int column) const;
    [[nodiscard]] QString spokenGroup(std::size_t group, Line line, int column) const;
    [[nodiscard]] QString groupToolTip(std::size_t group, int column) const;
    [[nodiscard]] QString rowText(Row row, int column) const;
    [[nodiscard]] QString rowTerm(Row row) const;

    const ViewData& m_view;
    const GroupMarks& m_marks;
    GroupFigures& m_figures; ///< reading a figure may ask for it
    std::int64_t m_largest;
};

/// The mail domain as it is shown.
[[nodiscard]] QString groupDomain(const ViewData& view, const Group& group);
/// Filter terms that keep the group's rows.
[[nodiscard]] QStringList groupTerms(const ViewData& view, const Group& group);

} // namespace cordon::ui
