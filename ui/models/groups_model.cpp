// SPDX-License-Identifier: Apache-2.0
#include "ui/models/groups_model.h"

#include "core/domain/visible_text.h"
#include "ui/models/carried.h"
#include "ui/models/filter_text.h"
#include "ui/models/members_model.h"
#include "ui/models/row_words.h"
#include "ui/models/words.h"

#include <algorithm>

namespace cordon::ui {

namespace {

const QString kNotYet = QStringLiteral("…");

bool isFigure(int column)
{
    return column == GroupsModel::AccountsColumn || column == GroupsModel::ProjectsColumn ||
           column == GroupsModel::FlaggedColumn || column == GroupsModel::OpenColumn;
}

/// What a group is called among those of one cut: its mail domain and where its window begins.
using Name = std::pair<Row, std::int64_t>;
constexpr std::int64_t kNowhere = -1; ///< no group begins a microsecond before 1970

Name nameOf(const ViewData& view, const GroupSpan& span)
{
    if (view.cut == TimeCut::None) {
        return {span.domain, 0};
    }
    return {span.domain, view.uncounted(span).from->time_since_epoch().count()};
}

/// The same group's name in another answer; nothing where its domain is gone.
std::optional<Name> carried(const ViewData& from, const ViewData& to, Name name)
{
    if (name.first != kNoRow) {
        const auto domain = carriedRow(*from.index, *to.index, Table::Domains, name.first);
        if (!domain) {
            return std::nullopt;
        }
        name.first = *domain;
    }
    return name;
}

} // namespace

GroupsModel::GroupsModel(WorkingSet& set, JobRunner& jobs, QObject* parent)
    : QAbstractTableModel(parent), m_set(set), m_jobs(jobs), m_figures(jobs)
{
    connect(&m_set, &WorkingSet::changed, this, [this] {
        countTicked();
        tellMarks();
    });
    connect(&m_figures, &GroupFigures::arrived, this, &GroupsModel::showFigures);
}

void GroupsModel::setView(std::shared_ptr<const ViewData> view)
{
    if (m_view && view && m_view->grouping == view->grouping) {
        m_view = std::move(view); // the same groups: nothing to be seen
        m_figures.setView(m_view);
        return;
    }
    if (m_view && view && m_view->grouping->spans == view->grouping->spans) {
        m_view = std::move(view); // the same groups of the same rows: only what is said of them changes
        m_figures.setView(m_view);
        countTicked();
        Q_EMIT dataChanged(index(0, 0), index(std::max(0, rowCount() - 1), ColumnCount - 1));
        return;
    }
    const bool wholeOpen = m_outline.groups() > 1 && m_outline.openGroups() == m_outline.groups();
    const bool sameCut = m_view && view && m_view->groupOf == view->groupOf && m_view->cut == view->cut;
    const std::vector<std::size_t> open = sameCut && !wholeOpen ? openIn(*view) : std::vector<std::size_t>();
    beginResetModel();
    m_view = std::move(view);
    m_figures.setView(m_view);
    std::vector<std::uint32_t> sizes;
    m_largest = 1;
    if (m_view) {
        sizes.reserve(m_view->groups().size());
        for (const GroupSpan& each : m_view->groups()) {
            sizes.push_back(each.rows);
        }
        m_largest = sizes.empty() ? 1 : std::max<std::int64_t>(1, sizes.front());
    }
    m_outline = Outline(std::move(sizes));
    m_place = {};
    for (const std::size_t number : open) {
        m_outline.open(number);
    }
    if (sameCut && wholeOpen) {
        m_outline.openAll();
    }
    m_ticked = Bitmap();
    countTicked();
    endResetModel();
}

std::vector<std::size_t> GroupsModel::openIn(const ViewData& next) const
{
    std::vector<std::size_t> found;
    if (m_outline.openGroups() == 0) {
        return found;
    }
    std::vector<Name> names;
    std::vector<bool> domains(next.index->size(Table::Domains) + 1); // the last one: no domain
    const auto slot = [&](Row domain) { return domain == kNoRow ? domains.size() - 1 : std::size_t{domain}; };
    for (std::size_t number = 0; number < m_outline.groups(); ++number) {
        if (m_outline.isOpen(number)) {
            if (const auto name = carried(*m_view, next, nameOf(*m_view, spanOf(number)))) {
                names.push_back(*name);
                domains[slot(name->first)] = true;
            }
        }
    }
    std::sort(names.begin(), names.end());
    for (std::size_t number = 0; number < next.groups().size(); ++number) {
        const GroupSpan& each = next.groups()[number];
        if (domains[slot(each.domain)] && std::binary_search(names.begin(), names.end(), nameOf(next, each))) {
            found.push_back(number);
        }
    }
    return found;
}

void GroupsModel::countTicked()
{
    m_tickedIn.clear();
    if (!m_view) {
        m_ticked = Bitmap();
        return;
    }
    const Table table = m_view->groupOf;
    const Bitmap& found = m_view->matching(table);
    if (!m_set.index() || m_set.index()->columns() != m_view->index->columns()) {
        m_ticked = Bitmap(found.size()); // the set speaks of a newer picture; its view is on the way
        return;
    }
    const Bitmap& ticked = table == Table::Accounts ? m_set.ticked().accounts : m_set.ticked().projects;
    if (table != Table::Uploads) {
        const bool fits = ticked.size() == found.size();
        m_ticked = fits ? ticked : Bitmap(found.size());
        m_ticked &= found;
        return;
    }
    if (m_ticked.size() != found.size()) {
        m_ticked = Bitmap(found.size());
    }
    if (!ticked.any()) {
        m_ticked.clear();
        return;
    }
    m_jobs.start(
        Lane::Marks, this,
        [view = m_view, ticked](const JobRunner::Context& job) {
            Bitmap rows = uploadsOf(*view->index, ticked, job.stop());
            if (rows.size() == view->matching(Table::Uploads).size()) {
                rows &= view->matching(Table::Uploads);
            }
            return std::pair(view, std::move(rows));
        },
        [this](std::pair<std::shared_ptr<const ViewData>, Bitmap> answer) {
            if (m_view && answer.first->grouping->spans == m_view->grouping->spans) {
                takeTicked(std::move(answer.second));
            }
        });
}

void GroupsModel::takeTicked(Bitmap ticked)
{
    m_ticked = std::move(ticked);
    m_tickedIn.clear();
    tellMarks();
}

void GroupsModel::tellMarks()
{
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1),
                           {Qt::CheckStateRole, Qt::BackgroundRole, MarkRole});
    }
}

