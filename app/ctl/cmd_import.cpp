// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/import.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

QJsonObject documentOf(const ImportOutcome& outcome)
{
    QJsonArray rejected;
    for (const RejectedLine& line : outcome.rejected) {
        rejected.append(QJsonObject{{QStringLiteral("file"), line.file},
                                    {QStringLiteral("line"), number(line.line)},
                                    {QStringLiteral("column"), number(line.column)},
                                    {QStringLiteral("reason"), line.reason}});
    }
    const CacheCounts& counts = outcome.counts;
    return {{QStringLiteral("accounts"), number(counts.accounts)},
            {QStringLiteral("projects"), number(counts.projects)},
            {QStringLiteral("uploads"), number(counts.uploads)},
            {QStringLiteral("roles"), number(counts.roles)},
            {QStringLiteral("reports"), number(counts.reports)},
            {QStringLiteral("domains"), number(counts.domains)},
            {QStringLiteral("unresolved"), number(counts.unresolved)},
            {QStringLiteral("rejected"), rejected},
            {QStringLiteral("rejected_total"), number(outcome.rejectedTotal)},
            {QStringLiteral("generation"), static_cast<qint64>(outcome.generation)}};
}

QString textOf(const ImportOutcome& outcome)
{
    const CacheCounts& counts = outcome.counts;
    QString text =
        QStringLiteral("The cache now holds %L1 accounts on %L2 domains, %L3 projects, %L4 uploads, %L5 roles "
                       "and %L6 reports.\n")
            .arg(counts.accounts)
            .arg(counts.domains)
            .arg(counts.projects)
            .arg(counts.uploads)
            .arg(counts.roles)
            .arg(counts.reports);
    if (counts.unresolved > 0) {
        text += QStringLiteral("%L1 names are mentioned but not described by any import.\n").arg(counts.unresolved);
    }
    if (outcome.rejectedTotal > 0) {
        text += QStringLiteral("%L1 lines were rejected:\n").arg(outcome.rejectedTotal);
        for (const RejectedLine& line : outcome.rejected) {
            text += QStringLiteral("  %1, line %2, column %3: %4\n")
                        .arg(forCell(line.file), QString::number(line.line), QString::number(line.column),
                             forCell(line.reason));
        }
    }
    return text;
}

} // namespace

void addImport(CLI::App& app, Console& console)
{
    struct Options {
        std::vector<std::string> paths;
        std::string flag;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("import", "Read files or folders into the cache");
    command->add_option("paths", options->paths, "CSV, JSON Lines or OSV files, or a folder of them")->required();
    auto* flag = command->add_option("--flag", options->flag, "Flag what matches: all, or a filter");
    command->callback([&console, options, flag] {
        const auto session = console.open(OpenMode::ReadWrite);
        if (!session) {
            return;
        }
        ImportOrder order;
        for (const std::string& path : options->paths) {
            order.paths << text(path);
        }
        if (flag->count() > 0) {
            order.flag = text(options->flag);
        }
        if (const auto outcome = valueOr(console, importInto(*session, order, console.progress(), console.stop()))) {
            console.result(documentOf(*outcome), textOf(*outcome));
            console.exitWith(outcome->rejectedTotal > 0 ? 1 : 0);
        }
    });
}

} // namespace cordon::ctl
