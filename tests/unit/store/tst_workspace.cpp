// SPDX-License-Identifier: Apache-2.0
// The folder: made, opened, refused, locked.
#include "core/store/connection.h"
#include "tests/unit/store/store_fixture.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cordon;
using namespace cordon::test;

namespace {

mode_t modeOf(const QString& path)
{
    struct stat info {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 0777U : 0;
}

/// Sets header fields as another program's author would.
void pragma(const QString& path, const char* sql)
{
    SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
    database.exec(sql);
}

/// Holds the workspace until standard input ends.
int hold(const QString& folder)
{
    const auto workspace = Workspace::open(folder, Access::ReadWrite);
    CHILD_EXPECT(workspace.has_value());
    std::puts("ready");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

/// As an ordinary user in a folder of his: read-only folders are refused for writing, and read.
int ordinaryUser(const QString& outer)
{
    if (::geteuid() == 0) {
        constexpr uid_t kNobody = 65'534;
        CHILD_EXPECT(::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0);
        ::prctl(PR_SET_DUMPABLE, 1); // the leak checker looks at its own process
    }
    const QString folder = outer + QStringLiteral("/ws");
    const QByteArray native = QFile::encodeName(folder);
    CHILD_EXPECT(Workspace::create(folder).has_value());
    {
        auto workspace = Workspace::open(folder, Access::ReadWrite);
        CHILD_EXPECT(workspace.has_value());
        ImportBatch batch;
        batch.accounts.push_back(account(QStringLiteral("nora")));
        CHILD_EXPECT(write((*workspace)->cache(), batch).has_value());
        CHILD_EXPECT((*workspace)->journal().appendLedger("entry").has_value());
    }
    CHILD_EXPECT(QFile::remove(folder + QStringLiteral("/lock")));
    CHILD_EXPECT(::chmod(native.constData(), 0500) == 0);

    const auto forWriting = Workspace::open(folder, Access::ReadWrite);
    CHILD_EXPECT(!forWriting && forWriting.error().kind == ErrorKind::Io);
    CHILD_EXPECT(forWriting.error().what.contains(QLatin1String("cannot be written")));
    const auto inside = Workspace::create(folder + QStringLiteral("/inner"));
    CHILD_EXPECT(!inside && inside.error().kind == ErrorKind::Io);

    {
        auto reading = Workspace::open(folder, Access::ReadOnly);
        CHILD_EXPECT(reading.has_value());
        const auto counts = (*reading)->cache().counts();
        CHILD_EXPECT(counts && counts->accounts == 1);
        const auto head = (*reading)->journal().ledgerHead();
        CHILD_EXPECT(head && *head && (*head)->entry == "entry");
    }
    const QStringList left = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    CHILD_EXPECT(left == QStringList({QStringLiteral("cache.db"), QStringLiteral("journal.db")}));

    CHILD_EXPECT(::chmod(QFile::encodeName(folder + QStringLiteral("/journal.db")).constData(), 0) == 0);
    const auto unreadable = Workspace::open(folder, Access::ReadOnly);
    CHILD_EXPECT(!unreadable && unreadable.error().kind == ErrorKind::Io);
    CHILD_EXPECT(::chmod(native.constData(), 0700) == 0);
    return 0;
}

} // namespace

class TstWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsPrivateFilesAndOpensThemTwice()
    {
        const Place place;
        for (int round = 0; round < 2; ++round) {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            QCOMPARE((*workspace)->folder(), QFileInfo(place.folder()).canonicalFilePath());
            QVERIFY((*workspace)->access() == Access::ReadWrite);
            CORDON_VERIFY((*workspace)->journal().saveDraft(QStringLiteral("justification"), QStringLiteral("spam")));
            for (const char* name : {"cache.db", "cache.db-wal", "cache.db-shm", "journal.db", "journal.db-wal",
                                     "journal.db-shm", "lock"}) {
                QCOMPARE(modeOf(place.file(QString::fromLatin1(name))), 0600U);
            }
        }
        QCOMPARE(modeOf(place.folder()), 0700U);
        QVERIFY2(!QFile::exists(place.file(QStringLiteral("journal.db-wal"))), "closing folds the WAL into the file");
        QCOMPARE(Workspace::cacheSchema(), 3);
        QCOMPARE(Workspace::journalSchema(), 1);
    }

    void createIsFineWhereThereIsOneAndMakesMissingParents()
    {
        QTemporaryDir dir;
        const QString deep = dir.filePath(QStringLiteral("a/b/c"));
        CORDON_VERIFY(Workspace::create(deep));
        const QByteArray before = readAll(deep + QStringLiteral("/journal.db"));
        CORDON_VERIFY(Workspace::create(deep));
        QCOMPARE(readAll(deep + QStringLiteral("/journal.db")), before);
        QCOMPARE(modeOf(dir.filePath(QStringLiteral("a"))), 0700U);
    }

    void createTightensAnEmptyFolder()
    {
        QTemporaryDir dir;
        QVERIFY(::chmod(QFile::encodeName(dir.path()).constData(), 0755) == 0);
        CORDON_VERIFY(Workspace::create(dir.path()));
        QCOMPARE(modeOf(dir.path()), 0700U);
    }

    void createRefusesAFolderWithOtherThings()
    {
        QTemporaryDir dir;
        writeAll(dir.filePath(QStringLiteral(".hidden")), "x");
        const Done made = Workspace::create(dir.path());
        QVERIFY(!made);
        QVERIFY(made.error().kind == ErrorKind::BadInput);
        QVERIFY(made.error().what.contains(QLatin1String(".hidden")));
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);

        const Done onFile = Workspace::create(dir.filePath(QStringLiteral(".hidden")));
        QVERIFY(!onFile && onFile.error().kind == ErrorKind::BadInput);
    }

