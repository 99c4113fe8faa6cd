// SPDX-License-Identifier: Apache-2.0
#include "ui/window/list_flow.h"

#include "ui/dialogs/left_out_dialog.h"
#include "ui/dialogs/table_dialogs.h"
#include "ui/models/filter_text.h"
#include "ui/models/record_dossier.h"
#include "ui/models/words.h"

#include <QActionGroup>
#include <QApplication>
#include <QTabBar>

namespace cordon::ui {

ListFlow::ListFlow(const Parts& parts, QObject* parent) : QObject(parent), m_p(parts)
{
    // However many lists tell of a new answer: the panel is built once.
    m_evidenceSoon.setSingleShot(true);
    m_evidenceSoon.setInterval(0);
    connect(&m_evidenceSoon, &QTimer::timeout, this, &ListFlow::showEvidence);
    wireFilter();
    wireTimeline();
    wireTabs();
    wireEvidence();
    wireMarks();
    wireCuts();
    wireOutline();
    connect(m_p.action(Act::NextArea), &QAction::triggered, this, &ListFlow::nextArea);
    connect(m_p.bench, &Workbench::viewChanged, this, &ListFlow::refresh);
    connect(m_p.bench, &Workbench::workspaceChanged, this, &ListFlow::refresh);
    for (const auto arrived : {&Workbench::viewChanged, &Workbench::workspaceChanged}) {
        connect(m_p.bench, arrived, this, &ListFlow::giveFocus, Qt::QueuedConnection);
    }
    refresh();
}

void ListFlow::giveFocus()
{
    // Nobody has it, or it stands where there was nothing to show until now.
    const QWidget* focused = m_p.window->focusWidget();
    if (focused == nullptr || focused == m_p.tabs->tabBar() || !focused->isVisible() ||
        focused->objectName() == QLatin1String("emptyAction")) {
        m_p.focusList();
    }
}

void ListFlow::wireFilter()
{
    connect(m_p.action(Act::Filter), &QAction::triggered, m_p.filter, &FilterBar::focusEdit);
    connect(m_p.action(Act::ClearFilter), &QAction::triggered, this, [this] { m_p.filter->setText({}); });
    connect(m_p.action(Act::FilterBack), &QAction::triggered, m_p.filter, &FilterBar::back);
    connect(m_p.action(Act::FilterForward), &QAction::triggered, m_p.filter, &FilterBar::forward);
    connect(m_p.action(Act::KeepValue), &QAction::triggered, this, [this] { keepValue(false); });
    connect(m_p.action(Act::ExcludeValue), &QAction::triggered, this, [this] { keepValue(true); });
    connect(m_p.filter, &FilterBar::accepted, this, [this] { m_p.focusList(); });
    connect(m_p.bench, &Workbench::viewChanged, this, [this] {
        // The list was asked for while it was empty: the keyboard waited on the tabs.
        if (m_p.tabs->tabBar()->hasFocus() && m_p.list()->isVisible()) {
            m_p.focusList();
        }
    });
    connect(m_p.groups, &GroupsPage::filterWanted, this, &ListFlow::keepGroup);
}

void ListFlow::wireTimeline()
{
    connect(m_p.action(Act::Timeline), &QAction::triggered, this,
            [this] { m_p.timeline->setFocus(Qt::ShortcutFocusReason); });
    connect(m_p.action(Act::TimelineIn), &QAction::triggered, this, [this] { m_p.timeline->zoom(0.5); });
    connect(m_p.action(Act::TimelineOut), &QAction::triggered, this, [this] { m_p.timeline->zoom(2); });
    connect(m_p.action(Act::TimelineAll), &QAction::triggered, m_p.timeline, &TimelineWidget::showEverything);
    connect(m_p.action(Act::TimelineTable), &QAction::triggered, this,
            [this] { showTimelineTable(*m_p.timeline, m_p.window); });
    connect(m_p.timeline, &TimelineWidget::brushApplied, this, &ListFlow::keepSpan);
    connect(m_p.timeline, &TimelineWidget::brushChanged, m_p.status, &StatusLine::tell);
    connect(m_p.bench, &Workbench::viewChanged, this, [this] { m_p.timeline->setView(m_p.bench->view()); });
    connect(m_p.bench, &Workbench::workspaceChanged, this, [this] { m_p.timeline->setView(m_p.bench->view()); });
}

void ListFlow::wireTabs()
{
    const std::pair<Act, Parts::Tab> tabs[] = {{Act::ShowGroups, Parts::Groups},
                                               {Act::ShowAccounts, Parts::Accounts},
                                               {Act::ShowProjects, Parts::Projects},
                                               {Act::ShowRuns, Parts::Runs},
                                               {Act::ShowLedger, Parts::Ledger}};
    for (const auto& entry : tabs) {
        const Parts::Tab tab = entry.second;
        connect(m_p.action(entry.first), &QAction::triggered, this, [this, tab] {
            m_p.tabs->setCurrentIndex(tab);
            m_p.focusList();
        });
    }
    connect(m_p.tabs, &QTabWidget::currentChanged, this, [this] {
        m_p.bench->setInFront(m_p.members() != nullptr ? std::optional(m_p.members()->table()) : std::nullopt);
        if (m_p.tab() == Parts::Ledger) {
            m_p.ledger->refresh();
        }
        refresh();
    });
    connect(m_p.ledger, &LedgerPage::refreshed, this, [this] {
        // Asked for by a key before there was a list to go to.
        if (m_p.tab() == Parts::Ledger && m_p.tabs->tabBar()->hasFocus()) {
            m_p.focusList();
        }
        refresh();
    });
    connect(m_p.run, &RunDesk::runsChanged, this, &ListFlow::refresh);
    connect(m_p.action(Act::SortColumn), &QAction::triggered, this, [this] {
        if (MembersPage* page = m_p.members()) {
            page->sortByCurrentColumn();
        }
    });
}

void ListFlow::wireEvidence()
{
    const auto moved = [this] {
        m_revealed = false;
        m_evidenceSoon.start();
    };
    connect(m_p.groups, &GroupsPage::currentChanged, this, moved);
    connect(m_p.accounts, &MembersPage::currentChanged, this, moved);
    connect(m_p.projects, &MembersPage::currentChanged, this, moved);
    connect(m_p.runs->view(), &DenseTable::currentRowChanged, this, moved);
    connect(m_p.ledger->view(), &DenseTable::currentRowChanged, this, moved);
    connect(m_p.action(Act::ShowEvidence), &QAction::triggered, this, [this] {
        m_p.side->open(SidePanel::Evidence);
        m_p.side->evidence()->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_p.action(Act::Reveal), &QAction::triggered, this, [this] {
        m_revealed = !m_revealed;
        m_p.side->open(SidePanel::Evidence);
        showEvidence();
    });
}

void ListFlow::wireMarks()
{
    WorkingSet* set = &m_p.bench->set();
    connect(m_p.action(Act::TickRow), &QAction::triggered, this, [this] {
        if (m_p.list()->currentRow() >= 0) {
            Q_EMIT m_p.list()->toggleRequested(m_p.list()->currentRow());
        }
    });
    connect(m_p.action(Act::TickAll), &QAction::triggered, this, &ListFlow::tickAll);
    connect(m_p.action(Act::TickSame), &QAction::triggered, this, [this] {
        if (MembersPage* page = m_p.members()) {
            page->tickSameValue();
        }
    });
    connect(m_p.action(Act::LeaveOut), &QAction::triggered, this, [this] {
        if (MembersPage* page = m_p.members()) {
            page->leaveOutCurrent();
        }
    });
    connect(m_p.action(Act::UntickAll), &QAction::triggered, set, &WorkingSet::clear);
    const auto leftOut = [this] {
        if (m_p.bench->index()) {
            (new LeftOutDialog(m_p.bench->set(), *m_p.bench->index(), m_p.window))->show();
        }
    };
    connect(m_p.action(Act::LeftOutRows), &QAction::triggered, this, leftOut);
    connect(m_p.tray, &PlanTray::leftOutWanted, this, leftOut);
    connect(set, &WorkingSet::changed, this, &ListFlow::refresh);
}

void ListFlow::wireOutline()
{
    const std::pair<Act, bool> one[] = {{Act::OpenGroup, true}, {Act::CloseGroup, false}};
    for (const auto& entry : one) {
        const bool open = entry.second;
        connect(m_p.action(entry.first), &QAction::triggered, this,
                [this, open] { m_p.groups->open(m_p.groups->view()->currentRow(), open); });
    }
    connect(m_p.action(Act::OpenAllGroups), &QAction::triggered, this, [this] { m_p.groups->openAll(true); });
    connect(m_p.action(Act::CloseAllGroups), &QAction::triggered, this, [this] { m_p.groups->openAll(false); });
}

void ListFlow::wireCuts()
{
    auto* group = new QActionGroup(this);
    const std::pair<Act, TimeCut> cuts[] = {{Act::CutNone, TimeCut::None},
                                            {Act::CutHour, TimeCut::Hour},
                                            {Act::CutDay, TimeCut::Day},
                                            {Act::CutWeek, TimeCut::Week},
                                            {Act::CutBurst, TimeCut::Burst}};
    for (const auto& entry : cuts) {
        const TimeCut cut = entry.second;
        QAction* action = m_p.action(entry.first);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, cut] {
            m_p.tabs->setCurrentIndex(Parts::Groups);
            m_p.groups->setCut(cut);
            m_p.focusList();
        });
        connect(m_p.bench, &Workbench::viewChanged, action,
                [this, action, cut] { action->setChecked(m_p.bench->cut() == cut); });
    }
}

