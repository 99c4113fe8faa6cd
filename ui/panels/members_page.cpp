// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/members_page.h"

#include "ui/models/carried.h"
#include "ui/models/same_value.h"
#include "ui/models/words.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace cordon::ui {

namespace {

const QString kTime = QStringLiteral("2025-06-30 08:00");

QString many(Table table, std::int64_t count)
{
    return counted(count, table == Table::Accounts ? QStringLiteral("account") : QStringLiteral("project"));
}

} // namespace

MembersPage::MembersPage(Table table, Workbench& bench, QWidget* parent)
    : QWidget(parent), m_table(table), m_bench(bench)
{
    const bool accounts = table == Table::Accounts;
    m_model = new MembersModel(table, bench.set(), this);
    m_view = new DenseTable(accounts ? tr("Accounts") : tr("Projects"), this);
    m_view->setObjectName(accounts ? QStringLiteral("accountsView") : QStringLiteral("projectsView"));
    m_view->setModel(m_model);
    const QString name = accounts ? QStringLiteral("a-name-of-usual-l") : QStringLiteral("a-name-of-usual-lengt");
    const QString owner = accounts ? QString() : QStringLiteral("vividkettle866");
    m_view->fitColumns({QString(), name, owner, QStringLiteral("zzfx-corp35.co."), kTime,
                        accounts ? QStringLiteral("Projects") : QStringLiteral("Files"), QStringLiteral("12 module"),
                        QStringLiteral("quarantine"), accounts ? QStringLiteral("open · 2 reports · pr") : name,
                        QStringLiteral("v…@zzfx-corp35.co.uk")});
    const std::vector<int> columns = MembersModel::columnsOf(table);
    for (int column = 0; column < MembersModel::ColumnCount; ++column) {
        m_view->setColumnHidden(column, std::find(columns.begin(), columns.end(), column) == columns.end());
    }
    m_view->growColumn(MembersModel::NameColumn);
    m_view->horizontalHeader()->setSectionsClickable(true);
    m_view->horizontalHeader()->setSortIndicatorShown(true);
    m_view->horizontalHeader()->setSortIndicator(MembersModel::TimeColumn, Qt::AscendingOrder);
    m_page = new EmptyState(m_view, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);

    connect(m_page, &EmptyState::actionTriggered, this, &MembersPage::importWanted);
    connect(m_view, &DenseTable::toggleRequested, this, &MembersPage::toggle);
    connect(m_view, &DenseTable::rangeRequested, this, &MembersPage::tickRange);
    connect(m_view, &DenseTable::currentRowChanged, this, &MembersPage::currentChanged);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionClicked, this, &MembersPage::orderBy);
    connect(&bench, &Workbench::viewChanged, this, &MembersPage::showView);
    connect(&bench, &Workbench::workspaceChanged, this, &MembersPage::showView);
    showView();
}

void MembersPage::showView()
{
    const ViewData* view = m_bench.view();
    const auto rows = m_model->rows();
    if (isVisible()) {
        rememberPlace();
    }
    if (view != nullptr) {
        m_model->setRows(view->index, view->sorted[std::size_t(m_table)]);
    } else {
        m_model->setRows(nullptr, nullptr);
        m_place = {};
    }
    if (m_model->rowCount() > 0 && m_model->rows() != rows) {
        restorePlace();
    }
    showPage();
    Q_EMIT currentChanged();
}

void MembersPage::hideEvent(QHideEvent* event)
{
    // What becomes of the list while nobody looks at it says nothing of where the person was.
    rememberPlace();
    QWidget::hideEvent(event);
}

void MembersPage::rememberPlace()
{
    if (const auto row = currentRow()) {
        const int line = m_view->currentRow();
        m_place = {m_model->index()->subject(m_table, *row), line, m_view->fromTop(line)};
    }
}

void MembersPage::restorePlace()
{
    // The cursor stays with its row, at its height. Where the row is gone: with its line, or at the
    // top of what was newly asked for.
    const auto now = m_place.subject ? m_model->index()->find(*m_place.subject) : std::nullopt;
    const int place = now ? m_model->placeOf(*now) : -1;
    const bool asked = m_bench.view()->text != m_shownFilter;
    m_shownFilter = m_bench.view()->text;
    if (place >= 0) {
        m_view->moveTo(place, m_place.fromTop);
    } else {
        const int line = asked ? 0 : qBound(0, m_place.line, m_model->rowCount() - 1);
        m_view->moveTo(line, asked ? 0 : m_place.fromTop);
    }
}

