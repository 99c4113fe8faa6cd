// SPDX-License-Identifier: Apache-2.0
// An import that is killed, stopped or made again ends with the same cache as one that is not.
#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/ingest/file_feed.h"
#include "core/ingest/importer.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"
#include "tests/unit/ingest/cache_dump.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <unistd.h>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAccounts = 3'000;
constexpr int kProjects = 2'000;
constexpr int kUploads = 2 * int{kBatchRows} + 777;

QByteArray line(std::initializer_list<QByteArray> fields)
{
    return QByteArrayList(fields).join(',') + '\n';
}

QByteArray num(int value)
{
    return QByteArray::number(value);
}

/// Four files of all kinds, with bad lines, names that nobody describes, and one row in two forms far
/// apart.
void writeFiles(const QString& folder)
{
    QByteArray accounts = "username,email,date_joined,shoe\n";
    for (int i = 0; i < kAccounts; ++i) {
        accounts += line({"User" + num(i), "u" + num(i) + "@d" + num(i % 70) + ".example", "2025-06-11", num(i % 3)});
        accounts += i % 500 == 7 ? QByteArray("broken,\n") : QByteArray();
    }
    writeAll(folder + u"/accounts.csv"_s, accounts);
    QByteArray projects = "project,owner,created\n";
    for (int i = 0; i < kProjects; ++i) {
        projects += line({"Pro_ject" + num(i), "user" + num(i % (kAccounts + 20)), "2025-06-11T10:00:00Z"});
    }
    writeAll(folder + u"/projects.csv"_s, projects);
    QByteArray uploads = "project,version,account,uploaded,filename\n";
    for (int i = 0; i < kUploads; ++i) {
        uploads += line({"pro-ject" + num(i % (kProjects + 10)), num(i / 500), "USER" + num(i % kAccounts),
                         "2025-06-12T00:00:00Z", num(i % 50'000) + ".whl"});
        uploads += i % 10'001 == 9 ? QByteArray("a,\"b\nc\",d\n") : QByteArray();
    }
    uploads += line({"Pro-Ject0", "0", "user1", "2025-06-30T00:00:00Z", "0.whl"}); // the very first, told anew
    writeAll(folder + u"/uploads.csv"_s, uploads);
    QByteArray mixed;
    for (int i = 0; i < 400; ++i) {
        const QByteArray project = "pro-ject" + num(i);
        mixed +=
            R"({"type":"role","project":")" + project + R"(","username":"user)" + num(i) + "\",\"role\":\"Owner\"}\n";
        mixed += R"({"type":"report","project":")" + project + R"(","kind":"is_spam","created":"2025-06-13"})" + "\n";
        mixed += i % 100 == 3 ? QByteArray("{ broken\n") : QByteArray();
    }
    writeAll(folder + u"/mixed.jsonl"_s, mixed);
}

/// Kills itself, as hard as can be, once so many bytes are on their way.
int importAndDie(const QString& workspaceFolder, const QString& files, std::int64_t bytes)
{
    const auto workspace = Workspace::open(workspaceFolder, Access::ReadWrite);
    if (!workspace) {
        return 1;
    }
    const ProgressSink progress = [bytes](const Progress& at) {
        if (at.total > 0 && at.done >= bytes) { // not while it looks for files
            ::kill(::getpid(), SIGKILL);
        }
    };
    return importPaths((*workspace)->cache(), {files}, progress, {}) ? 0 : 1;
}

/// The same as values that can be compared.
QStringList refusals(const ImportOutcome& outcome)
{
    QStringList lines;
    for (const RejectedLine& line : outcome.rejected) {
        lines += u"%1:%2:%3 %4"_s.arg(line.file).arg(line.line).arg(line.column).arg(line.reason);
    }
    return lines;
}

} // namespace

class TstImportResume : public QObject {
    Q_OBJECT

public:
    /// `--child WORKSPACE FILES BYTES`
    static int child(const QStringList& arguments)
    {
        return importAndDie(arguments.value(2), arguments.value(3), arguments.value(4).toLongLong());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_home.path()).mkpath(u"files"_s));
        writeFiles(files());
        const auto undisturbed = importInto(u"whole"_s);
        CORDON_VERIFY(undisturbed);
        QCOMPARE(undisturbed->bytesBefore, 0);
        QCOMPARE(undisturbed->generation, std::uint64_t{1});
        m_refusals = refusals(*undisturbed);
        m_rejected = undisturbed->rejectedTotal;
        QVERIFY(m_rejected > 10);
        m_content = contentOf(folder(u"whole"_s));
        m_rows = rowsOf(folder(u"whole"_s));
        QVERIFY(m_rows.size() > kUploads);
    }

    void killedAnywhereAndMadeAgainItIsTheSame_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {0, 30, 75, 99, 100}) {
            QTest::addRow("after %d %%", percent) << percent;
        }
    }
    void killedAnywhereAndMadeAgainItIsTheSame()
    {
        QFETCH(const int, percent);
        const QString name = u"killed%1"_s.arg(percent);
        CORDON_VERIFY(Workspace::create(folder(name)));
        std::int64_t total = 0;
        for (const QFileInfo& file : QDir(files()).entryInfoList(QDir::Files)) {
            total += file.size();
        }
        QCOMPARE(runChild(name, total * percent / 100), -1);

        const auto again = importInto(name);
        CORDON_VERIFY(again);
        QCOMPARE(contentOf(folder(name)), m_content);
        QCOMPARE(again->rejectedTotal, m_rejected);
        QCOMPARE(refusals(*again), m_refusals);
        QVERIFY2(percent < 75 || again->bytesBefore > 0, "it went on where it was");

        const auto third = importInto(name);
        CORDON_VERIFY(third);
        QCOMPARE(third->generation, again->generation);
        QCOMPARE(third->bytesBefore, 0);
    }

    void killedAtRandomMomentsAgainAndAgainItIsTheSame()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QString name = u"random"_s;
        CORDON_VERIFY(Workspace::create(folder(name)));
        for (int round = 0; round < 4; ++round) {
            QProcess child;
            startChild(child, name, std::int64_t{1} << 40);
            QVERIFY(child.waitForStarted());
            // Any moment will do, so no sign of how far the child is has to be waited for.
            if (!child.waitForFinished(random.bounded(20, 300))) {
                child.kill();
                QVERIFY(child.waitForFinished());
            }
        }
        const auto again = importInto(name);
        CORDON_VERIFY(again);
        // A child may have come to the end, and the next been killed between the two forms of the first
        // upload: then the cache has changed once more on its way back. The rows are the same.
        QCOMPARE(rowsOf(folder(name)), m_rows);
        QCOMPARE(again->rejectedTotal, m_rejected);
    }

    void stoppedItGoesOnWhereItWas()
    {
        const QString name = u"stopped"_s;
        CORDON_VERIFY(Workspace::create(folder(name)));
        std::stop_source stop;
        const ProgressSink progress = [&stop](const Progress& at) {
            // The first news of a file always come; later ones may be left out, and the last come too late.
            if (at.stage.contains(u"uploads.csv"_s)) {
                stop.request_stop();
            }
        };
        {
            const auto workspace = Workspace::open(folder(name), Access::ReadWrite);
            CORDON_VERIFY(workspace);
            const auto stopped = importPaths((*workspace)->cache(), {files()}, progress, stop.get_token());
            QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
        }
        const auto rest = importInto(name);
        CORDON_VERIFY(rest);
        QVERIFY(rest->bytesBefore > 0);
        QVERIFY(rest->rowsRead < kUploads);
        // A stop tells whoever shows the cache, so one generation more has been counted.
        QCOMPARE(rowsOf(folder(name)), m_rows);
    }

    void aFileThatHasChangedIsReadFromTheStart()
    {
        const QString name = u"changed"_s;
        CORDON_VERIFY(Workspace::create(folder(name)));
        QCOMPARE(runChild(name, 5'000'000), -1);
        QFile file(files() + u"/roles.csv"_s);
        const auto remove = qScopeGuard([&file] { file.remove(); });
        writeAll(file.fileName(), "project,username,role\npro-ject1,user1,Maintainer\n");
        const auto again = importInto(name);
        CORDON_VERIFY(again);
        QCOMPARE(again->bytesBefore, 0);
        QCOMPARE(again->rejectedTotal, m_rejected);
    }

    void anotherImportInBetweenMakesItStartAfresh()
    {
        const QString name = u"between"_s;
        CORDON_VERIFY(Workspace::create(folder(name)));
        QCOMPARE(runChild(name, 5'000'000), -1);
        writeAll(m_home.filePath(u"other.csv"_s), "username,email,date_joined\nuser1,later@x.org,2024-01-01\n");
        CORDON_VERIFY(importInto(name, m_home.filePath(u"other.csv"_s)));
        const auto again = importInto(name);
        CORDON_VERIFY(again);
        QCOMPARE(again->bytesBefore, 0);
        const SQLite::Database database(folder(name).toStdString() + "/cache.db", SQLite::OPEN_READONLY);
        SQLite::Statement row(database, "SELECT email FROM account WHERE key = 'user1'");
        QVERIFY(row.executeStep());
        QCOMPARE(row.getColumn(0).getString(), std::string("u1@d1.example"));
    }