void GroupsModel::showFigures(const std::vector<std::size_t>& groups)
{
    for (const std::size_t number : groups) {
        const int line = int(m_outline.lineOf(number));
        Q_EMIT dataChanged(index(line, AccountsColumn), index(line, OpenColumn), {Qt::DisplayRole});
        Q_EMIT figuresArrived(line);
    }
}

std::optional<Outline::Line> GroupsModel::lineAt(int line) const
{
    return line >= 0 && std::size_t(line) < m_outline.lines() ? std::optional(m_outline.at(std::size_t(line)))
                                                              : std::nullopt;
}

const GroupsModel::Place& GroupsModel::placeAt(int line) const
{
    if (m_place.line != line) {
        m_place.line = line;
        m_place.at = m_outline.at(std::size_t(line));
        m_place.row = m_place.at.row ? rowOf(m_place.at) : kNoRow;
    }
    return m_place;
}

Row GroupsModel::rowOf(const Outline::Line& line) const
{
    const BitmapRanks& ranks = m_view->rows(m_view->groupOf).ranks();
    return ranks.rowAt(ranks.placeOf(spanOf(line.group).begin) + *line.row);
}

Group GroupsModel::group(std::size_t number) const
{
    const Group* counted = m_figures.of(number);
    return counted != nullptr ? *counted : m_view->uncounted(spanOf(number));
}

