// SPDX-License-Identifier: Apache-2.0
#include "ui/models/group_cells.h"

#include "core/domain/visible_text.h"
#include "ui/models/cells.h"
#include "ui/models/filter_text.h"
#include "ui/models/members_model.h"
#include "ui/models/row_words.h"
#include "ui/models/words.h"
#include "ui/views/plain_text.h"

#include <QCoreApplication>

namespace cordon::ui {

namespace {

const QString kNotYet = QStringLiteral("…");

QString tr(const char* text)
{
    return QCoreApplication::translate("cordon::ui::GroupCells", text);
}

int alignmentOf(int column)
{
    const bool figure = column == GroupColumns::AccountsColumn || column == GroupColumns::ProjectsColumn ||
                        column == GroupColumns::FlaggedColumn || column == GroupColumns::OpenColumn;
    return int(Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft));
}

int checkOf(int mark)
{
    return int(mark == int(Mark::Ticked) ? Qt::Checked : mark == kPartlyTicked ? Qt::PartiallyChecked : Qt::Unchecked);
}

QVariant tintOf(int mark)
{
    return mark == int(Mark::Ticked) ? QVariant(tokens().accentTint) : QVariant();
}

QString windowWords(const ViewData& view, const Group& group)
{
    if (!group.from || !group.to) {
        return tr("all time");
    }
    switch (view.cut) {
    case TimeCut::Day:
        return formatDay(*group.from);
    case TimeCut::Week:
        return tr("week of %1").arg(formatDay(*group.from));
    case TimeCut::Hour:
        return formatMinute(*group.from);
    default:
        break;
    }
    const QString last = formatMinute(group.last);
    return startOfDay(group.first) == startOfDay(group.last)
               ? QString(formatMinute(group.first) % QStringLiteral(" – ") % last.mid(11))
               : QString(formatMinute(group.first) % QStringLiteral(" – ") % last);
}

} // namespace

QString groupDomain(const ViewData& view, const Group& group)
{
    return group.domain ? forCell(view.index->domain(*group.domain)) : tr("(no mail domain)");
}

QStringList groupTerms(const ViewData& view, const Group& group)
{
    QStringList terms;
    if (group.domain) {
        terms.append(filterTerm(QStringLiteral("domain"), view.index->domain(*group.domain)));
    }
    if (group.from && group.to) {
        const QString field = view.groupOf == Table::Accounts   ? QStringLiteral("joined:")
                              : view.groupOf == Table::Projects ? QStringLiteral("created:")
                                                                : QStringLiteral("uploaded:");
        terms.append(QString(field % timeRange(*group.from, *group.to)));
    }
    return terms;
}

QString GroupCells::groupText(std::size_t group, int column) const
{
    const auto told = [&](std::int64_t Group::*member) {
        const Group* counted = m_figures.of(group);
        return counted == nullptr ? kNotYet : figure(counted->*member);
    };
    const auto shown = [&] { return m_view.uncounted(m_view.groups()[group]); };
    switch (column) {
    case AccountsColumn:
        return told(&Group::accounts);
    case ProjectsColumn:
        return told(&Group::projects);
    case FlaggedColumn:
        return told(&Group::flagged);
    case OpenColumn:
        return told(&Group::open);
    case DomainColumn:
        return groupDomain(m_view, shown());
    case WindowColumn:
        return windowWords(m_view, shown());
    case FirstColumn:
        return timeCell(shown().first);
    case LastColumn:
        return timeCell(shown().last);
    default:
        return {};
    }
}

QString GroupCells::spokenGroup(std::size_t group, Line line, int column) const
{
    const std::int64_t rows = m_view.groups()[group].rows;
    if (column == MarkColumn) {
        return QString(
            tr("row %1 of %2, %3 of %4 ticked")
                .arg(figure(line.number + 1), figure(line.of), figure(m_marks.tickedIn(group)), figure(rows)) %
            (line.open ? tr(", open") : QString()));
    }
    return column == ShareColumn ? tr("%1 percent of the largest").arg(100 * rows / m_largest)
                                 : groupText(group, column);
}

QString GroupCells::groupToolTip(std::size_t group, int column) const
{
    const Group shown = m_view.uncounted(m_view.groups()[group]);
    return column == FirstColumn  ? timeToolTip(shown.first)
           : column == LastColumn ? timeToolTip(shown.last)
                                  : QString();
}