private:
    [[nodiscard]] QString files() const { return m_home.filePath(u"files"_s); }
    [[nodiscard]] QString folder(const QString& name) const { return m_home.filePath(name); }

    void startChild(QProcess& process, const QString& name, std::int64_t bytes) const
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(u"/proc/self/exe"_s, {u"--child"_s, folder(name), files(), QString::number(bytes)});
    }
    /// Its exit code, or -1 where it was killed.
    [[nodiscard]] int runChild(const QString& name, std::int64_t bytes) const
    {
        QProcess process;
        startChild(process, name, bytes);
        const bool ended = process.waitForFinished(60'000);
        return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] Result<ImportOutcome> importInto(const QString& name, const QString& path = {}) const
    {
        if (const Done made = Workspace::create(folder(name)); !made) {
            return tl::unexpected(made.error());
        }
        const auto workspace = Workspace::open(folder(name), Access::ReadWrite);
        if (!workspace) {
            return tl::unexpected(workspace.error());
        }
        return importPaths((*workspace)->cache(), {path.isEmpty() ? files() : path}, {}, {});
    }

    QTemporaryDir m_home;
    QByteArray m_rows, m_content;
    QStringList m_refusals;
    std::int64_t m_rejected = 0;
};

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().value(1) == u"--child"_s) {
        return TstImportResume::child(QCoreApplication::arguments());
    }
    TstImportResume test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_import_resume.moc"
