// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/plan_desk.h"
#include "ui/models/run_desk.h"
#include "ui/panels/facets_panel.h"
#include "ui/panels/filter_bar.h"
#include "ui/panels/groups_page.h"
#include "ui/panels/ledger_page.h"
#include "ui/panels/members_page.h"
#include "ui/panels/plan_tray.h"
#include "ui/panels/runs_page.h"
#include "ui/views/timeline_widget.h"
#include "ui/window/actions.h"
#include "ui/window/banner.h"
#include "ui/window/side_panel.h"
#include "ui/window/status_line.h"

#include <QMainWindow>
#include <QSplitter>

namespace cordon::ui {

/// What the window is made of. The flows work on it; the window owns it.
struct Parts {
    enum Tab { Groups, Accounts, Projects, Runs, Ledger };

    QMainWindow* window = nullptr;
    Workbench* bench = nullptr;
    PlanDesk* plan = nullptr;
    RunDesk* run = nullptr;
    Actions* actions = nullptr;
    Banner* banner = nullptr;
    FilterBar* filter = nullptr;
    TimelineWidget* timeline = nullptr;
    QSplitter* split = nullptr;
    FacetsPanel* facets = nullptr;
    QTabWidget* tabs = nullptr;
    GroupsPage* groups = nullptr;
    MembersPage* accounts = nullptr;
    MembersPage* projects = nullptr;
    RunsPage* runs = nullptr;
    LedgerPage* ledger = nullptr;
    SidePanel* side = nullptr;
    PlanTray* tray = nullptr;
    StatusLine* status = nullptr;

    [[nodiscard]] Tab tab() const { return Tab(tabs->currentIndex()); }
    [[nodiscard]] QAction* action(Act act) const { return (*actions)[act]; }
    /// The members page in front; null where another page is.
    [[nodiscard]] MembersPage* members() const;
    /// The table in front.
    [[nodiscard]] DenseTable* list() const;
    void focusList() const;
};

/// Makes and places all widgets. The desks must stand already.
void layOut(Parts& parts);

} // namespace cordon::ui
