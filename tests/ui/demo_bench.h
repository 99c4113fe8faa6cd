// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/left_alone.h"
#include "tests/ui/small_bench.h"

#include <QTemporaryDir>

namespace cordon::test {

/// A new workspace with the built-in campaign in it.
struct DemoBench {
    DemoBench()
    {
        bench.openWorkspace(folder.filePath(QStringLiteral("workspace")));
        ready = waitIdle() && bench.writable();
        bench.importFrom({sourceFile(QStringLiteral("resources/demo"))});
        ready = ready && waitIdle() && bench.hasRows() && waitView();
    }
    [[nodiscard]] bool waitIdle()
    {
        return QTest::qWaitFor([this] { return bench.jobs().idle(); }, 3 * kPatience);
    }
    [[nodiscard]] bool waitView()
    {
        return QTest::qWaitFor([this] { return !bench.viewPending() && bench.view() != nullptr; }, 3 * kPatience);
    }
    /// Ticks what a filter finds in one table.
    [[nodiscard]] bool tick(Table table, const QString& filter)
    {
        const bool fine = !bench.setFilterText(filter) && waitView();
        return fine && bench.set().tick(table, bench.view()->matching(table), true, filter) > 0;
    }
    /// The campaign as the demo finds it: two filters, and the few that a person leaves out.
    [[nodiscard]] bool tickCampaign()
    {
        const auto spared = readLeftAlone(sourceFile(QStringLiteral("resources/demo/left-alone.csv")));
        if (!spared || !tick(Table::Accounts, QStringLiteral("domain:inbox.ru joined:2025-06-09..2025-06-25")) ||
            !tick(Table::Projects, QStringLiteral("domain:inbox.ru empty:yes created:2025-06-26..2025-07-12"))) {
            return false;
        }
        for (const LeftAloneReason& one : *spared) {
            bench.set().toggleLeftOut(tableOf(one.subject.kind), bench.index()->find(one.subject).value());
            bench.set().setReason(one.subject, one.why);
        }
        return true;
    }

    QTemporaryDir folder;
    ui::Workbench bench;
    bool ready = false;
};

} // namespace cordon::test
