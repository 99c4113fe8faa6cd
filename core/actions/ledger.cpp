// SPDX-License-Identifier: Apache-2.0
#include "core/actions/ledger.h"

#include "core/actions/matching.h"
#include "core/actions/whole_file.h"
#include "core/domain/visible_text.h"
#include "core/store/workspace.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>

namespace cordon {

namespace {

QString planWords(const LedgerEntry& entry)
{
    return QStringLiteral("plan %1 kept by %2").arg(hex(entry.plan).left(12), forCell(entry.actor));
}

QString stepWords(const LedgerEntry& entry)
{
    const QString verb = entry.verb == 0 ? QStringLiteral("step") : word(static_cast<Verb>(entry.verb));
    QString text =
        QStringLiteral("run %1, step %2: %3 %4 %5, %6 → %7")
            .arg(QString::number(entry.run), QString::number(entry.ordinal + 1), verb, word(entry.subject.kind),
                 forCell(entry.subject.name), forCell(entry.from), forCell(entry.to));
    if (!entry.text.isEmpty()) {
        text += QStringLiteral(" (%1)").arg(forCell(entry.text));
    }
    return text;
}

QString inWords(const LedgerEntry& entry)
{
    switch (entry.kind) {
    case EntryKind::PlanKept:
        return planWords(entry);
    case EntryKind::RunBegun:
        return QStringLiteral("run of plan %1 begun on %2 by %3")
            .arg(hex(entry.plan).left(12), forCell(entry.registry), forCell(entry.actor));
    case EntryKind::StepChanged:
        return stepWords(entry);
    case EntryKind::RunStateChanged:
        return QStringLiteral("run %1: %2 → %3")
            .arg(QString::number(entry.run), forCell(entry.from), forCell(entry.to));
    case EntryKind::Dismissed:
        return QStringLiteral("dismissed by %1").arg(forCell(entry.actor));
    case EntryKind::Exported:
        return QStringLiteral("%1 exported by %2").arg(forCell(entry.text), forCell(entry.actor));
    }
    return {};
}

} // namespace

Result<std::vector<LedgerLine>> ledgerLines(Session& session, std::size_t limit)
{
    JournalStore& journal = session.workspace().journal();
    const auto head = journal.ledgerHead();
    if (!head) {
        return tl::unexpected(head.error());
    }
    const std::uint64_t last = *head ? (*head)->sequence : 0;
    const std::uint64_t from = limit == 0 || limit >= last ? 1 : last - limit + 1;
    const auto entries = readEntries(journal, from);
    if (!entries) {
        return tl::unexpected(entries.error());
    }
    std::vector<LedgerLine> lines;
    lines.reserve(entries->size());
    for (const auto& pair : *entries) {
        lines.push_back({pair.first.sequence, pair.second, hex(pair.first.hash), inWords(pair.second)});
    }
    return lines;
}

Result<LedgerVerdict> verifyWorkspaceLedger(Session& session)
{
    return verifyLedger(session.workspace().journal());
}

Result<LedgerVerdict> verifyLedgerIn(const QString& folder)
{
    const auto examined = Workspace::open(folder, Access::Examine);
    if (!examined) {
        return tl::unexpected(examined.error());
    }
    auto verdict = verifyLedger((*examined)->journal());
    if (!verdict || !verdict->ok) {
        return verdict;
    }
    const auto whole = Workspace::open(folder, Access::ReadOnly);
    if (!whole && whole.error().kind == ErrorKind::Integrity) {
        verdict->ok = false;
        verdict->why = whole.error().sentence();
    }
    return verdict;
}

Result<LedgerVerdict> verifyLedgerAt(const QString& path)
{
    QFile file;
    if (const Done opened = openToRead(file, path); !opened) {
        return tl::unexpected(opened.error());
    }
    return verifyLedgerFile(file);
}

Done exportLedgerTo(Session& session, const QString& path, Clock clock)
{
    if (auto writable = checkWritable(session); !writable) {
        return writable;
    }
    LedgerEntry entry;
    entry.kind = EntryKind::Exported;
    entry.at = clock();
    entry.actor = desktopUser();
    entry.text = QStringLiteral("ledger as %1").arg(QFileInfo(path).fileName());
    JournalStore& journal = session.workspace().journal();
    if (auto noted = journal.appendLedger(encode(entry)); !noted) {
        return tl::unexpected(noted.error());
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (auto written = exportLedger(journal, buffer); !written) {
        return written;
    }
    return writeWholeFile(path, bytes);
}

} // namespace cordon