std::optional<Group> GroupsModel::groupAt(int line) const
{
    const auto at = lineAt(line);
    return at && !at->row ? std::optional(group(at->group)) : std::nullopt;
}

bool GroupsModel::isCounted(int line) const
{
    const auto at = lineAt(line);
    return at && !at->row && m_figures.of(at->group) != nullptr;
}

std::optional<Row> GroupsModel::rowAt(int line) const
{
    const auto at = lineAt(line);
    return at && at->row ? std::optional(rowOf(*at)) : std::nullopt;
}

int GroupsModel::headerOf(int line) const
{
    const auto at = lineAt(line);
    return at ? int(m_outline.lineOf(at->group)) : -1;
}

Bitmap GroupsModel::rowsBetween(int first, int last) const
{
    if (!m_view) {
        return {};
    }
    const TableRows& all = m_view->rows(m_view->groupOf);
    Bitmap rows(all.found().size());
    const auto from = lineAt(first);
    const auto to = lineAt(last);
    if (!from || !to || first > last) {
        return rows;
    }
    for (std::size_t number = from->group; number <= to->group; ++number) {
        const GroupSpan& each = spanOf(number);
        if (!m_outline.isOpen(number)) {
            rows.setRange(each.begin, each.end);
            continue;
        }
        const Row begin = number == from->group && from->row ? rowOf(*from) : each.begin;
        if (number < to->group) {
            rows.setRange(begin, each.end);
        } else if (to->row) { // else its header alone, which stands for none of its rows
            rows.setRange(begin, rowOf(*to) + 1);
        }
    }
    rows &= all.found();
    return rows;
}

bool GroupsModel::isOpen(int line) const
{
    const auto at = lineAt(line);
    return at && m_outline.isOpen(at->group);
}

void GroupsModel::setOpen(int line, bool open)
{
    const auto at = lineAt(line);
    if (!at || at->row || m_outline.isOpen(at->group) == open) {
        return;
    }
    const int rows = int(m_outline.rowsOf(at->group));
    if (open) {
        beginInsertRows({}, line + 1, line + rows);
        m_outline.open(at->group);
        m_place = {};
        endInsertRows();
    } else {
        beginRemoveRows({}, line + 1, line + rows);
        m_outline.close(at->group);
        m_place = {};
        endRemoveRows();
    }
    Q_EMIT dataChanged(index(line, 0), index(line, ColumnCount - 1), {OutlineRole});
}

void GroupsModel::openAll()
{
    beginResetModel();
    m_outline.openAll();
    m_place = {};
    endResetModel();
}

void GroupsModel::closeAll()
{
    beginResetModel();
    m_outline.closeAll();
    m_place = {};
    endResetModel();
}

GroupsModel::Anchor GroupsModel::anchorAt(int line) const
{
    const auto at = lineAt(line);
    return at ? Anchor{m_view, spanOf(at->group), at->row ? std::optional(rowOf(*at)) : std::nullopt} : Anchor();
}

int GroupsModel::lineOf(const Anchor& anchor) const
{
    if (!anchor.view || !m_view || anchor.view->groupOf != m_view->groupOf) {
        return -1;
    }
    // A row is looked for as itself, a group by its name or, where time is cut anew, by its first row.
    const bool sameCut = anchor.view->cut == m_view->cut;
    const Row wanted = anchor.row ? *anchor.row : sameCut ? kNoRow : anchor.group.begin;
    const Row row = carriedRow(*anchor.view->index, *m_view->index, m_view->groupOf, wanted).value_or(kNoRow);
    const BitmapRanks& ranks = m_view->rows(m_view->groupOf).ranks();
    if (!ranks.bitmap().test(row)) {
        return sameCut ? lineOfGroup(*anchor.view, anchor.group) : -1;
    }
    for (std::size_t number = 0; number < m_outline.groups(); ++number) {
        const GroupSpan& each = spanOf(number);
        if (row >= each.begin && row < each.end) {
            const bool shown = anchor.row && m_outline.isOpen(number);
            return int(m_outline.lineOf(number) + (shown ? 1 + ranks.placeOf(row) - ranks.placeOf(each.begin) : 0));
        }
    }
    return -1;
}