void ListFlow::tickAll()
{
    if (!m_p.filter->isAnswered()) {
        m_p.status->tell(tr("Nothing was ticked: the list still answers an older filter."));
        return;
    }
    if (m_p.tab() == Parts::Groups) {
        m_p.groups->tickAllMatching();
    } else if (MembersPage* page = m_p.members()) {
        page->tickAllMatching();
    }
}

void ListFlow::keepGroup(const QStringList& terms)
{
    QString text = m_p.filter->text();
    for (const QString& term : terms) {
        text = withTerm(text, term.section(QLatin1Char(':'), 0, 0), term);
    }
    m_p.filter->setText(text);
    m_p.tabs->setCurrentIndex(m_p.bench->groupOf() == Table::Accounts ? Parts::Accounts : Parts::Projects);
    m_p.focusList();
}

void ListFlow::keepSpan(TimelineWidget::Lane lane, Instant from, Instant to)
{
    const bool accounts = lane == TimelineWidget::Registrations;
    const ViewData* view = m_p.bench->view();
    const bool projects = view != nullptr && view->time->uploadsAreProjects; // what the bars are of
    const QString field = accounts   ? QStringLiteral("joined")
                          : projects ? QStringLiteral("created")
                                     : QStringLiteral("uploaded");
    // An account is neither made nor uploaded to, so with such a term none would be found; and who brushes
    // projects after accounts means these projects, not those of people who joined then.
    QString text = withTerm(m_p.filter->text(), accounts ? QStringLiteral("created") : QStringLiteral("joined"), {});
    if (accounts) {
        text = withTerm(text, QStringLiteral("uploaded"), {});
    }
    m_p.filter->setText(withTerm(text, field, QString(field % QLatin1Char(':') % timeRange(from, to))));
    m_p.timeline->clearBrush();
    m_p.status->tell(tr("[ goes back to the filter before."));
    if (m_p.members() != nullptr) {
        m_p.tabs->setCurrentIndex(accounts ? Parts::Accounts : Parts::Projects);
    }
}

