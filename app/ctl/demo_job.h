// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ctl/console.h"
#include "app/ctl/demo_registry.h"
#include "core/actions/apply.h"
#include "core/actions/left_alone.h"
#include "core/actions/report.h"

namespace cordon::ctl {

/// The whole job on the built-in campaign, step by step as a moderator would do it. Each step says
/// what happened; the first that fails ends the job.
class DemoJob {
public:
    DemoJob(Console& console, Session& session, const DemoRegistry& registry, QString folder);

    /// Imports, selects, plans, applies twice, reverses, reports, verifies. Null on failure: said.
    [[nodiscard]] std::optional<QJsonObject> run();

private:
    [[nodiscard]] bool import();
    [[nodiscard]] bool select();
    [[nodiscard]] bool plan();
    [[nodiscard]] bool apply();
    [[nodiscard]] bool applyAgain();
    [[nodiscard]] bool reverse();
    [[nodiscard]] bool report();
    [[nodiscard]] bool verify();
    [[nodiscard]] std::optional<ApplyOutcome> applyOne(const Plan& plan);
    [[nodiscard]] bool choose(const QString& name, const QString& filter, std::optional<Table> of,
                              bool expression = false);
    void tell(const QString& line);
    void tellReport(const ReportOutcome& outcome, const QString& folder);

    Console& m_console;
    Session& m_session;
    const DemoRegistry& m_registry;
    QString m_folder;
    std::vector<LeftAloneReason> m_leftAlone;
    Plan m_plan, m_reversal;
    ApplyOutcome m_applied, m_reversed;
    QJsonObject m_campaign, m_report;
};

} // namespace cordon::ctl
