// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/groups_page.h"

#include "ui/models/carried.h"
#include "ui/models/row_words.h"
#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace cordon::ui {

namespace {

QString many(Table table, std::int64_t count)
{
    return counted(count, table == Table::Accounts ? QStringLiteral("account") : QStringLiteral("project"));
}

} // namespace

GroupsPage::GroupsPage(Workbench& bench, QWidget* parent) : QWidget(parent), m_bench(bench)
{
    makeTable();
    auto* content = new QWidget(this);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addLayout(makeBar());
    inner->addWidget(m_view, 1);
    m_page = new EmptyState(content, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    setTabOrder(m_of, m_cut); // as they stand, not as they were made
    setTabOrder(m_cut, m_view);
    wire();
    showView();
}

void GroupsPage::makeTable()
{
    m_model = new GroupsModel(m_bench.set(), m_bench.jobs(), this);
    m_view = new DenseTable(tr("Groups"), this);
    m_view->setObjectName(QStringLiteral("groupsView"));
    m_view->setEmptyText(tr("Nothing to group here: widen the filter with Ctrl+F, press [ for the one before, or group "
                            "something else."));
    m_view->setModel(m_model);
    m_view->showOutline();
    const QString time = QStringLiteral("2025-06-30 08:00");
    m_view->fitColumns({QString(), QStringLiteral("zzfx-corp35.co.uk"), QStringLiteral("2025-06-30 08:00 – 08:00"),
                        QStringLiteral("Accounts"), QStringLiteral("Projects"), QStringLiteral("Flagged"),
                        QStringLiteral("1,234"), time, time, QString()});
    m_view->growColumn(GroupsModel::DomainColumn);
}

QLayout* GroupsPage::makeBar()
{
    m_of = new QComboBox(this);
    m_of->setObjectName(QStringLiteral("groupOf"));
    m_of->setAccessibleName(tr("What is grouped"));
    m_of->addItem(tr("Accounts"), int(Table::Accounts));
    m_of->addItem(tr("Projects"), int(Table::Projects));
    m_of->addItem(tr("Uploads"), int(Table::Uploads));
    m_cut = new QComboBox(this);
    m_cut->setObjectName(QStringLiteral("groupCut"));
    m_cut->setAccessibleName(tr("How time cuts the groups"));
    m_cut->addItem(tr("all time"), int(TimeCut::None));
    m_cut->addItem(tr("hour"), int(TimeCut::Hour));
    m_cut->addItem(tr("day"), int(TimeCut::Day));
    m_cut->addItem(tr("week"), int(TimeCut::Week));
    m_cut->addItem(tr("burst (gap over 60 min)"), int(TimeCut::Burst));
    m_count = new PlainLabel({}, TextRole::Body, this);
    m_count->muted();
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(space::kWide, space::kTight + 2, space::kWide, space::kTight + 2);
    bar->setSpacing(space::kNormal);
    bar->addWidget((new PlainLabel(tr("Group"), TextRole::Body, this))->muted());
    bar->addWidget(m_of);
    bar->addWidget((new PlainLabel(tr("by mail domain and"), TextRole::Body, this))->muted());
    bar->addWidget(m_cut);
    bar->addStretch();
    bar->addWidget(m_count);
    return bar;
}

void GroupsPage::wire()
{
    connect(m_page, &EmptyState::actionTriggered, this, &GroupsPage::importWanted);
    connect(m_of, &QComboBox::activated, this, &GroupsPage::chooseGrouping);
    connect(m_cut, &QComboBox::activated, this, &GroupsPage::chooseGrouping);
    connect(m_view, &DenseTable::toggleRequested, this, &GroupsPage::tickCurrent);
    connect(m_view, &DenseTable::rangeRequested, this, &GroupsPage::tickRange);
    connect(m_view, &DenseTable::currentRowChanged, this, &GroupsPage::currentChanged);
    connect(this, &GroupsPage::currentChanged, this, &GroupsPage::showPlace);
    connect(m_view, &DenseTable::openRequested, this, &GroupsPage::open);
    connect(m_view, &DenseTable::openAllRequested, this, &GroupsPage::openAll);
    connect(m_view, &DenseTable::enterPressed, this, &GroupsPage::enter);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& cell) { enter(cell.row()); });
    connect(m_model, &GroupsModel::figuresArrived, this, [this](int line) {
        if (line == m_view->currentRow()) {
            Q_EMIT currentChanged();
        }
    });
    connect(&m_bench, &Workbench::viewChanged, this, &GroupsPage::showView);
    connect(&m_bench, &Workbench::workspaceChanged, this, &GroupsPage::showView);
}