void MembersPage::showPage()
{
    const ViewData* view = m_bench.view();
    if (m_model->rowCount() > 0 || (view != nullptr && view->count(m_table) > 0)) {
        m_page->showContent(); // or not sorted yet: in a moment
    } else if (m_bench.isOpening()) {
        m_page->showNothing(tr("One moment"), tr("The workspace is being read."));
    } else if (!m_bench.hasRows()) {
        m_page->showNothing(tr("Nothing here yet"),
                            tr("Import the files of a campaign: a folder with accounts.csv, projects.csv and the "
                               "like, or single CSV, JSON Lines and OSV files."),
                            m_bench.writable() ? tr("Import…  Ctrl+I") : QString());
    } else {
        m_page->showNothing(m_table == Table::Accounts ? tr("No account matches") : tr("No project matches"),
                            tr("Widen the filter with Ctrl+F, or press [ for the one before."));
    }
}

QString MembersPage::currentFilterTerm() const
{
    return m_view->currentIndex().data(FilterRole).toString();
}

std::optional<Row> MembersPage::rowToMark(int line) const
{
    const auto shown = m_model->rowAt(line);
    return shown && m_bench.index() ? carriedRow(*m_model->index(), *m_bench.index(), m_table, *shown) : std::nullopt;
}

void MembersPage::toggle(int line)
{
    if (const auto row = rowToMark(line)) {
        m_bench.set().tickOne(m_table, *row, m_bench.set().mark(m_table, *row) != Mark::Ticked);
    }
}

void MembersPage::tickRange(int first, int last)
{
    if (m_model->rows() && first >= 0) {
        m_bench.withRows(this, m_model->index(), m_table,
                         m_model->rows()->between(std::size_t(first), std::size_t(last)),
                         [this](const Bitmap& rows) { m_bench.set().tick(m_table, rows, true, tr("rows by hand")); });
    }
}

void MembersPage::tickAllMatching()
{
    const ViewData* view = m_bench.view();
    if (view == nullptr) {
        return;
    }
    const QString filter =
        view->text.trimmed().isEmpty() ? tr("everything") : tr("filter %1").arg(view->text.trimmed());
    m_bench.withRows(this, view->index, m_table, view->matching(m_table), [this, filter](const Bitmap& rows) {
        WorkingSet& set = m_bench.set();
        const std::int64_t count = set.tick(m_table, rows, true, filter);
        Bitmap out = m_table == Table::Accounts ? set.leftOut().accounts : set.leftOut().projects;
        out &= rows;
        const QString stay = out.any() ? tr(" %1 left out stay so.").arg(figure(out.count())) : QString();
        Q_EMIT m_bench.announced(QString(tr("Ticked %1, all that match.").arg(many(m_table, count)) % stay));
    });
}

void MembersPage::tickSameValue()
{
    const auto row = currentRow();
    if (!row) {
        return;
    }
    const auto index = m_model->index();
    m_bench.withRowsFound(
        this, index, m_table,
        [index, table = m_table, column = m_view->currentIndex().column(), row = *row, rows = m_model->rows()](
            const std::stop_token& stop) { return rowsWithSameValue(*index, table, column, row, rows->found(), stop); },
        [this](const Bitmap& same) {
            const std::int64_t count = m_bench.set().tick(m_table, same, true, tr("the same value in a column"));
            Q_EMIT m_bench.announced(tr("Ticked %1 with the same value.").arg(many(m_table, count)));
        });
}

void MembersPage::leaveOutCurrent()
{
    if (const auto row = rowToMark(m_view->currentRow())) {
        m_bench.set().toggleLeftOut(m_table, *row);
        Q_EMIT m_bench.announced(m_bench.set().mark(m_table, *row) == Mark::LeftOut
                                     ? tr("Left out, with a mark. %1 in all.").arg(figure(m_bench.set().leftOutCount()))
                                     : tr("No longer left out."));
    }
}

void MembersPage::sortByCurrentColumn()
{
    orderBy(m_view->currentIndex().isValid() ? m_view->currentIndex().column() : int(MembersModel::TimeColumn));
}

void MembersPage::orderBy(int column)
{
    const auto field = MembersModel::sortFieldOf(m_table, column);
    if (!field) {
        return;
    }
    m_order.descending = m_order.by == *field && !m_order.descending;
    m_order.by = *field;
    m_view->horizontalHeader()->setSortIndicator(column, m_order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_bench.setOrder(m_table, m_order);
}

} // namespace cordon::ui
