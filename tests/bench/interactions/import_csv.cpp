// SPDX-License-Identifier: Apache-2.0
#include "core/actions/import.h"
#include "tests/bench/generator/trouble.h"
#include "tests/bench/interactions/interactions.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace cordon::bench {

namespace {

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const QString& name : QDir(from).entryList(QDir::Files | QDir::Hidden)) {
        if (!QFile::copy(from + QLatin1Char('/') + name, to + QLatin1Char('/') + name)) {
            throw Trouble("cannot copy " + name.toStdString());
        }
    }
}

std::int64_t importByTool(const QString& tool, const QString& database, const QString& file)
{
    QProcess process;
    process.start(tool, {database,
                         QStringLiteral("CREATE TABLE upload(project TEXT, version TEXT, account TEXT, uploaded TEXT, "
                                        "size INTEGER, filename TEXT)"),
                         QStringLiteral(".mode csv"), QStringLiteral(".import --skip 1 \"%1\" upload").arg(file),
                         QStringLiteral("SELECT count(*) FROM upload")});
    process.waitForFinished(-1);
    return process.readAllStandardOutput().trimmed().toLongLong();
}

} // namespace

/// Ours resolves names to rows that are there, and refuses to take a row twice; the rival copies texts.
Results importCsv(Stage& stage)
{
    Measured result = stage.begin("import-csv", "import uploads from CSV", {1.0 / 2, 0, 0, 2000});
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("sqlite3"));
    const QString file = stage.someUploads();
    const QString prepared = stage.workspaceWithoutUploads();
    std::unique_ptr<Session> session;
    const Side ours{[&] {
                        const auto outcome = orTrouble(importInto(*session, {{file}, std::nullopt}, {}, {}));
                        return Answer{outcome.counts.uploads, 0};
                    },
                    [&] {
                        session.reset();
                        const QString folder = stage.scratch(QStringLiteral("import-csv"));
                        copyFolder(prepared, folder);
                        session = orTrouble(Session::open(folder, OpenMode::ReadWrite));
                    }};
    if (tool.isEmpty()) {
        measure(result, ours, stage.rounds(3));
        result.note = QStringLiteral("sqlite3 is not installed");
        return {result};
    }
    result.rival = QStringLiteral("sqlite3 .import");
    QString database;
    const Side theirs{[&] {
                          return Answer{importByTool(tool, database, file), 0};
                      },
                      [&] { database = stage.scratch(QStringLiteral("import.db")); }};
    compare(result, ours, theirs, stage.rounds(3));
    return {result};
}

} // namespace cordon::bench