int GroupsModel::lineOfGroup(const ViewData& of, const GroupSpan& group) const
{
    const Name name = carried(of, *m_view, nameOf(of, group)).value_or(Name(kNoRow, kNowhere));
    for (std::size_t number = 0; number < m_outline.groups(); ++number) {
        if (spanOf(number).domain == name.first && nameOf(*m_view, spanOf(number)) == name) {
            return int(m_outline.lineOf(number));
        }
    }
    return -1;
}

QString GroupsModel::domainOf(const Group& group) const
{
    return group.domain ? forCell(m_view->index->domain(*group.domain)) : tr("(no mail domain)");
}

QStringList GroupsModel::termsOf(const Group& group) const
{
    QStringList terms;
    if (group.domain) {
        terms.append(filterTerm(QStringLiteral("domain"), m_view->index->domain(*group.domain)));
    }
    if (group.from && group.to) {
        const QString field = m_view->groupOf == Table::Accounts   ? QStringLiteral("joined:")
                              : m_view->groupOf == Table::Projects ? QStringLiteral("created:")
                                                                   : QStringLiteral("uploaded:");
        terms.append(QString(field % timeRange(*group.from, *group.to)));
    }
    return terms;
}

int GroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_outline.lines());
}

int GroupsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString GroupsModel::windowWords(const Group& group) const
{
    if (!group.from || !group.to) {
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

QString GroupsModel::text(int column, std::size_t number) const
{
    if (isFigure(column)) {
        const Group* counted = m_figures.of(number);
        if (counted == nullptr) {
            return kNotYet;
        }
        return figure(column == AccountsColumn   ? counted->accounts
                      : column == ProjectsColumn ? counted->projects
                      : column == FlaggedColumn  ? counted->flagged
                                                 : counted->open);
    }
    if (column == MarkColumn || column == ShareColumn) {
        return {};
    }
    const Group shown = m_view->uncounted(spanOf(number));
    switch (column) {
    case DomainColumn:
        return domainOf(shown);
    case WindowColumn:
        return windowWords(shown);
    case FirstColumn:
        return timeCell(shown.first);
    case LastColumn:
        return timeCell(shown.last);
    default:
        return {};
    }
}

QString GroupsModel::rowText(int column, Row row) const
{
    const Table table = m_view->groupOf;
    const Index& index = *m_view->index;
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
                          m_view->rows(table).gaveUpOn(row));
    default:
        return {};
    }
}

std::int64_t GroupsModel::tickedIn(std::size_t number) const
{
    const auto known = m_tickedIn.constFind(number);
    if (known != m_tickedIn.constEnd()) {
        return *known;
    }
    const GroupSpan& each = spanOf(number);
    const std::int64_t ticked = each.end <= m_ticked.size() ? m_ticked.count(each.begin, each.end) : 0;
    m_tickedIn.insert(number, ticked);
    return ticked;
}

int GroupsModel::markOf(std::size_t number) const
{
    const std::int64_t ticked = tickedIn(number);
    return ticked == 0                                   ? int(Mark::None)
           : ticked >= std::int64_t{spanOf(number).rows} ? int(Mark::Ticked)
                                                         : kPartlyTicked;
}

Mark GroupsModel::markOfRow(Row row) const
{
    const Table of = m_view->groupOf;
    return m_set.mark(tickedTable(of), of == Table::Uploads ? m_view->index->projectOfUpload(row) : row);
}

