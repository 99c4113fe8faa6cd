// SPDX-License-Identifier: Apache-2.0
#include "ui/window/side_panel.h"

#include <QTabBar>

namespace cordon::ui {

namespace {

/// A small window must not squeeze a panel: it scrolls.
QScrollArea* scrolled(QWidget* panel, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(panel);
    return area;
}

} // namespace

SidePanel::SidePanel(PlanDesk& plan, RunDesk& run, QWidget* parent) : QTabWidget(parent)
{
    setObjectName(QStringLiteral("sidePanel"));
    setAccessibleName(tr("Evidence, justification, check and run"));
    setDocumentMode(true);
    tabBar()->setExpanding(true);
    tabBar()->setObjectName(QStringLiteral("sideTabs"));
    tabBar()->setDrawBase(false);
    m_evidence = new EvidencePanel(this);
    m_justification = new JustificationPanel(plan, this);
    m_check = new CheckPanel(plan, this);
    m_run = new RunPanel(run, this);
    addTab(m_evidence, tr("Evidence"));
    addTab(scrolled(m_justification, this), tr("Justification"));
    addTab(m_check, tr("Check"));
    addTab(m_run, tr("Run"));
    setMinimumWidth(330);
}

} // namespace cordon::ui
