// SPDX-License-Identifier: Apache-2.0
#include "ui/models/groups_model.h"

#include "core/domain/visible_text.h"
#include "ui/models/filter_text.h"
#include "ui/models/words.h"

#include <algorithm>
#include <map>

namespace cordon::ui {

namespace {

std::int64_t domainKey(std::optional<Row> domain)
{
    return domain ? std::int64_t(*domain) : -1;
}

bool isFigure(int column)
{
    return column == GroupsModel::AccountsColumn || column == GroupsModel::ProjectsColumn ||
           column == GroupsModel::FlaggedColumn || column == GroupsModel::OpenColumn;
}

} // namespace

std::vector<std::int64_t> tickedPerGroup(const ViewData& view, const Selection& ticked)
{
    std::vector<std::int64_t> counts(view.groups.size());
    const Table table = view.groupOf;
    Bitmap rows = table == Table::Accounts ? ticked.accounts : ticked.projects;
    if (rows.size() != view.matching(table).size()) {
        return counts;
    }
    rows &= view.matching(table);
    // Groups of one domain in order of time: a row's group is the last that begins before it.
    std::map<std::int64_t, std::vector<std::pair<Instant, std::size_t>>> byDomain;
    for (std::size_t i = 0; i < view.groups.size(); ++i) {
        byDomain[domainKey(view.groups[i].domain)].push_back({view.groups[i].first, i});
    }
    for (auto& entry : byDomain) {
        std::sort(entry.second.begin(), entry.second.end());
    }
    rows.forEach([&](Row row) {
        const auto domain =
            table == Table::Accounts ? view.index->domainOfAccount(row) : view.index->domainOfProject(row);
        const auto found = byDomain.find(domainKey(domain));
        if (found == byDomain.end()) {
            return;
        }
        const auto after = std::upper_bound(found->second.begin(), found->second.end(), view.index->timeOf(table, row),
                                            [](Instant at, const auto& group) { return at < group.first; });
        if (after != found->second.begin()) {
            ++counts[std::prev(after)->second];
        }
    });
    return counts;
}

GroupsModel::GroupsModel(WorkingSet& set, QObject* parent) : QAbstractTableModel(parent), m_set(set)
{
    connect(&m_set, &WorkingSet::changed, this, [this] {
        countTicked();
        if (!m_groups.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1),
                               {Qt::CheckStateRole, Qt::BackgroundRole, MarkRole});
        }
    });
}

void GroupsModel::setView(const ViewData* view)
{
    beginResetModel();
    m_view = view;
    m_index = view != nullptr ? view->index : nullptr;
    m_groups = view != nullptr ? view->groups : std::vector<Group>();
    m_largest = 1;
    for (const Group& group : m_groups) {
        m_largest = std::max(m_largest, group.rows);
    }
    countTicked();
    endResetModel();
}

void GroupsModel::countTicked()
{
    m_ticked = m_view != nullptr ? tickedPerGroup(*m_view, m_set.ticked()) : std::vector<std::int64_t>();
}

const Group* GroupsModel::groupAt(int row) const
{
    return row >= 0 && std::size_t(row) < m_groups.size() ? &m_groups[std::size_t(row)] : nullptr;
}

QString GroupsModel::domainOf(const Group& group) const
{
    return group.domain ? forCell(m_index->domain(*group.domain)) : tr("(no mail domain)");
}

QStringList GroupsModel::termsOf(const Group& group) const
{
    QStringList terms;
    if (group.domain) {
        terms.append(filterTerm(QStringLiteral("domain"), m_index->domain(*group.domain)));
    }
    if (group.from && group.to) {
        terms.append(
            QString((m_view->groupOf == Table::Accounts ? QStringLiteral("joined:") : QStringLiteral("created:")) %
                    timeRange(*group.from, *group.to)));
    }
    return terms;
}

int GroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_groups.size());
}

int GroupsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString GroupsModel::windowWords(const Group& group) const
{
    if (!group.from || !group.to || m_view == nullptr) {
        return tr("all time");
    }
    switch (m_view->cut) {
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

QString GroupsModel::text(int column, const Group& group) const
{
    switch (column) {
    case DomainColumn:
        return domainOf(group);
    case WindowColumn:
        return windowWords(group);
    case AccountsColumn:
        return figure(group.accounts);
    case ProjectsColumn:
        return figure(group.projects);
    case FlaggedColumn:
        return figure(group.flagged);
    case OpenColumn:
        return figure(group.open);
    case FirstColumn:
        return timeCell(group.first);
    case LastColumn:
        return timeCell(group.last);
    default:
        return {};
    }
}

int GroupsModel::markOf(std::size_t row) const
{
    if (row >= m_ticked.size() || m_ticked[row] == 0) {
        return int(Mark::None);
    }
    return m_ticked[row] >= m_groups[row].rows ? int(Mark::Ticked) : kPartlyTicked;
}

QVariant GroupsModel::data(const QModelIndex& cell, int role) const
{
    const Group* group = groupAt(cell.row());
    if (group == nullptr) {
        return {};
    }
    const int column = cell.column();
    const int mark = markOf(std::size_t(cell.row()));
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return column == MarkColumn ? QVariant() : text(column, *group);
    case MarkRole:
        return mark;
    case Qt::CheckStateRole:
        return column != MarkColumn ? QVariant()
                                    : int(mark == int(Mark::Ticked) ? Qt::Checked
                                          : mark == kPartlyTicked   ? Qt::PartiallyChecked
                                                                    : Qt::Unchecked);
    case ShareRole:
        return column == ShareColumn ? QVariant(double(group->rows) / double(m_largest)) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::BackgroundRole:
        return mark == int(Mark::Ticked) ? QVariant(tokens().accentTint) : QVariant();
    case FilterRole:
        return column == DomainColumn && group->domain ? termsOf(*group).first() : QString();
    case Qt::AccessibleTextRole:
        if (column == MarkColumn) {
            return tr("row %1 of %2, %3 of %4 ticked")
                .arg(figure(cell.row() + 1), figure(rowCount()), figure(m_ticked[std::size_t(cell.row())]),
                     figure(group->rows));
        }
        return column == ShareColumn ? tr("%1 percent of the largest").arg(100 * group->rows / m_largest)
                                     : text(column, *group);
    case Qt::ToolTipRole:
        return column == FirstColumn  ? timeToolTip(group->first)
               : column == LastColumn ? timeToolTip(group->last)
                                      : QString();
    default:
        return {};
    }
}

QVariant GroupsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::AccessibleTextRole && (section == MarkColumn || section == ShareColumn)) {
        return section == MarkColumn ? tr("Tick mark") : tr("Share of the largest group");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
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

Qt::ItemFlags GroupsModel::flags(const QModelIndex& cell) const
{
    return cell.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace cordon::ui
