// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/groups_page.h"

#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace cordon::ui {

GroupsPage::GroupsPage(Workbench& bench, QWidget* parent) : QWidget(parent), m_bench(bench)
{
    m_model = new GroupsModel(bench.set(), this);
    m_view = new DenseTable(tr("Groups"), this);
    m_view->setObjectName(QStringLiteral("groupsView"));
    m_view->setModel(m_model);
    const QString time = QStringLiteral("2025-06-30 08:00");
    m_view->fitColumns({QString(), QStringLiteral("zzfx-corp35.co.uk"), QStringLiteral("2025-06-30 08:00 – 08:00"),
                        QStringLiteral("Accounts"), QStringLiteral("Projects"), QStringLiteral("Flagged"),
                        QStringLiteral("1,234"), time, time, QString()});
    m_view->growColumn(GroupsModel::DomainColumn);
    m_of = new QComboBox(this);
    m_of->setObjectName(QStringLiteral("groupOf"));
    m_of->setAccessibleName(tr("What is grouped"));
    m_of->addItem(tr("Accounts"), int(Table::Accounts));
    m_of->addItem(tr("Projects"), int(Table::Projects));
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
    auto* content = new QWidget(this);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addLayout(bar);
    inner->addWidget(m_view, 1);
    m_page = new EmptyState(content, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);

    connect(m_page, &EmptyState::actionTriggered, this, &GroupsPage::importWanted);
    connect(m_of, &QComboBox::activated, this, &GroupsPage::chooseGrouping);
    connect(m_cut, &QComboBox::activated, this, &GroupsPage::chooseGrouping);
    connect(m_view, &DenseTable::toggleRequested, this, &GroupsPage::tickCurrent);
    connect(m_view, &DenseTable::rangeRequested, this, &GroupsPage::tickRange);
    connect(m_view, &DenseTable::currentRowChanged, this, &GroupsPage::currentChanged);
    const auto enter = [this](int row) {
        if (const Group* group = m_model->groupAt(row)) {
            Q_EMIT filterWanted(m_model->termsOf(*group));
        }
    };
    connect(m_view, &DenseTable::enterPressed, this, enter);
    connect(m_view, &QTableView::doubleClicked, this, [enter](const QModelIndex& cell) { enter(cell.row()); });
    connect(&bench, &Workbench::viewChanged, this, &GroupsPage::showView);
    connect(&bench, &Workbench::workspaceChanged, this, &GroupsPage::showView);
    showView();
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

void GroupsPage::showView()
{
    const int before = m_view->currentRow();
    m_model->setView(m_bench.view());
    // A window says when; without one, the first and the last of the group do.
    const bool whole = m_bench.cut() == TimeCut::None;
    m_view->setColumnHidden(GroupsModel::WindowColumn, whole);
    m_view->setColumnHidden(GroupsModel::FirstColumn, !whole);
    m_view->setColumnHidden(GroupsModel::LastColumn, !whole);
    m_view->shareRoom();
    m_count->setText(counted(m_model->rowCount(), tr("group")));
    if (m_model->rowCount() > 0) {
        m_view->moveTo(qBound(0, before, m_model->rowCount() - 1));
        m_page->showContent();
    } else if (m_bench.jobs().busy(Lane::Workspace)) {
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
        m_page->showContent();
    }
    Q_EMIT currentChanged();
}

void GroupsPage::tickCurrent()
{
    const Group* group = currentGroup();
    const ViewData* view = m_bench.view();
    if (group == nullptr || view == nullptr) {
        return;
    }
    const Bitmap members = view->membersOfGroup(*group);
    Bitmap missing = members;
    missing -= view->groupOf == Table::Accounts ? m_bench.set().ticked().accounts : m_bench.set().ticked().projects;
    missing -= view->groupOf == Table::Accounts ? m_bench.set().leftOut().accounts : m_bench.set().leftOut().projects;
    const bool on = missing.any();
    const std::int64_t count = m_bench.set().tick(view->groupOf, members, on,
                                                  tr("group %1").arg(m_model->termsOf(*group).join(QLatin1Char(' '))));
    Q_EMIT m_bench.announced((on ? tr("Ticked %1 of the group.") : tr("Unticked %1 of the group.")).arg(figure(count)));
}

void GroupsPage::tickRange(int first, int last)
{
    const ViewData* view = m_bench.view();
    if (view == nullptr) {
        return;
    }
    Bitmap rows(view->index->size(view->groupOf));
    for (int row = first; row <= last; ++row) {
        if (const Group* group = m_model->groupAt(row)) {
            rows |= view->membersOfGroup(*group);
        }
    }
    m_bench.set().tick(view->groupOf, rows, true, tr("%1 groups").arg(last - first + 1));
}

void GroupsPage::tickAllMatching()
{
    if (const ViewData* view = m_bench.view()) {
        const QString filter =
            view->text.trimmed().isEmpty() ? tr("everything") : tr("filter %1").arg(view->text.trimmed());
        const std::int64_t count = m_bench.set().tick(view->groupOf, view->matching(view->groupOf), true, filter);
        Q_EMIT m_bench.announced(tr("Ticked %1, all that match.").arg(figure(count)));
    }
}

} // namespace cordon::ui
