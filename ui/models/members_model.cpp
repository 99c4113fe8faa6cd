// SPDX-License-Identifier: Apache-2.0
#include "ui/models/members_model.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "ui/models/filter_text.h"
#include "ui/models/words.h"

#include <algorithm>

namespace cordon::ui {

MembersModel::MembersModel(Table table, WorkingSet& set, QObject* parent)
    : QAbstractTableModel(parent), m_table(table), m_set(set)
{
    connect(&m_set, &WorkingSet::changed, this, [this] {
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1),
                               {Qt::CheckStateRole, Qt::BackgroundRole, MarkRole});
        }
    });
}

void MembersModel::setRows(std::shared_ptr<const Index> index, std::vector<Row> rows)
{
    if (m_index == index && m_rows == rows) {
        return;
    }
    beginResetModel();
    m_index = std::move(index);
    m_rows = std::move(rows);
    endResetModel();
}

std::optional<Row> MembersModel::rowAt(int row) const
{
    return row >= 0 && std::size_t(row) < m_rows.size() ? std::optional(m_rows[std::size_t(row)]) : std::nullopt;
}

int MembersModel::placeOf(Row row) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), row);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

std::vector<int> MembersModel::columnsOf(Table table)
{
    if (table == Table::Accounts) {
        return {MarkColumn, NameColumn, DomainColumn, TimeColumn, CountColumn, StateColumn, SignsColumn, EmailColumn};
    }
    return {MarkColumn,  NameColumn, OwnerColumn, DomainColumn, TimeColumn,
            CountColumn, CodeColumn, StateColumn, SignsColumn};
}

std::optional<SortField> MembersModel::sortFieldOf(Table table, int column)
{
    switch (column) {
    case NameColumn:
        return SortField::Name;
    case OwnerColumn:
        return SortField::Owner;
    case DomainColumn:
        return SortField::Domain;
    case TimeColumn:
        return SortField::Time;
    case CountColumn:
        return table == Table::Accounts ? SortField::Projects : SortField::Files;
    case CodeColumn:
        return SortField::Modules;
    case StateColumn:
        return SortField::State;
    case SignsColumn:
        return SortField::Reports;
    case EmailColumn:
        return SortField::Email;
    default:
        return std::nullopt;
    }
}

Bitmap MembersModel::sameValue(const QModelIndex& cell) const
{
    Bitmap same(m_index ? m_index->size(m_table) : 0);
    const auto row = rowAt(cell.row());
    if (!row) {
        return same;
    }
    const int column = cell.column() == MarkColumn ? int(NameColumn) : cell.column();
    // Days, not minutes: nobody means "the same minute".
    const bool byDay = column == TimeColumn;
    const auto key = [&](Row r) {
        return byDay                   ? formatDay(m_index->timeOf(m_table, r))
               : column == EmailColumn ? m_index->account(r).email
                                       : text(column, r);
    };
    const QString wanted = key(*row);
    for (const Row other : m_rows) {
        if (key(other) == wanted) {
            same.set(other);
        }
    }
    return same;
}

int MembersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MembersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString MembersModel::accountText(int column, Row row) const
{
    const Account& account = m_index->account(row);
    switch (column) {
    case NameColumn:
        return forCell(account.name);
    case DomainColumn:
        return forCell(account.domain);
    case TimeColumn:
        return timeCell(account.joined);
    case CountColumn:
        return figure(std::int64_t(m_index->projectsOwnedBy(row).size()));
    case StateColumn:
        return stateWords(account.state);
    case SignsColumn:
        return signs(*m_index, m_table, row);
    case EmailColumn:
        return forCell(maskedAddress(account.email));
    default:
        return {};
    }
}

QString MembersModel::projectText(int column, Row row) const
{
    const Project& project = m_index->project(row);
    switch (column) {
    case NameColumn:
        return forCell(project.name);
    case OwnerColumn:
        return forCell(m_index->account(m_index->ownerOf(row)).name);
    case DomainColumn:
        if (const auto domain = m_index->domainOfProject(row)) {
            return forCell(m_index->domain(*domain));
        }
        return {};
    case TimeColumn:
        return timeCell(project.created);
    case CountColumn:
        return project.files ? figure(*project.files) : QString();
    case CodeColumn:
        return !project.pyModules        ? tr("unknown")
               : *project.pyModules == 0 ? tr("empty")
                                         : counted(*project.pyModules, tr("module"));
    case StateColumn:
        return stateWords(project.state);
    case SignsColumn:
        return signs(*m_index, m_table, row);
    default:
        return {};
    }
}

QString MembersModel::text(int column, Row row) const
{
    return m_table == Table::Accounts ? accountText(column, row) : projectText(column, row);
}

