// SPDX-License-Identifier: Apache-2.0
#include "core/actions/report.h"

#include "core/actions/incident_facts.h"
#include "core/actions/matching.h"
#include "core/actions/whole_file.h"
#include "core/domain/visible_text.h"
#include "core/ledger/entry.h"
#include "core/store/workspace.h"

#include <QDir>

namespace cordon {

namespace {

const QStringList kFormats{QStringLiteral("md"), QStringLiteral("html"), QStringLiteral("csv")};
const QStringList kTlpLabels{QStringLiteral("TLP:RED"), QStringLiteral("TLP:AMBER"), QStringLiteral("TLP:AMBER+STRICT"),
                             QStringLiteral("TLP:GREEN"), QStringLiteral("TLP:CLEAR")};

Done checkOrder(const ReportOrder& order)
{
    for (const QString& format : order.formats) {
        if (!kFormats.contains(format)) {
            return failure(ErrorKind::Usage,
                           QStringLiteral("This version does not write the format %1.").arg(forCell(format)),
                           QStringLiteral("Nothing was written."),
                           QStringLiteral("Choose among %1.").arg(kFormats.join(QStringLiteral(", "))));
        }
    }
    if (order.formats.isEmpty()) {
        return failure(ErrorKind::Usage, QStringLiteral("No format was named."));
    }
    if (!order.tlp.isEmpty() && !kTlpLabels.contains(order.tlp)) {
        return failure(ErrorKind::Usage, QStringLiteral("%1 is not a TLP 2.0 label.").arg(forCell(order.tlp)), {},
                       QStringLiteral("Choose among %1.").arg(kTlpLabels.join(QStringLiteral(", "))));
    }
    if (order.tlp == QLatin1String("TLP:CLEAR") && order.level != ReportLevel::Public) {
        return failure(ErrorKind::Usage, QStringLiteral("A report labelled TLP:CLEAR must not hold personal data."),
                       QStringLiteral("Nothing was written."),
                       QStringLiteral("Use the level public, or another label."));
    }
    return {};
}

QString defaultLabel(ReportLevel level)
{
    switch (level) {
    case ReportLevel::Internal:
        return QStringLiteral("TLP:AMBER+STRICT");
    case ReportLevel::Partner:
        return QStringLiteral("TLP:AMBER");
    case ReportLevel::Public:
        return QStringLiteral("TLP:CLEAR");
    }
    return {};
}

QByteArray render(const IncidentReport& report, const QString& format)
{
    if (format == QLatin1String("md")) {
        return toMarkdown(report);
    }
    return format == QLatin1String("html") ? toHtml(report) : toCsv(report);
}

// The ledger is told before the report is made, so that the report's head covers its own export.
Done noteExport(Session& session, const ReportOrder& order, Instant now)
{
    LedgerEntry entry;
    entry.kind = EntryKind::Exported;
    entry.at = now;
    entry.actor = desktopUser();
    entry.run = order.run.value;
    entry.text =
        QStringLiteral("report on run %1, level %2, as %3")
            .arg(QString::number(order.run.value), word(order.level), order.formats.join(QStringLiteral(", ")));
    const auto noted = session.workspace().journal().appendLedger(encode(entry));
    return noted ? Done() : tl::unexpected(noted.error());
}

Result<IncidentFacts> factsFor(Session& session, const ReportOrder& order, Instant now)
{
    ReportOrder complete = order;
    if (complete.tlp.isEmpty()) {
        complete.tlp = defaultLabel(order.level);
    }
    return gatherFacts(session, complete, now);
}

Done tellHead(IncidentFacts& facts, const JournalStore& journal)
{
    const auto head = journal.ledgerHead();
    if (!head) {
        return tl::unexpected(head.error());
    }
    if (*head) {
        facts.ledgerEntries = (*head)->sequence;
        facts.ledgerHead = (*head)->hash;
    }
    return {};
}

Result<std::vector<ReportFile>> writeFiles(const IncidentReport& report, const ReportOrder& order)
{
    if (!QDir().mkpath(order.folder)) {
        return failure(ErrorKind::Io, QStringLiteral("The folder %1 could not be made.").arg(forCell(order.folder)), {},
                       QStringLiteral("Choose another folder."));
    }
    std::vector<ReportFile> files;
    for (const QString& format : order.formats) {
        const QString name =
            QStringLiteral("incident-%1-run-%2.%3")
                .arg(formatDay(report.facts.runs.front().started), QString::number(order.run.value), format);
        const QByteArray bytes = render(report, format);
        if (auto written = writeWholeFile(QDir(order.folder).filePath(name), bytes); !written) {
            return tl::unexpected(written.error());
        }
        files.push_back({name, hex(sha256(bytes))});
    }
    return files;
}

} // namespace

Result<IncidentReport> previewReport(Session& session, const ReportOrder& order, Clock clock)
{
    if (auto fits = checkOrder(order); !fits) {
        return tl::unexpected(fits.error());
    }
    auto facts = factsFor(session, order, clock());
    return facts ? makeReport(std::move(*facts), order.level) : tl::unexpected(facts.error());
}

Result<ReportOutcome> writeReport(Session& session, const ReportOrder& order, Clock clock)
{
    if (auto writable = checkWritable(session); !writable) {
        return tl::unexpected(writable.error());
    }
    if (auto fits = checkOrder(order); !fits) {
        return tl::unexpected(fits.error());
    }
    const Instant now = clock();
    auto facts = factsFor(session, order, now);
    if (!facts) {
        return tl::unexpected(facts.error());
    }
    // A report whose totals differ must not leave a trace of having been exported.
    if (const auto sound = makeReport(*facts, order.level); !sound) {
        return tl::unexpected(sound.error());
    }
    if (auto noted = noteExport(session, order, now); !noted) {
        return tl::unexpected(noted.error());
    }
    if (auto told = tellHead(*facts, session.workspace().journal()); !told) {
        return tl::unexpected(told.error());
    }
    auto report = makeReport(std::move(*facts), order.level);
    if (!report) {
        return tl::unexpected(report.error());
    }
    auto files = writeFiles(*report, order);
    if (!files) {
        return tl::unexpected(files.error());
    }
    const QString head = hex(report->facts.ledgerHead);
    return ReportOutcome{std::move(*report), std::move(*files), head};
}

} // namespace cordon