void GroupsPage::chooseGrouping()
{
    m_bench.setGrouping(Table(m_of->currentData().toInt()), TimeCut(m_cut->currentData().toInt()));
}

void GroupsPage::setCut(TimeCut cut)
{
    m_cut->setCurrentIndex(m_cut->findData(int(cut)));
    chooseGrouping();
}

void GroupsPage::enter(int line)
{
    const auto group = m_model->groupAt(line);
    if (!group || m_model->view()->groupOf == Table::Uploads) {
        open(line, !m_model->isOpen(line)); // uploads have no page of their own
        return;
    }
    Q_EMIT filterWanted(m_model->termsOf(*group));
}

void GroupsPage::open(int line, bool open)
{
    const int header = m_model->headerOf(line);
    if (header < 0) {
        return;
    }
    if (line != header) {
        if (!open) {
            m_view->moveTo(header);
        }
    } else if (m_model->isOpen(line) != open) {
        m_model->setOpen(line, open);
        if (line == m_view->currentRow()) {
            Q_EMIT currentChanged();
        }
    } else if (open) {
        m_view->moveTo(line + 1);
    }
}

void GroupsPage::openAll(bool open)
{
    const int before = m_view->currentRow();
    const int fromTop = m_view->fromTop(before);
    const GroupsModel::Anchor anchor = m_model->anchorAt(before);
    open ? m_model->openAll() : m_model->closeAll();
    m_view->moveTo(qMax(0, m_model->lineOf(anchor)), fromTop);
    Q_EMIT currentChanged();
}

void GroupsPage::showView()
{
    const int before = m_view->currentRow();
    const int fromTop = m_view->fromTop(before);
    const GroupsModel::Anchor anchor = m_model->anchorAt(before);
    const auto spans = m_model->view() != nullptr ? m_model->view()->grouping->spans : nullptr;
    m_model->setView(m_bench.answer());
    m_of->setCurrentIndex(m_of->findData(int(m_bench.groupOf())));
    m_cut->setCurrentIndex(m_cut->findData(int(m_bench.cut())));
    // A window says when; without one, the first and the last of the group do.
    const bool whole = m_bench.cut() == TimeCut::None;
    m_view->setColumnHidden(GroupsModel::WindowColumn, whole);
    m_view->setColumnHidden(GroupsModel::FirstColumn, !whole);
    m_view->setColumnHidden(GroupsModel::LastColumn, !whole);
    m_view->shareRoom();
    const bool moved = m_model->view() == nullptr || m_model->view()->grouping->spans != spans;
    if (moved && m_model->rowCount() > 0) {
        // The cursor stays with its group or row; where that is gone, on its line.
        const int line = m_model->lineOf(anchor);
        m_view->moveTo(line >= 0 ? line : qBound(0, before, m_model->rowCount() - 1), fromTop);
    }
    showPage();
    Q_EMIT currentChanged();
}

void GroupsPage::showPlace()
{
    // Deep in a long group its header is out of sight.
    const QString groups = counted(std::int64_t(m_model->outline().groups()), tr("group"));
    const int line = m_view->currentRow();
    const auto group = currentMember() ? m_model->groupAt(m_model->headerOf(line)) : std::nullopt;
    m_count->setText(
        group ? tr("%1 of %2 in %3  ·  %4")
                    .arg(figure(line - m_model->headerOf(line)), figure(group->rows), m_model->domainOf(*group), groups)
              : groups);
}

