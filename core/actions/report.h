// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/report/incident.h"

namespace cordon {

struct ReportOrder {
    RunId run;
    QStringList formats = {QStringLiteral("md"), QStringLiteral("html"), QStringLiteral("csv")};
    ReportLevel level = ReportLevel::Internal;
    QString tlp;    ///< empty: TLP:AMBER+STRICT, TLP:AMBER or TLP:CLEAR by level
    QString folder; ///< made where it is missing
    bool replay = false;
    std::map<QString, QString> leftAloneWhy; ///< subject word ("account:x") to the person's reason
};
struct ReportFile {
    QString name;
    QString sha256;
};
struct ReportOutcome {
    IncidentReport report;
    std::vector<ReportFile> files;
    QString ledgerHead;
};
/// Gathers, reconciles, writes (mode 0600, generated names). Integrity where totals differ: then no
/// file is written.
[[nodiscard]] Result<ReportOutcome> writeReport(Session& session, const ReportOrder& order, Clock clock = systemNow);
/// The same without writing: for the preview.
[[nodiscard]] Result<IncidentReport> previewReport(Session& session, const ReportOrder& order, Clock clock = systemNow);

} // namespace cordon