QVariant GroupCells::ofGroup(std::size_t group, Line line, int column, int role) const
{
    const GroupSpan& span = m_view.groups()[group];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return column == MarkColumn ? QVariant() : groupText(group, column);
    case MarkRole:
        return m_marks.of(group);
    case OutlineRole:
        return column == DomainColumn ? QVariant(int(line.open ? OutlineMark::Open : OutlineMark::Closed)) : QVariant();
    case Qt::CheckStateRole:
        return column == MarkColumn ? QVariant(checkOf(m_marks.of(group))) : QVariant();
    case ShareRole:
        return column == ShareColumn ? QVariant(double(span.rows) / double(m_largest)) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case Qt::BackgroundRole:
        return tintOf(m_marks.of(group));
    case FilterRole:
        return column == DomainColumn && span.domain != kNoRow ? groupTerms(m_view, m_view.uncounted(span)).first()
                                                               : QString();
    case Qt::AccessibleTextRole:
        return spokenGroup(group, line, column);
    case Qt::ToolTipRole:
        return groupToolTip(group, column);
    default:
        return {};
    }
}

QString GroupCells::rowText(Row row, int column) const
{
    const Table table = m_view.groupOf;
    const Index& index = *m_view.index;
    switch (column) {
    case DomainColumn:
        return table == Table::Uploads
                   ? MembersModel::textOf(index, Table::Projects, MembersModel::NameColumn, index.projectOfUpload(row))
                   : MembersModel::textOf(index, table, MembersModel::NameColumn, row);
    case WindowColumn:
    case FirstColumn:
        return timeCell(index.timeOf(table, row));
    case ProjectsColumn:
        return table == Table::Accounts ? MembersModel::textOf(index, table, MembersModel::CountColumn, row)
                                        : QString();
    case ShareColumn:
        return withGaveUp(table == Table::Uploads ? uploadWords(index, row) : memberWords(index, table, row),
                          m_view.rows(table).gaveUpOn(row));
    default:
        return {};
    }
}

QString GroupCells::rowTerm(Row row) const
{
    const Index& index = *m_view.index;
    return m_view.groupOf == Table::Uploads
               ? MembersModel::filterTermOf(index, Table::Projects, MembersModel::NameColumn,
                                            index.projectOfUpload(row))
               : MembersModel::filterTermOf(index, m_view.groupOf, MembersModel::NameColumn, row);
}

QVariant GroupCells::ofRow(Row row, Line line, int column, int role) const
{
    const auto mark = [&] { return m_marks.ofRow(row); };
    switch (role) {
    case Qt::DisplayRole:
        return column == MarkColumn ? QVariant() : rowText(row, column);
    case CopyRole:
        return rowText(row, column == MarkColumn ? int(DomainColumn) : column);
    case MarkRole:
        return int(mark());
    case OutlineRole:
        return column == DomainColumn ? QVariant(int(OutlineMark::Row)) : QVariant();
    case Qt::CheckStateRole:
        return column == MarkColumn ? QVariant(checkOf(int(mark()))) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case Qt::BackgroundRole:
        return tintOf(int(mark()));
    case FilterRole:
        return column == DomainColumn ? rowTerm(row) : QString();
    case Qt::AccessibleTextRole:
        return column == MarkColumn
                   ? tr("row %1 of %2, %3")
                         .arg(figure(line.number + 1), figure(line.of), MembersModel::spokenMark(mark()))
                   : rowText(row, column);
    case Qt::ToolTipRole:
        return column == WindowColumn || column == FirstColumn ? timeToolTip(m_view.index->timeOf(m_view.groupOf, row))
               : column == ShareColumn                         ? plainToolTip(rowText(row, column))
                                                               : QString();
    default:
        return {};
    }
}

QVariant GroupCells::ofHead(int column, int role)
{
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(column);
    }
    if (role == Qt::AccessibleTextRole && (column == MarkColumn || column == ShareColumn)) {
        return column == MarkColumn ? tr("Tick mark") : tr("Share of the largest group; of a row: its signs");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case DomainColumn:
        return tr("Mail domain");
    case WindowColumn:
        return tr("Window (UTC)");
    case AccountsColumn:
        return tr("Accounts");
    case ProjectsColumn:
        return tr("Projects");
    case FlaggedColumn:
        return tr("Flagged");
    case OpenColumn:
        return tr("Open");
    case FirstColumn:
        return tr("First");
    case LastColumn:
        return tr("Last");
    case ShareColumn:
        return tr("Size");
    default:
        return QString();
    }
}

} // namespace cordon::ui