    void createMakesALostCacheAgainButNeverALostJournal()
    {
        const Place place;
        CORDON_VERIFY(place.open());
        QVERIFY(QFile::remove(place.file(QStringLiteral("cache.db"))));
        const auto without = place.open();
        QVERIFY(!without && without.error().kind == ErrorKind::BadInput);
        CORDON_VERIFY(Workspace::create(place.folder()));
        CORDON_VERIFY(place.open());

        QVERIFY(QFile::remove(place.file(QStringLiteral("journal.db"))));
        const Done made = Workspace::create(place.folder());
        QVERIFY(!made && made.error().kind == ErrorKind::Integrity);
        QVERIFY(!QFile::exists(place.file(QStringLiteral("journal.db"))));
    }

    void createTakesItsFoldersBackWhereNoFileCanBeMade()
    {
        const QTemporaryDir dir;
        rlimit files{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
        const rlimit none{0, files.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        const Done made = Workspace::create(dir.filePath(QStringLiteral("new/ws")));
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
        QVERIFY(!made && made.error().kind == ErrorKind::Io);
        QVERIFY(QDir(dir.path()).isEmpty());
    }

    void openNamesAMissingWorkspace()
    {
        QTemporaryDir dir;
        const auto none = Workspace::open(dir.filePath(QStringLiteral("none")), Access::ReadWrite);
        QVERIFY(!none && none.error().kind == ErrorKind::BadInput);
        const auto empty = Workspace::open(dir.path(), Access::ReadWrite);
        QVERIFY(!empty && empty.error().kind == ErrorKind::BadInput);
        QVERIFY(QDir(dir.path()).isEmpty());
    }

    void refusesWhatIsNotOurs_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("what");
        for (const char* file : {"cache.db", "journal.db"}) {
            for (const char* what : {"text", "empty", "folder", "link", "foreign", "wal-link", "rollback"}) {
                QTest::addRow("%s: %s", file, what) << QString::fromLatin1(file) << QString::fromLatin1(what);
            }
        }
    }
    void refusesWhatIsNotOurs()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, what);
        const Place place;
        const QString path = place.file(file);
        if (what == QLatin1String("wal-link")) {
            QVERIFY(QFile::link(path, path + QStringLiteral("-wal")));
        } else if (what == QLatin1String("rollback")) {
            writeAll(path + QStringLiteral("-journal"), "x");
        } else {
            const QString away = place.outer() + QStringLiteral("/away");
            QVERIFY(QFile::rename(path, away));
            if (what == QLatin1String("text")) {
                writeAll(path, QByteArray(20'000, 'x'));
            } else if (what == QLatin1String("empty")) {
                writeAll(path, {});
            } else if (what == QLatin1String("folder")) {
                QVERIFY(QDir().mkdir(path));
            } else if (what == QLatin1String("link")) {
                QVERIFY(QFile::link(away, path));
            } else {
                SQLite::Database other(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
                other.exec("CREATE TABLE t(x)");
            }
        }
        const QByteArray before = readAll(path);
        for (const Access access : {Access::ReadWrite, Access::ReadOnly, Access::Examine}) {
            const auto workspace = place.open(access);
            QVERIFY(!workspace);
            QVERIFY2(workspace.error().kind == ErrorKind::Integrity, qPrintable(workspace.error().sentence()));
        }
        const Done again = Workspace::create(place.folder());
        QVERIFY(!again && again.error().kind == ErrorKind::Integrity);
        QCOMPARE(readAll(path), before);
    }

    void refusesANewerSchemaWithWords_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("cache") << QStringLiteral("cache.db");
        QTest::newRow("journal") << QStringLiteral("journal.db");
    }
    void refusesANewerSchemaWithWords()
    {
        QFETCH(const QString, file);
        const Place place;
        pragma(place.file(file), "PRAGMA user_version=7");
        const auto workspace = place.open();
        QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
        QVERIFY(workspace.error().what.contains(QLatin1String("newer")));
        QVERIFY(workspace.error().what.contains(QLatin1String("7")));
    }

    void refusesAnExtraObject_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("sql");
        QTest::newRow("table") << QStringLiteral("cache.db") << QStringLiteral("CREATE TABLE extra(x)");
        QTest::newRow("view") << QStringLiteral("cache.db") << QStringLiteral("CREATE VIEW v AS SELECT 1");
        QTest::newRow("trigger") << QStringLiteral("cache.db")
                                 << QStringLiteral("CREATE TRIGGER t AFTER INSERT ON account BEGIN SELECT 1; END");
        QTest::newRow("no-index") << QStringLiteral("cache.db") << QStringLiteral("DROP INDEX report_on_project");
        QTest::newRow("journal") << QStringLiteral("journal.db") << QStringLiteral("DROP TRIGGER ledger_kept");
        QTest::newRow("no log") << QStringLiteral("cache.db")
                                << QStringLiteral("PRAGMA journal_mode=DELETE; CREATE TABLE extra(x)");
    }
    void refusesAnExtraObject()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, sql);
        const Place place;
        pragma(place.file(file), sql.toLatin1().constData());
        const QByteArray before = readAll(place.file(file));
        const auto workspace = place.open();
        QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
        QVERIFY2(readAll(place.file(file)) == before, "what is not ours is left as it was");
    }

    void leavesTheLogOfWhatIsNotOurs()
    {
        const Place place;
        const QString path = place.file(QStringLiteral("cache.db"));
        const QString log = path + QStringLiteral("-wal");
        QByteArray file;
        QByteArray frames;
        {
            SQLite::Database stranger(path.toStdString(), SQLite::OPEN_READWRITE);
            stranger.exec("CREATE TABLE extra(x)");
            file = readAll(path);
            frames = readAll(log);
        }
        QVERIFY(!frames.isEmpty());
        writeAll(path, file);
        writeAll(log, frames);
        const auto workspace = place.open();
        QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
        QVERIFY(readAll(path) == file && readAll(log) == frames);
    }

    void connectionsHaveOurSettings()
    {
        const Place place;
        const auto workspace = place.open();
        CORDON_VERIFY(workspace);
        for (const store::Schema* schema : {&store::cacheSchema(), &store::journalSchema()}) {
            for (const store::Mode mode : {store::Mode::Write, store::Mode::Read}) {
                store::Connection connection(place.file(schema->file), *schema, mode);
                QCOMPARE(connection.number("PRAGMA synchronous"), schema->everyCommitLasts ? 2 : 1);
                QCOMPARE(connection.word("PRAGMA journal_mode"), std::string("wal"));
                QCOMPARE(connection.number("PRAGMA page_size"), 16'384);
                QCOMPARE(connection.number("PRAGMA secure_delete"), 1);
                QCOMPARE(connection.number("PRAGMA foreign_keys"), 1);
                QCOMPARE(connection.number("PRAGMA trusted_schema"), 0);
                QCOMPARE(connection.number("PRAGMA application_id"), std::int64_t(schema->applicationId));
                QCOMPARE(connection.number("PRAGMA query_only"), mode == store::Mode::Read ? 1 : 0);
                QCOMPARE(connection.number("SELECT count(*) FROM pragma_table_list "
                                           "WHERE schema = 'main' AND type = 'table' AND NOT strict "
                                           "AND name NOT LIKE 'sqlite_%'"),
                         0);
            }
        }
        QVERIFY(store::cacheSchema().everyCommitLasts == false && store::journalSchema().everyCommitLasts);
        QVERIFY(store::cacheSchema().applicationId != store::journalSchema().applicationId);
    }

    void aSecondWriterIsToldWhoHoldsIt()
    {
        const Place place;
        QProcess holder;
        startChild(holder, QStringLiteral("hold"), place.folder());
        QVERIFY(holder.waitForReadyRead(20'000));

        const auto second = place.open();
        QVERIFY(!second);
        QVERIFY(second.error().kind == ErrorKind::NeedsPerson);
        QVERIFY2(second.error().what.contains(QString::number(holder.processId())), qPrintable(second.error().what));

        const auto reading = place.open(Access::ReadOnly);
        CORDON_VERIFY(reading);
        CORDON_VERIFY((*reading)->cache().counts());
        const Done refused = (*reading)->journal().saveDraft(QStringLiteral("a"), QStringLiteral("b"));
        QVERIFY(!refused && refused.error().kind == ErrorKind::NeedsPerson);

        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished(20'000));
        QCOMPARE(holder.exitCode(), 0);
        CORDON_VERIFY(place.open());
    }

    void aLockFileWithoutALockHoldsNobody()
    {
        const Place place;
        writeAll(place.file(QStringLiteral("lock")), "1 somebody\n");
        CORDON_VERIFY(place.open());
    }

    void theLockIsNotFooledByItsText()
    {
        const Place place;
        const auto first = place.open();
        CORDON_VERIFY(first);
        writeAll(place.file(QStringLiteral("lock")), "no number \x1b[31m\n");
        const auto second = place.open();
        QVERIFY(!second && second.error().kind == ErrorKind::NeedsPerson);
        QVERIFY(second.error().what.contains(QLatin1String("another program")));
    }

    void createWhileAnotherMakesItLeavesEverything()
    {
        const Place place;
        const auto first = place.open();
        CORDON_VERIFY(first);
        QVERIFY(QFile::remove(place.file(QStringLiteral("cache.db"))));
        const Done made = Workspace::create(place.folder());
        QVERIFY(!made && made.error().kind == ErrorKind::NeedsPerson);
        QVERIFY(QFile::exists(place.file(QStringLiteral("lock"))));
    }

    void leftoversOfAKilledCreateAreReplaced()
    {
        QTemporaryDir dir;
        writeAll(dir.filePath(QStringLiteral("journal.db.new")), "half");
        for (const char* const companion : {"-journal", "-wal", "-shm"}) {
            writeAll(dir.filePath(QStringLiteral("journal.db.new") + QLatin1String(companion)), "half");
        }
        writeAll(dir.filePath(QStringLiteral("lock")), {});
        CORDON_VERIFY(Workspace::create(dir.path()));
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("journal.db.new"))));
        CORDON_VERIFY(Workspace::open(dir.path(), Access::ReadWrite));
    }

    void anOrdinaryUserReadsAFolderHeCannotWrite()
    {
        QTemporaryDir dir;
        QVERIFY(::chmod(QFile::encodeName(dir.path()).constData(), 0777) == 0);
        QCOMPARE(runChild(QStringLiteral("ordinary-user"), dir.path()), 0);
    }
};

int main(int argc, char** argv)
{
    return testMain<TstWorkspace>(argc, argv,
                                  {{QStringLiteral("hold"), hold}, {QStringLiteral("ordinary-user"), ordinaryUser}});
}

#include "tst_workspace.moc"