QString MembersModel::spoken(int place, int column, Row row) const
{
    if (column != MarkColumn) {
        return text(column, row);
    }
    const Mark mark = m_set.mark(m_table, row);
    const QString state = mark == Mark::Ticked    ? tr("ticked")
                          : mark == Mark::LeftOut ? tr("left out")
                                                  : tr("not ticked");
    return tr("row %1 of %2, %3").arg(figure(place + 1), figure(rowCount()), state);
}

QString MembersModel::filterTermOf(int column, Row row) const
{
    const bool account = m_table == Table::Accounts;
    const Instant at = m_index->timeOf(m_table, row);
    switch (column) {
    case OwnerColumn:
        return filterTerm(QStringLiteral("owner"), m_index->account(m_index->ownerOf(row)).name);
    case DomainColumn: {
        const auto domain = account ? m_index->domainOfAccount(row) : m_index->domainOfProject(row);
        return domain ? filterTerm(QStringLiteral("domain"), m_index->domain(*domain)) : QString();
    }
    case TimeColumn:
        return QString((account ? QStringLiteral("joined:") : QStringLiteral("created:")) % formatDay(at));
    case CodeColumn: {
        const auto empty = m_index->project(row).empty();
        return !empty ? QString() : *empty ? QStringLiteral("empty:yes") : QStringLiteral("empty:no");
    }
    case StateColumn:
        return filterTerm(QStringLiteral("state"),
                          account ? word(m_index->account(row).state) : word(m_index->project(row).state));
    case EmailColumn: // an address would unmask it in the filter bar
        return {};
    default:
        return filterTerm(QStringLiteral("name"), m_index->subject(m_table, row).name);
    }
}

Tone MembersModel::toneOf(int column, Row row) const
{
    if (column == StateColumn) {
        return m_table == Table::Accounts ? stateTone(m_index->account(row).state)
                                          : stateTone(m_index->project(row).state);
    }
    if (column == SignsColumn && m_index->isProtected(m_table).test(row)) {
        return Tone::Warn;
    }
    return Tone::Neutral;
}

QVariant MembersModel::data(const QModelIndex& cell, int role) const
{
    const auto row = rowAt(cell.row());
    if (!row) {
        return {};
    }
    const int column = cell.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == MarkColumn ? QVariant() : text(column, *row);
    case Qt::CheckStateRole:
        return column != MarkColumn ? QVariant()
                                    : int(m_set.mark(m_table, *row) == Mark::Ticked ? Qt::Checked : Qt::Unchecked);
    case MarkRole:
        return int(m_set.mark(m_table, *row));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == CountColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::BackgroundRole:
        return m_set.mark(m_table, *row) == Mark::Ticked ? QVariant(tokens().accentTint) : QVariant();
    case ToneRole:
        return int(toneOf(column, *row));
    case CopyRole:
        return text(column == MarkColumn ? int(NameColumn) : column, *row);
    case FilterRole:
        return filterTermOf(column, *row);
    case Qt::AccessibleTextRole:
        return spoken(cell.row(), column, *row);
    case Qt::ToolTipRole:
        return column == TimeColumn   ? timeToolTip(m_index->timeOf(m_table, *row))
               : column == NameColumn ? nameToolTip(m_index->subject(m_table, *row).name)
                                      : QString();
    default:
        return {};
    }
}

QVariant MembersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (section == CountColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    const bool account = m_table == Table::Accounts;
    if (role == Qt::AccessibleTextRole && section == MarkColumn) {
        return tr("Tick mark");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return account ? tr("Account") : tr("Project");
    case OwnerColumn:
        return tr("Owner");
    case DomainColumn:
        return tr("Mail domain");
    case TimeColumn:
        return account ? tr("Joined (UTC)") : tr("Created (UTC)");
    case CountColumn:
        return account ? tr("Projects") : tr("Files");
    case CodeColumn:
        return tr("Code");
    case StateColumn:
        return tr("State");
    case SignsColumn:
        return tr("Signs");
    case EmailColumn:
        return tr("Address");
    default:
        return QString();
    }
}

bool MembersModel::setData(const QModelIndex& cell, const QVariant& value, int role)
{
    const auto row = rowAt(cell.row());
    if (!row || cell.column() != MarkColumn || role != Qt::CheckStateRole) {
        return false;
    }
    return m_set.tickOne(m_table, *row, value.toInt() == Qt::Checked) > 0;
}

Qt::ItemFlags MembersModel::flags(const QModelIndex& cell) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (cell.column() == MarkColumn) {
        flags |= Qt::ItemIsUserCheckable;
    }
    return cell.isValid() ? flags : Qt::NoItemFlags;
}

} // namespace cordon::ui