void GroupsPage::showPage()
{
    if (m_model->rowCount() > 0) {
        m_page->showContent();
    } else if (!m_bench.hasRows() && m_bench.jobs().busy(Lane::Workspace)) {
        m_page->showNothing(tr("One moment"), tr("The workspace is being read."));
    } else if (!m_bench.isOpen() && !m_bench.index()) {
        m_page->showNothing(tr("No workspace is open"), tr("Open one with Ctrl+O, or make a new one with Ctrl+N."));
    } else if (!m_bench.hasRows()) {
        m_page->showNothing(tr("Nothing here yet"),
                            tr("Import the files of a campaign: a folder with accounts.csv, projects.csv and the "
                               "like, or single CSV, JSON Lines and OSV files."),
                            m_bench.writable() ? tr("Import…  Ctrl+I") : QString());
    } else if (m_bench.view() == nullptr) {
        m_page->showNothing(tr("One moment"), tr("The rows are being grouped."));
    } else {
        m_page->showContent(); // empty, and it says so: the way to group by something else stays
    }
}

void GroupsPage::tick(Bitmap rows, const QString& how, bool mayUntick,
                      const std::function<QString(std::int64_t, bool)>& said)
{
    const ViewData* view = m_model->view();
    const Table table = tickedTable(view->groupOf);
    const auto use = [this, table, how, mayUntick, said](const Bitmap& ticked) {
        WorkingSet& set = m_bench.set();
        const bool accounts = table == Table::Accounts;
        Bitmap missing = ticked;
        missing &= m_bench.index()->described(table);
        missing -= accounts ? set.ticked().accounts : set.ticked().projects;
        missing -= accounts ? set.leftOut().accounts : set.leftOut().projects;
        const bool on = !mayUntick || missing.any();
        const std::int64_t count = set.tick(table, ticked, on, how);
        if (said) {
            Q_EMIT m_bench.announced(said(count, on));
        }
    };
    if (view->groupOf != Table::Uploads) {
        m_bench.withRows(this, view->index, table, rows, use);
        return;
    }
    m_bench.withRowsFound(
        this, view->index, table,
        [index = view->index, uploads = std::move(rows)](const std::stop_token& stop) {
            return projectsOf(*index, uploads, stop);
        },
        use);
}

void GroupsPage::tickCurrent()
{
    const ViewData* view = m_model->view();
    if (const auto row = currentMember(); row && m_bench.index()) {
        const Table table = tickedTable(view->groupOf);
        const Row shown = view->groupOf == Table::Uploads ? view->index->projectOfUpload(*row) : *row;
        const auto subject = carriedRow(*view->index, *m_bench.index(), table, shown);
        if (subject &&
            m_bench.set().tickOne(table, *subject, m_bench.set().mark(table, *subject) != Mark::Ticked) == 0) {
            Q_EMIT m_bench.announced(tr("Nothing ticked: it is only mentioned, and no plan can be made for it."));
        }
        return;
    }
    const auto group = currentGroup();
    if (!group) {
        return;
    }
    tick(view->membersOfGroup(*group), tr("group %1").arg(m_model->termsOf(*group).join(QLatin1Char(' '))), true,
         [table = tickedTable(view->groupOf)](std::int64_t count, bool on) {
             return (on ? tr("Ticked %1 of the group.") : tr("Unticked %1 of the group.")).arg(many(table, count));
         });
}

void GroupsPage::tickRange(int first, int last)
{
    if (m_model->view() != nullptr) {
        tick(m_model->rowsBetween(first, last), tr("%1 lines of the groups").arg(last - first + 1), false, {});
    }
}

void GroupsPage::tickAllMatching()
{
    const ViewData* view = m_model->view();
    if (view == nullptr) {
        return;
    }
    const QString filter =
        view->text.trimmed().isEmpty() ? tr("everything") : tr("filter %1").arg(view->text.trimmed());
    tick(view->matching(view->groupOf), filter, false, [table = tickedTable(view->groupOf)](std::int64_t count, bool) {
        return tr("Ticked %1, all that match.").arg(many(table, count));
    });
}

} // namespace cordon::ui