QVariant GroupsModel::data(const QModelIndex& cell, int role) const
{
    if (!cell.isValid() || std::size_t(cell.row()) >= m_outline.lines()) {
        return {};
    }
    const Place& place = placeAt(cell.row());
    return place.at.row ? rowCell(place.row, cell, role) : headerCell(place.at.group, cell, role);
}

QVariant GroupsModel::headerCell(std::size_t number, const QModelIndex& cell, int role) const
{
    const int column = cell.column();
    const GroupSpan& each = spanOf(number);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return column == MarkColumn ? QVariant() : text(column, number);
    case MarkRole:
        return markOf(number);
    case OutlineRole:
        return column != DomainColumn ? QVariant()
                                      : int(m_outline.isOpen(number) ? OutlineMark::Open : OutlineMark::Closed);
    case Qt::CheckStateRole:
        return column != MarkColumn ? QVariant()
                                    : int(markOf(number) == int(Mark::Ticked) ? Qt::Checked
                                          : markOf(number) == kPartlyTicked   ? Qt::PartiallyChecked
                                                                              : Qt::Unchecked);
    case ShareRole:
        return column == ShareColumn ? QVariant(double(each.rows) / double(m_largest)) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::BackgroundRole:
        return markOf(number) == int(Mark::Ticked) ? QVariant(tokens().accentTint) : QVariant();
    case FilterRole:
        return column == DomainColumn && each.domain != kNoRow ? termsOf(m_view->uncounted(each)).first() : QString();
    case Qt::AccessibleTextRole:
        if (column == MarkColumn) {
            return QString(
                tr("row %1 of %2, %3 of %4 ticked")
                    .arg(figure(cell.row() + 1), figure(rowCount()), figure(tickedIn(number)), figure(each.rows)) %
                (m_outline.isOpen(number) ? tr(", open") : QString()));
        }
        return column == ShareColumn ? tr("%1 percent of the largest").arg(100 * std::int64_t{each.rows} / m_largest)
                                     : text(column, number);
    case Qt::ToolTipRole:
        return column == FirstColumn  ? timeToolTip(m_view->uncounted(each).first)
               : column == LastColumn ? timeToolTip(m_view->uncounted(each).last)
                                      : QString();
    default:
        return {};
    }
}

QVariant GroupsModel::rowCell(Row row, const QModelIndex& cell, int role) const
{
    const int column = cell.column();
    const Table of = m_view->groupOf;
    const Index& index = *m_view->index;
    const Mark mark = markOfRow(row);
    switch (role) {
    case Qt::DisplayRole:
        return column == MarkColumn ? QVariant() : rowText(column, row);
    case CopyRole:
        return rowText(column == MarkColumn ? int(DomainColumn) : column, row);
    case MarkRole:
        return int(mark);
    case OutlineRole:
        return column == DomainColumn ? QVariant(int(OutlineMark::Row)) : QVariant();
    case Qt::CheckStateRole:
        return column != MarkColumn ? QVariant() : int(mark == Mark::Ticked ? Qt::Checked : Qt::Unchecked);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::BackgroundRole:
        return mark == Mark::Ticked ? QVariant(tokens().accentTint) : QVariant();
    case FilterRole:
        return column != DomainColumn ? QString()
               : of == Table::Uploads ? MembersModel::filterTermOf(index, Table::Projects, MembersModel::NameColumn,
                                                                   index.projectOfUpload(row))
                                      : MembersModel::filterTermOf(index, of, MembersModel::NameColumn, row);
    case Qt::AccessibleTextRole:
        return column == MarkColumn
                   ? tr("row %1 of %2, %3")
                         .arg(figure(cell.row() + 1), figure(rowCount()), MembersModel::spokenMark(mark))
                   : rowText(column, row);
    case Qt::ToolTipRole:
        return column == WindowColumn || column == FirstColumn ? timeToolTip(index.timeOf(of, row)) : QString();
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
        return section == MarkColumn ? tr("Tick mark") : tr("Share of the largest group; of a row: its signs");
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
