// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/import.h"
#include "core/domain/figures.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

using figures::counted;
using namespace Qt::StringLiterals;

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
            {QStringLiteral("rows_read"), number(outcome.rowsRead)},
            {QStringLiteral("bytes_before"), number(outcome.bytesBefore)},
            {QStringLiteral("generation"), static_cast<qint64>(outcome.generation)}};
}

// A fault of a whole line has no column.
QString lineOf(const RejectedLine& line)
{
    QString place = QStringLiteral("%1, line %2").arg(forCell(line.file), QString::number(line.line));
    if (line.column > 0) {
        place += QStringLiteral(", column %1").arg(line.column);
    }
    return QStringLiteral("  %1: %2\n").arg(place, forCell(line.reason));
}

QString textOf(const ImportOutcome& outcome)
{
    const CacheCounts& counts = outcome.counts;
    QString text =
        outcome.bytesBefore > 0 ? QStringLiteral("Went on where the import before was broken off.\n") : QString();
    text += QStringLiteral("The cache now holds %1 on %2, %3, %4, %5 and %6.\n")
                .arg(counted(counts.accounts, u"account"_s, u"accounts"_s),
                     counted(counts.domains, u"mail domain"_s, u"mail domains"_s),
                     counted(counts.projects, u"project"_s, u"projects"_s),
                     counted(counts.uploads, u"upload"_s, u"uploads"_s), counted(counts.roles, u"role"_s, u"roles"_s),
                     counted(counts.reports, u"report"_s, u"reports"_s));
    if (counts.unresolved > 0) {
        text += QStringLiteral("%1 mentioned but not described by any import.\n")
                    .arg(counted(counts.unresolved, u"name is"_s, u"names are"_s));
    }
    if (outcome.rejectedTotal > 0) {
        text +=
            counted(outcome.rejectedTotal, u"line was rejected"_s, u"lines were rejected"_s) + QStringLiteral(":\n");
        for (const RejectedLine& line : outcome.rejected) {
            text += lineOf(line);
        }
        if (const auto listed = std::ssize(outcome.rejected); listed < outcome.rejectedTotal) {
            text += QStringLiteral("  ... and %L1 more\n").arg(outcome.rejectedTotal - listed);
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
