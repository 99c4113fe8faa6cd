// SPDX-License-Identifier: Apache-2.0
#include "ui/window/parts.h"

#include <QTabBar>
#include <QVBoxLayout>

namespace cordon::ui {

namespace {

constexpr int kFacetsWidth = 250;
constexpr int kSideWidth = 420;

QFrame* hairline(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::NoFrame);
    line->setBackgroundRole(QPalette::Midlight);
    line->setAutoFillBackground(true);
    line->setFixedHeight(1);
    return line;
}

void makePages(Parts& p)
{
    p.tabs = new QTabWidget(p.window);
    p.tabs->setObjectName(QStringLiteral("tabs"));
    p.tabs->setAccessibleName(QObject::tr("Lists"));
    p.tabs->setDocumentMode(true);
    p.tabs->tabBar()->setDrawBase(false);
    p.tabs->tabBar()->setExpanding(false);
    p.groups = new GroupsPage(*p.bench, p.tabs);
    p.accounts = new MembersPage(Table::Accounts, *p.bench, p.tabs);
    p.projects = new MembersPage(Table::Projects, *p.bench, p.tabs);
    p.runs = new RunsPage(*p.run, p.tabs);
    p.ledger = new LedgerPage(*p.bench, p.tabs);
    p.tabs->addTab(p.groups, QObject::tr("Groups"));
    p.tabs->addTab(p.accounts, QObject::tr("Accounts"));
    p.tabs->addTab(p.projects, QObject::tr("Projects"));
    p.tabs->addTab(p.runs, QObject::tr("Runs"));
    p.tabs->addTab(p.ledger, QObject::tr("Ledger"));
    for (QWidget* list : {p.groups->view(), p.accounts->view(), p.projects->view(), p.runs->view(), p.ledger->view()}) {
        p.actions->serveLetters(list);
    }
}

void makeSplit(Parts& p)
{
    p.facets = new FacetsPanel(*p.bench, p.window);
    p.facets->hide();
    p.side = new SidePanel(*p.plan, *p.run, p.window);
    p.actions->serveLetters(p.side->evidence());
    p.split = new QSplitter(Qt::Horizontal, p.window);
    p.split->setObjectName(QStringLiteral("split"));
    p.split->setChildrenCollapsible(false);
    p.split->addWidget(p.facets);
    p.split->addWidget(p.tabs);
    p.split->addWidget(p.side);
    p.split->setStretchFactor(1, 3);
    p.split->setStretchFactor(2, 1);
    p.split->setSizes({kFacetsWidth, 860, kSideWidth});
}

} // namespace

void layOut(Parts& p)
{
    auto* page = new QWidget(p.window);
    p.banner = new Banner(page);
    p.filter = new FilterBar(*p.bench, page);
    p.timeline = new TimelineWidget(page);
    p.actions->serveLetters(p.timeline);
    makePages(p);
    makeSplit(p);
    p.tray = new PlanTray(*p.bench, *p.plan, page);
    p.status = new StatusLine(page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(p.banner);
    column->addWidget(p.filter);
    column->addWidget(p.timeline);
    column->addWidget(p.split, 1);
    column->addWidget(hairline(page));
    column->addWidget(p.tray);
    column->addWidget(hairline(page));
    column->addWidget(p.status);
    p.window->setCentralWidget(page);
    p.actions->fill(p.window->menuBar());
}

MembersPage* Parts::members() const
{
    return tab() == Accounts ? accounts : tab() == Projects ? projects : nullptr;
}

DenseTable* Parts::list() const
{
    switch (tab()) {
    case Accounts:
        return accounts->view();
    case Projects:
        return projects->view();
    case Runs:
        return runs->view();
    case Ledger:
        return ledger->view();
    case Groups:
        break;
    }
    return groups->view();
}

void Parts::focusList() const
{
    if (list()->isVisible()) {
        list()->setFocus(Qt::OtherFocusReason);
    } else {
        // An empty page: its button, or the tabs.
        auto* button = tabs->currentWidget()->findChild<QPushButton*>(QStringLiteral("emptyAction"));
        QWidget* target = button != nullptr && button->isVisible() ? static_cast<QWidget*>(button) : tabs->tabBar();
        target->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace cordon::ui
