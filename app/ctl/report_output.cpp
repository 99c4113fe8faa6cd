// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_output.h"

#include "app/ctl/console.h"
#include "core/domain/visible_text.h"

#include <QJsonArray>

namespace cordon::ctl {

namespace {

QJsonObject totalsOf(const IncidentReport& report)
{
    QJsonObject perDay;
    for (const auto& day : report.projectsPerDay) {
        perDay.insert(day.first, static_cast<qint64>(day.second));
    }
    QJsonArray perWave;
    for (const Wave& wave : report.waves) {
        perWave.append(QJsonObject{{QStringLiteral("first"), formatInstant(wave.first)},
                                   {QStringLiteral("last"), formatInstant(wave.last)},
                                   {QStringLiteral("accounts"), number(wave.accounts)}});
    }
    return {
        {QStringLiteral("accounts"), number(report.accounts)},
        {QStringLiteral("projects"), number(report.projects)},
        {QStringLiteral("per_day"), perDay},
        {QStringLiteral("per_wave"), perWave},
        {QStringLiteral("left_alone"), QJsonObject{{QStringLiteral("accounts"), number(report.leftAloneAccounts)},
                                                   {QStringLiteral("projects"), number(report.leftAloneProjects)}}}};
}

} // namespace

QJsonObject reportJson(const ReportOutcome& outcome)
{
    QJsonArray files;
    for (const ReportFile& file : outcome.files) {
        files.append(QJsonObject{{QStringLiteral("name"), file.name}, {QStringLiteral("sha256"), file.sha256}});
    }
    return {{QStringLiteral("files"), files},
            {QStringLiteral("ledger_head"), outcome.ledgerHead},
            {QStringLiteral("reconciled"), true}, // writeReport refuses otherwise
            {QStringLiteral("totals"), totalsOf(outcome.report)}};
}

QString reportText(const ReportOutcome& outcome, const QString& folder)
{
    QString text =
        QStringLiteral("%L1 accounts and %L2 projects; %L3 accounts and %L4 projects left alone. The totals add up.\n")
            .arg(outcome.report.accounts)
            .arg(outcome.report.projects)
            .arg(outcome.report.leftAloneAccounts)
            .arg(outcome.report.leftAloneProjects);
    for (const ReportFile& file : outcome.files) {
        text += QStringLiteral("  %1/%2\n").arg(forCell(folder, 4096), file.name);
    }
    return text;
}

} // namespace cordon::ctl