void ListFlow::keepValue(bool exclude)
{
    if (m_p.facets->view()->hasFocus()) {
        m_p.facets->pick(exclude ? FacetUse::Excluded : FacetUse::Included);
        return;
    }
    const QString term = m_p.list()->currentIndex().data(FilterRole).toString();
    if (term.isEmpty()) {
        m_p.status->tell(tr("This column has nothing to filter by."));
        return;
    }
    m_p.filter->setText(withAddedTerm(m_p.filter->text(), exclude ? QString(QLatin1Char('-') % term) : term));
}

void ListFlow::nextArea()
{
    QWidget* const areas[] = {m_p.filter, m_p.timeline, m_p.facets, m_p.tabs, m_p.side, m_p.tray};
    std::size_t here = std::size(areas) - 1;
    for (std::size_t i = 0; i < std::size(areas); ++i) {
        const QWidget* focused = QApplication::focusWidget();
        if (focused != nullptr && (areas[i] == focused || areas[i]->isAncestorOf(focused))) {
            here = i;
        }
    }
    switch ((here + 1) % std::size(areas)) {
    case 0:
        m_p.filter->focusEdit();
        break;
    case 1:
        if (m_p.timeline->isVisible()) {
            m_p.timeline->setFocus(Qt::ShortcutFocusReason);
            break;
        }
        [[fallthrough]];
    case 2:
        if (m_p.facets->view()->isVisible()) {
            m_p.facets->view()->setFocus(Qt::ShortcutFocusReason);
            break;
        }
        [[fallthrough]];
    case 3:
        m_p.focusList();
        break;
    case 4:
        m_p.side->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        if (QApplication::focusWidget() == nullptr || !m_p.side->isAncestorOf(QApplication::focusWidget())) {
            m_p.side->setFocus(Qt::ShortcutFocusReason);
        }
        break;
    default:
        m_p.tray->commitButton()->setFocus(Qt::ShortcutFocusReason);
    }
}

