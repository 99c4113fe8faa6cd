// SPDX-License-Identifier: Apache-2.0
// What disks, kills and strangers do to a workspace.
#include "core/store/connection.h"
#include "core/store/file_check.h"
#include "core/store/page_sum.h"
#include "core/store/sql_error.h"
#include "tests/support/cache_rows.h"
#include "tests/unit/store/store_fixture.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace cordon;
using namespace cordon::test;

namespace {

QString journalOf(const QString& folder)
{
    return folder + QStringLiteral("/journal.db");
}

/// A journal with something in every table, and with free pages.
Done fillJournal(JournalStore& journal)
{
    const auto run = startRun(journal, 60, QByteArray(40'000, 'p'));
    if (!run) {
        return tl::unexpected(run.error());
    }
    for (int i = 0; i < 60; ++i) {
        StepChange step = change(*run, i, StepState::Done, QByteArray(300, 'e'));
        step.row.note = QStringLiteral("note of step %1").arg(i);
        step.attempt = AttemptRow{i, 1, at(i), 303, QStringLiteral("accepted"), QStringLiteral("flash")};
        step.decision = DecisionHead{accountSubject(QStringLiteral("user%1").arg(i)), Verb::Ban, at(i), *run};
        if (const Done done = journal.changeStep(step); !done) {
            return done;
        }
    }
    const Done saved = journal.saveDraft(QStringLiteral("justification"), QString(60'000, u'd'));
    return saved ? journal.saveDraft(QStringLiteral("justification"), QStringLiteral("short")) : saved;
}

/// Appends entries and says so, one line each, until it is killed.
int appendForEver(const QString& folder)
{
    const auto workspace = Workspace::open(folder, Access::ReadWrite);
    CHILD_EXPECT(workspace.has_value());
    for (;;) {
        const auto row = (*workspace)->journal().appendLedger(QByteArray(2'000, 'e'));
        CHILD_EXPECT(row.has_value());
        std::printf("%llu\n", static_cast<unsigned long long>(row->sequence));
        std::fflush(stdout);
    }
}

/// The disk that is full: no file of this process may grow.
bool setFileLimit(rlim_t bytes)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

ImportBatch manyAccounts(const QString& prefix)
{
    ImportBatch batch;
    for (int i = 0; i < 2'000; ++i) {
        batch.accounts.push_back(account(prefix + QString::number(i)));
    }
    return batch;
}

int fullDisk(const QString& folder)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    {
        auto workspace = Workspace::open(folder, Access::ReadWrite);
        CHILD_EXPECT(workspace.has_value());
        CacheStore& cache = (*workspace)->cache();
        JournalStore& journal = (*workspace)->journal();
        CHILD_EXPECT(write(cache, manyAccounts(QStringLiteral("first"))).has_value());
        CHILD_EXPECT(journal.appendLedger("first").has_value());

        CHILD_EXPECT(setFileLimit(4'096));
        const Done written = write(cache, manyAccounts(QStringLiteral("second")));
        CHILD_EXPECT(!written && written.error().kind == ErrorKind::Io);
        CHILD_EXPECT(!written.error().kept.isEmpty());
        const auto appended = journal.appendLedger(QByteArray(100'000, 'x'));
        CHILD_EXPECT(!appended && appended.error().kind == ErrorKind::Io);
        const Done made = Workspace::create(folder + QStringLiteral("-new"));
        CHILD_EXPECT(!made && made.error().kind == ErrorKind::Io);
        CHILD_EXPECT(!QFileInfo::exists(folder + QStringLiteral("-new")));
        CHILD_EXPECT(setFileLimit(before.rlim_cur));

        const auto counts = cache.counts();
        CHILD_EXPECT(counts && counts->accounts == 2'000);
        CHILD_EXPECT(write(cache, manyAccounts(QStringLiteral("third"))).has_value());
        const auto refused = journal.appendLedger("after");
        CHILD_EXPECT(!refused && refused.error().kind == ErrorKind::Io);
    }
    auto again = Workspace::open(folder, Access::ReadWrite);
    CHILD_EXPECT(again.has_value());
    const auto head = (*again)->journal().ledgerHead();
    CHILD_EXPECT(head && *head && (*head)->entry == "first");
    CHILD_EXPECT((*again)->journal().appendLedger("after").has_value());
    return 0;
}

void flip(QByteArray& bytes, qsizetype offset)
{
    bytes[offset] = static_cast<char>(bytes[offset] ^ 0x10);
}

} // namespace

class TstDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFlippedByteOfTheJournalIsFound()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY(fillJournal((*workspace)->journal()));
        }
        const QString path = journalOf(place.folder());
        const QByteArray whole = readAll(path);
        QVERIFY(whole.size() > 10 * store::kPageSize);
        QCOMPARE(whole.size() % store::kPageSize, 0);

        // In each page its first byte, its last, one of its sum and one anywhere.
        QRandomGenerator random(20'250'611);
        for (qsizetype page = 0; page < whole.size(); page += store::kPageSize) {
            for (const qsizetype within :
                 {qsizetype(0), qsizetype(store::kPageSize - 1), qsizetype(store::kPageSize - store::kPageSumSize),
                  qsizetype(random.bounded(store::kPageSize))}) {
                QByteArray damaged = whole;
                flip(damaged, page + within);
                writeAll(path, damaged);
                const auto workspace = place.open();
                QVERIFY2(!workspace, qPrintable(QStringLiteral("byte %1").arg(page + within)));
                QVERIFY2(workspace.error().kind == ErrorKind::Integrity, qPrintable(workspace.error().sentence()));
                QVERIFY2(readAll(path) == damaged, "nothing is repaired");
            }
        }
        writeAll(path, whole);
        CORDON_VERIFY(place.open());
    }

    void aReaderFindsAFlippedByteToo()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY(fillJournal((*workspace)->journal()));
        }
        const QString path = journalOf(place.folder());
        QByteArray damaged = readAll(path);
        flip(damaged, damaged.size() / 2);
        writeAll(path, damaged);
        const auto workspace = place.open(Access::ReadOnly);
        QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
    }

    void aPageThatDecaysWhileItIsOpenIsNotBelieved()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY(fillJournal((*workspace)->journal()));
        }
        const QString path = journalOf(place.folder());
        const QByteArray whole = readAll(path);
        const qsizetype inPlan = whole.indexOf(QByteArray(1'000, 'p'));
        QVERIFY(inPlan > 0);
        QByteArray damaged = whole;
        flip(damaged, inPlan + 500);
        writeAll(path, damaged);
        store::Connection connection(path, store::journalSchema(), store::Mode::Read);
        try {
            readPlans(connection);
            QFAIL("the damaged plan was read");
        } catch (const SQLite::Exception& trouble) {
            QVERIFY(store::describe(trouble, QStringLiteral("Reading")).kind == ErrorKind::Integrity);
        }
    }

    void aLedgerRewrittenWithSqlIsFoundByItsChain_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("entry") << QStringLiteral("UPDATE ledger SET entry = x'66' WHERE sequence = 2");
        QTest::newRow("hash") << QStringLiteral("UPDATE ledger SET hash = zeroblob(32) WHERE sequence = 3");
        QTest::newRow("gap") << QStringLiteral("DELETE FROM ledger WHERE sequence = 2");
        QTest::newRow("all but the first") << QStringLiteral("DELETE FROM ledger WHERE sequence > 1");
    }
    void aLedgerRewrittenWithSqlIsFoundByItsChain()
    {
        QFETCH(const QString, sql);
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY(fillJournal((*workspace)->journal()));
        }
        {
            // With right page sums, as somebody would who has this program's source.
            store::Connection connection(journalOf(place.folder()), store::journalSchema(), store::Mode::Write);
            connection.useLog();
            connection.execute(sql.toStdString());
        }
        CORDON_VERIFY(store::checkPages(journalOf(place.folder()), store::journalSchema()));
        const auto workspace = place.open();
        QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
        QVERIFY2(workspace.error().what.contains(QLatin1String("Entry")), qPrintable(workspace.error().what));

        const auto examined = place.open(Access::Examine);
        CORDON_VERIFY(examined);
        int rows = 0;
        CORDON_VERIFY((*examined)->journal().readLedger(1, [&rows](const LedgerRow&) { return ++rows < 10; }));
        QVERIFY(rows > 0);
        QVERIFY(!(*examined)->journal().appendLedger("x"));
    }

    void anotherProgramsWriteToTheJournalIsFound()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY((*workspace)->journal().saveDraft(QStringLiteral("k"), QStringLiteral("typed")));
        }
        {
            SQLite::Database stranger(journalOf(place.folder()).toStdString(), SQLite::OPEN_READWRITE);
            QCOMPARE(stranger.execAndGet("SELECT text FROM draft").getString(), std::string("typed"));
            stranger.exec("UPDATE draft SET text = 'other'");
        }
        const auto workspace = place.open();
        QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
    }

    void aDamagedCacheIsSaidToBeRebuildable()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY(write((*workspace)->cache(), manyAccounts(QStringLiteral("a"))));
        }
        const QString path = place.file(QStringLiteral("cache.db"));
        QByteArray damaged = readAll(path);
        damaged.replace(store::kPageSize, damaged.size() - store::kPageSize,
                        QByteArray(damaged.size() - store::kPageSize, '\x7f'));
        writeAll(path, damaged);
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            const auto rows = test::readAll((*workspace)->cache());
            QVERIFY(!rows && rows.error().kind == ErrorKind::Integrity);
        }
        damaged.replace(100, 200, QByteArray(200, '\xff'));
        writeAll(path, damaged);
        const auto unreadable = place.open();
        QVERIFY(!unreadable && unreadable.error().kind == ErrorKind::Integrity);
        QVERIFY(unreadable.error().next.contains(QLatin1String("import again")));
    }

    void aTruncatedJournalIsFound()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY(fillJournal((*workspace)->journal()));
        }
        const QString path = journalOf(place.folder());
        const QByteArray whole = readAll(path);
        for (const qsizetype cut : {qsizetype(1), qsizetype(store::kPageSize), whole.size() - 50}) {
            writeAll(path, whole.left(whole.size() - cut));
            const auto workspace = place.open();
            QVERIFY(!workspace && workspace.error().kind == ErrorKind::Integrity);
        }
    }

    void aKillLosesNothingThatWasAcknowledged()
    {
        const Place place;
        std::uint64_t acknowledged = 0;
        for (int round = 0; round < 5; ++round) {
            QProcess child;
            startChild(child, QStringLiteral("append-for-ever"), place.folder());
            const std::uint64_t enough = acknowledged + 20 + static_cast<std::uint64_t>(round) * 7;
            while (acknowledged < enough) {
                QVERIFY(child.canReadLine() || child.waitForReadyRead(20'000));
                while (child.canReadLine()) {
                    acknowledged = child.readLine().trimmed().toULongLong();
                }
            }
            child.kill();
            QVERIFY(child.waitForFinished(20'000));
            while (child.canReadLine()) {
                const QByteArray line = child.readLine();
                acknowledged = line.endsWith('\n') ? line.trimmed().toULongLong() : acknowledged;
            }
            std::uint64_t found = 0;
            for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
                const auto workspace = place.open(access);
                CORDON_VERIFY(workspace);
                const auto head = (*workspace)->journal().ledgerHead();
                CORDON_VERIFY(head);
                found = (*head)->sequence;
                QVERIFY2(found >= acknowledged, "an acknowledged entry is gone");
                QVERIFY2(found <= acknowledged + 1, "one may be on the disk and not yet told");
            }
            acknowledged = found;
        }
    }

    void aFullDiskKeepsTheRowsBefore()
    {
        const Place place;
        QCOMPARE(runChild(QStringLiteral("full-disk"), place.folder()), 0);
    }

private:
    static void readPlans(store::Connection& connection)
    {
        store::Query row = connection.query("SELECT json FROM plan");
        while (row.next()) {
            static_cast<void>(row.blob(0));
        }
    }
};

int main(int argc, char** argv)
{
    return testMain<TstDamage>(
        argc, argv, {{QStringLiteral("append-for-ever"), appendForEver}, {QStringLiteral("full-disk"), fullDisk}});
}

#include "tst_damage.moc"
