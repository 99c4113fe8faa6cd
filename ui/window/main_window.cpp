// SPDX-License-Identifier: Apache-2.0
#include "ui/window/main_window.h"

#include "ui/dialogs/plain_dialog.h"
#include "ui/theme/icons.h"
#include "ui/window/facet_flow.h"
#include "ui/window/list_flow.h"
#include "ui/window/plan_flow.h"

#include <QCloseEvent>
#include <QScreen>

namespace cordon::ui {

MainWindow::MainWindow(const WindowOptions& options, QWidget* parent)
    : QMainWindow(parent), m_plan(m_bench), m_run(m_bench)
{
    if (!options.workspace.isEmpty()) {
        m_bench.openWorkspace(options.workspace); // its reading, on a thread, need not wait for widgets
    }
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(programIcon());
    registerTimelineAccessibility();
    m_parts.window = this;
    m_parts.bench = &m_bench;
    m_parts.plan = &m_plan;
    m_parts.run = &m_run;
    m_parts.actions = new Actions(this);
    layOut(m_parts);
    m_lists = new ListFlow(m_parts, this);
    new FacetFlow(m_parts, m_lists);
    m_plans = new PlanFlow(m_parts, this);
    m_files = new FileFlow(m_parts, options.demoFolder, this);
    if (!options.registry.isEmpty()) {
        m_run.setRegistry(options.registry);
    }
    m_run.setCredentialsFile(options.credentialsFile);
    connect(&m_run, &RunDesk::runsChanged, this, [this] {
        if (m_closing && !m_run.running()) {
            close();
        }
    });
    connect(&m_bench.jobs(), &JobRunner::busyChanged, this, [this](Lane lane, bool busy) {
        if (m_closing && lane == Lane::Draft && !busy) {
            close();
        }
    });
    setMinimumSize(900, 560);
    const QSize room = screen()->availableSize();
    resize(QSize(1440, 900).boundedTo(room));
    if (room.width() < 1440 || room.height() < 960) {
        setWindowState(Qt::WindowMaximized); // a small screen has no room for anything beside
    }
    m_parts.focusList();
    if (!options.workspace.isEmpty()) {
        m_bench.tellAgain(); // the widgets were not there when it was opened
    }
}

MainWindow::~MainWindow()
{
    // In this order: nothing may arrive for what is gone, and widgets that are taken apart tell of it.
    m_bench.jobs().stopAndWait();
    delete m_files;
    delete m_plans;
    delete m_lists;
    delete takeCentralWidget();
}

bool MainWindow::mayClose()
{
    if (m_run.running()) {
        if (!m_closing) {
            ask(this, tr("A run is in progress"),
                tr("Closing pauses it: the step in flight ends first, and nothing is lost. Resume sends the rest "
                   "later."),
                tr("Pause and close"),
                [this] {
                    m_closing = true;
                    m_run.pause();
                })
                ->setObjectName(QStringLiteral("closeDialog"));
        }
        return false;
    }
    if (m_plan.hasUnkeptDraft()) {
        m_closing = true;
        m_plan.keepDraft();
        return false;
    }
    return true;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (mayClose()) {
        m_closing = false;
        event->accept();
    } else {
        event->ignore();
    }
}

} // namespace cordon::ui
