// SPDX-License-Identifier: Apache-2.0
#include "ui/models/members_model.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "ui/models/filter_text.h"
#include "ui/models/words.h"

#include <algorithm>

namespace cordon::ui {

namespace {

QString tr(const char* text)
{
    return MembersModel::tr(text);
}

QString domainCell(const Index& index, Table table, Row row)
{
    const auto domain = index.domainOf(table, row);
    return domain ? forCell(index.domain(*domain)) : QString();
}

QString accountText(const Index& index, int column, Row row)
{
    const AccountColumns& accounts = index.columns()->accounts;
    switch (column) {
    case MembersModel::NameColumn:
        return forCell(accounts.name.text(row));
    case MembersModel::DomainColumn:
        return domainCell(index, Table::Accounts, row);
    case MembersModel::TimeColumn:
        return timeCell(index.timeOf(Table::Accounts, row));
    case MembersModel::CountColumn:
        return figure(std::int64_t(index.projectsOwnedBy(row).size()));
    case MembersModel::StateColumn:
        return stateWords(AccountState(accounts.state[row]));
    case MembersModel::SignsColumn:
        return signs(index, Table::Accounts, row);
    case MembersModel::EmailColumn:
        return forCell(maskedAddress(accounts.email.text(row)));
    default:
        return {};
    }
}

QString projectText(const Index& index, int column, Row row)
{
    const ProjectColumns& projects = index.columns()->projects;
    switch (column) {
    case MembersModel::NameColumn:
        return forCell(projects.name.text(row));
    case MembersModel::OwnerColumn:
        return forCell(index.columns()->accounts.name.text(projects.owner[row]));
    case MembersModel::DomainColumn:
        return domainCell(index, Table::Projects, row);
    case MembersModel::TimeColumn:
        return timeCell(index.timeOf(Table::Projects, row));
    case MembersModel::CountColumn: {
        const auto files = projects.files.maybe(row);
        return files ? figure(*files) : QString();
    }
    case MembersModel::CodeColumn: {
        const auto modules = projects.modules.maybe(row);
        return !modules ? tr("unknown") : *modules == 0 ? tr("empty") : counted(*modules, tr("module"));
    }
    case MembersModel::StateColumn:
        return stateWords(ProjectState(projects.state[row]));
    case MembersModel::SignsColumn:
        return signs(index, Table::Projects, row);
    default:
        return {};
    }
}

} // namespace

MembersModel::MembersModel(Table table, WorkingSet& set, QObject* parent)
    : QAbstractTableModel(parent), m_table(table), m_set(set)
{
    connect(&m_set, &WorkingSet::changed, this, [this] {
        if (rowCount() > 0) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1),
                               {Qt::CheckStateRole, Qt::BackgroundRole, MarkRole});
        }
    });
}

void MembersModel::setRows(std::shared_ptr<const Index> index, std::shared_ptr<const TableRows> rows)
{
    if (m_index == index && m_rows == rows) {
        return;
    }
    if (m_index && index && m_rows == rows && m_index->columns() == index->columns()) {
        m_index = std::move(index); // decisions alone have changed: no row moves
        if (rowCount() > 0) {
            Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_index = std::move(index);
    m_rows = std::move(rows);
    endResetModel();
}

std::optional<Row> MembersModel::rowAt(int row) const
{
    return row >= 0 && m_rows && std::size_t(row) < m_rows->size() ? std::optional(m_rows->at(std::size_t(row)))
                                                                   : std::nullopt;
}

int MembersModel::placeOf(Row row) const
{
    const auto place = m_rows ? m_rows->placeOf(row) : std::nullopt;
    return place ? int(*place) : -1;
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

int MembersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows ? int(m_rows->size()) : 0;
}

int MembersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString MembersModel::textOf(const Index& index, Table table, int column, Row row)
{
    return table == Table::Accounts ? accountText(index, column, row) : projectText(index, column, row);
}

QString MembersModel::spokenMark(Mark mark)
{
    return mark == Mark::Ticked ? tr("ticked") : mark == Mark::LeftOut ? tr("left out") : tr("not ticked");
}

QString MembersModel::text(int column, Row row) const
{
    const QString text = textOf(*m_index, m_table, column, row);
    return column == SignsColumn ? withGaveUp(text, m_rows->gaveUpOn(row)) : text;
}

QString MembersModel::spoken(int place, int column, Row row) const
{
    if (column != MarkColumn) {
        return text(column, row);
    }
    return tr("row %1 of %2, %3").arg(figure(place + 1), figure(rowCount()), spokenMark(m_set.mark(m_table, row)));
}

QString MembersModel::filterTermOf(const Index& index, Table table, int column, Row row)
{
    const bool account = table == Table::Accounts;
    const Columns& columns = *index.columns();
    switch (column) {
    case OwnerColumn:
        return filterTerm(QStringLiteral("owner"), columns.accounts.name.text(index.ownerOf(row)));
    case DomainColumn: {
        const auto domain = index.domainOf(table, row);
        return domain ? filterTerm(QStringLiteral("domain"), index.domain(*domain)) : QString();
    }
    case TimeColumn:
        return QString((account ? QStringLiteral("joined:") : QStringLiteral("created:")) %
                       formatDay(index.timeOf(table, row)));
    case CodeColumn: {
        const auto empty = index.project(row).empty();
        return !empty ? QString() : *empty ? QStringLiteral("empty:yes") : QStringLiteral("empty:no");
    }
    case StateColumn:
        return filterTerm(QStringLiteral("state"), account ? word(AccountState(columns.accounts.state[row]))
                                                           : word(ProjectState(columns.projects.state[row])));
    case EmailColumn: // an address would unmask it in the filter bar
        return {};
    default:
        return filterTerm(QStringLiteral("name"), index.subject(table, row).name);
    }
}

Tone MembersModel::toneOf(int column, Row row) const
{
    if (column == StateColumn) {
        return m_table == Table::Accounts ? stateTone(AccountState(m_index->columns()->accounts.state[row]))
                                          : stateTone(ProjectState(m_index->columns()->projects.state[row]));
    }
    if (column == SignsColumn && (m_index->isProtected(m_table).test(row) || m_rows->gaveUpOn(row))) {
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
        return filterTermOf(*m_index, m_table, column, *row);
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