void ListFlow::showCounts()
{
    const ViewData* view = m_p.bench->view();
    const auto title = [&](Parts::Tab tab, const QString& name, std::int64_t count) {
        m_p.tabs->setTabText(tab, view == nullptr || count == 0 ? name
                                                                : QString(name % QStringLiteral("  ") % figure(count)));
    };
    title(Parts::Groups, tr("Groups"), view == nullptr ? 0 : std::int64_t(view->groups().size()));
    title(Parts::Accounts, tr("Accounts"), view == nullptr ? 0 : view->count(Table::Accounts));
    title(Parts::Projects, tr("Projects"), view == nullptr ? 0 : view->count(Table::Projects));
    title(Parts::Runs, tr("Runs"), std::int64_t(m_p.run->runs().size()));
}

Dossier ListFlow::dossier() const
{
    if (m_p.tab() == Parts::Runs) {
        const RunSummary* run = m_p.runs->currentRun();
        return run == nullptr ? Dossier() : runDossier(*run);
    }
    if (m_p.tab() == Parts::Ledger) {
        const LedgerLine* line = m_p.ledger->currentLine();
        return line == nullptr ? Dossier() : ledgerDossier(*line);
    }
    if (const MembersPage* page = m_p.members()) {
        const auto row = page->currentRow();
        const auto& index = page->model().index();
        if (!row || !index) {
            return {};
        }
        return m_p.tab() == Parts::Accounts ? accountDossier(*index, *row, m_revealed)
                                            : projectDossier(*index, *row, m_revealed);
    }
    return groupsDossier();
}

Dossier ListFlow::groupsDossier() const
{
    const ViewData* view = m_p.groups->model().view();
    if (const auto row = m_p.groups->currentMember()) {
        return view->groupOf == Table::Accounts   ? accountDossier(*view->index, *row, m_revealed)
               : view->groupOf == Table::Projects ? projectDossier(*view->index, *row, m_revealed)
                                                  : uploadDossier(*view->index, *row);
    }
    const auto group = m_p.groups->currentGroup();
    return group ? groupDossier(*view, *group, {m_p.groups->currentIsCounted(), m_p.groups->currentIsOpen()})
                 : Dossier();
}

void ListFlow::showEvidence()
{
    const Dossier shown = dossier();
    if (shown.title.isEmpty()) {
        m_p.side->evidence()->showNothing();
    } else {
        m_p.side->evidence()->showDossier(shown, m_revealed);
    }
}

void ListFlow::refresh()
{
    showCounts();
    m_evidenceSoon.start();
    const bool list = m_p.tab() == Parts::Groups || m_p.members() != nullptr;
    const bool rows = m_p.bench->hasRows();
    m_p.timeline->setVisible(rows);
    for (const Act act : {Act::TickRow, Act::TickAll}) {
        m_p.action(act)->setEnabled(list && rows);
    }
    for (const Act act : {Act::TickSame, Act::LeaveOut, Act::SortColumn}) {
        m_p.action(act)->setEnabled(m_p.members() != nullptr && rows);
    }
    for (const Act act : {Act::KeepValue, Act::ExcludeValue}) {
        m_p.action(act)->setEnabled(list && rows);
    }
    const WorkingSet& set = m_p.bench->set();
    m_p.action(Act::UntickAll)->setEnabled(!set.isEmpty() || set.leftOutCount() > 0);
    m_p.action(Act::LeftOutRows)->setEnabled(set.leftOutCount() > 0);
    const bool groups = m_p.tab() == Parts::Groups;
    m_p.action(Act::Reveal)->setEnabled((m_p.members() != nullptr || groups) && rows);
    for (const Act act : {Act::OpenGroup, Act::CloseGroup, Act::OpenAllGroups, Act::CloseAllGroups}) {
        m_p.action(act)->setEnabled(groups && rows);
    }
}

} // namespace cordon::ui
