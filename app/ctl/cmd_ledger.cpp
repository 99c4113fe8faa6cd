// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/ledger.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

void listEntries(Console& console)
{
    const auto session = console.open(OpenMode::ReadOnly);
    const auto lines = session ? valueOr(console, ledgerLines(*session)) : std::nullopt;
    if (!lines) {
        return;
    }
    QJsonArray rows;
    QString text;
    for (const LedgerLine& line : *lines) {
        rows.append(QJsonObject{{QStringLiteral("sequence"), static_cast<qint64>(line.sequence)},
                                {QStringLiteral("at"), formatInstant(line.entry.at)},
                                {QStringLiteral("actor"), line.entry.actor},
                                {QStringLiteral("says"), line.inWords},
                                {QStringLiteral("hash"), line.hash}});
        text += QStringLiteral("#%1  %2  %3\n")
                    .arg(QString::number(line.sequence), formatInstant(line.entry.at), line.inWords);
    }
    console.list({{QStringLiteral("entries"), rows}}, QStringLiteral("entries"),
                 lines->empty() ? QStringLiteral("The ledger is empty.") : text);
}

QString sentenceOf(const LedgerVerdict& told)
{
    if (told.ok) {
        return QStringLiteral("The ledger is sound: %L1 entries, head %2.").arg(told.entries).arg(hex(told.head));
    }
    if (told.firstBad == 0) {
        return QStringLiteral("Every one of the %L1 entries holds, but the journal beside them does NOT. %2")
            .arg(told.entries)
            .arg(told.why);
    }
    return QStringLiteral("The ledger is NOT sound: entry %1 is the first that is wrong. %2")
        .arg(QString::number(told.firstBad), told.why);
}

void verify(Console& console, const std::string& file)
{
    const auto told = valueOr(console, file.empty() ? verifyLedgerIn(console.workspace) : verifyLedgerAt(text(file)));
    if (!told) {
        return;
    }
    console.result({{QStringLiteral("entries"), static_cast<qint64>(told->entries)},
                    {QStringLiteral("head"), hex(told->head)},
                    {QStringLiteral("ok"), told->ok},
                    {QStringLiteral("first_bad"),
                     told->firstBad == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(told->firstBad))},
                    {QStringLiteral("why"), told->why}},
                   sentenceOf(*told));
    console.exitWith(told->ok ? 0 : exitCode(ErrorKind::Integrity));
}

void exportAll(Console& console, const std::string& output)
{
    const auto session = console.open(OpenMode::ReadWrite);
    if (!session) {
        return;
    }
    if (const auto done = exportLedgerTo(*session, text(output)); !done) {
        console.fail(done.error());
        return;
    }
    console.result({{QStringLiteral("file"), text(output)}},
                   QStringLiteral("Written to %1.").arg(forCell(text(output), 4096)));
}

} // namespace

void addLedger(CLI::App& app, Console& console)
{
    auto* ledger = app.add_subcommand("ledger", "The record of decisions and outcomes");
    ledger->require_subcommand(1);
    ledger->add_subcommand("list", "Every entry in words")->callback([&console] { listEntries(console); });
    auto file = std::make_shared<std::string>();
    auto* check = ledger->add_subcommand("verify", "Check the chain, here or in an exported file");
    check->add_option("file", *file, "An exported ledger");
    check->callback([&console, file] { verify(console, *file); });
    auto output = std::make_shared<std::string>();
    auto* write = ledger->add_subcommand("export", "Write the one canonical form");
    write->add_option("-o", *output, "The file to write")->required();
    write->callback([&console, output] { exportAll(console, *output); });
}

} // namespace cordon::ctl
