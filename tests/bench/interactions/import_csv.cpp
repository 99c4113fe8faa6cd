// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/importer.h"
#include "core/store/workspace.h"
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
        copyToDisk(from + QLatin1Char('/') + name, to + QLatin1Char('/') + name);
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

void contest(Stage& stage, Measured& result, const Side& ours, const QString& tool, const QString& file)
{
    result.rival = QStringLiteral("sqlite3 .import");
    QString database;
    const Side theirs{[&] {
                          return Answer{importByTool(tool, database, file), 0};
                      },
                      [&] { database = stage.scratch(QStringLiteral("import.db")); }};
    compare(result, ours, theirs, stage.rounds(3));
}

} // namespace

/// Rows into the database, on both sides: ours resolves names to rows that are there, and refuses to take a
/// row twice; the rival copies texts. What ours does beyond, the new picture in memory that every answer
/// then comes from, is a line of its own. The milliseconds at S and M are those that performance.md gives
/// for importing everything; it has none for this alone.
Results importCsv(Stage& stage)
{
    Measured result = stage.begin("import-csv", "import uploads from CSV", {1.0 / 2, 500, 2000, 2000});
    Measured picture = stage.begin("import-csv-picture", "the new picture after that import", {});
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("sqlite3"));
    const QString file = stage.someUploads();
    const QString prepared = stage.workspaceWithoutUploads();
    std::unique_ptr<Session> session;
    std::vector<double> pictures;
    const Side ours{[&] {
                        const auto outcome = orTrouble(importPaths(session->workspace().cache(), {file}, {}, {}));
                        return Answer{outcome.counts.uploads, 0};
                    },
                    [&] {
                        const QString folder = stage.scratch(QStringLiteral("import-csv"));
                        copyFolder(prepared, folder);
                        session = orTrouble(Session::open(folder, OpenMode::ReadWrite));
                    },
                    [&] {
                        pictures.push_back(millisecondsOf([&] { orTrouble(session->reload()); }));
                        session.reset(); // what it still writes must not disturb the rival
                    }};
    if (tool.isEmpty()) {
        measure(result, ours, stage.rounds(3));
        result.note = QStringLiteral("sqlite3 is not installed");
    } else {
        contest(stage, result, ours, tool, file);
    }
    picture.ours = figureOf(pictures);
    picture.runs = static_cast<int>(pictures.size());
    return {result, picture};
}

} // namespace cordon::bench
