// SPDX-License-Identifier: Apache-2.0
// The importer: in which order, in which pieces, and what stays when it is stopped.
#include "core/ingest/csv_scanner.h"
#include "core/ingest/file_feed.h"
#include "tests/unit/ingest/import_place.h"

#include <QDir>
#include <QFile>

#include <thread>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TstImporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_place = std::make_unique<ImportPlace>(); }

    void writesAccountsFirstWhateverTheOrderOnTheCommandLine()
    {
        m_place->write("mine.csv", "project,kind,created\na,is_spam,2025-06-11\n");
        m_place->write("uploads.csv", "project,version,account,uploaded\na,1,nora,2025-06-11\n");
        m_place->write("roles.csv", "project,username,role\na,nora,Owner\n");
        m_place->write("projects.csv", kProjects + "a,nora,2025-06-11\n");
        m_place->write("accounts.csv", accountLines(1));
        m_place->write("more.jsonl", json("{'type':'role','project':'a','username':'olaf','role':'Maintainer'}"));
        const auto outcome = m_place->import(
            {"mine.csv", "more.jsonl", "uploads.csv", "roles.csv", "projects.csv", "accounts.csv", "accounts.csv"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.accounts, 1);
        QCOMPARE(outcome->counts.projects, 1);
        QCOMPARE(outcome->counts.uploads, 1);
        QCOMPARE(outcome->counts.roles, 2);
        QCOMPARE(outcome->counts.reports, 1);
        QCOMPARE(outcome->generation, std::uint64_t{7});
        QCOMPARE(m_place->cache.finished, 1);
        QString order;
        for (const auto& batch : m_place->cache.batches) {
            order += QString(std::ssize(batch->accounts), u'a') + QString(std::ssize(batch->projects), u'p') +
                     QString(std::ssize(batch->roles), u'r') + QString(std::ssize(batch->uploads), u'u') +
                     QString(std::ssize(batch->reports), u'x');
        }
        QCOMPARE(order, u"apruxr"_s);
    }

    void cutsIntoBatches()
    {
        const std::size_t rows = 2 * kBatchRows + 2001;
        m_place->write("accounts.csv", accountLines(static_cast<int>(rows)));
        const auto outcome = m_place->import({"accounts.csv"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.accounts, static_cast<std::int64_t>(rows));
        QCOMPARE(outcome->rowsRead, static_cast<std::int64_t>(rows));
        QCOMPARE(m_place->cache.batches.size(), std::size_t(3));
        QCOMPARE(m_place->cache.batches[0]->accounts.size(), kBatchRows);
        QCOMPARE(m_place->cache.batches[2]->accounts.size(), std::size_t(2001));
        QVERIFY(m_place->cache.end == ImportEnd::Complete);
    }

    void cutsLongRowsIntoBatchesByTheirBytes()
    {
        QByteArray lines = "project,owner,created,summary\n";
        const QByteArray summary(900'000, 'x');
        for (int i = 0; i < 40; ++i) {
            lines += 'p' + QByteArray::number(i) + ",nora,2025-06-11," + summary + '\n';
        }
        m_place->write("projects.csv", lines);
        CORDON_VERIFY(m_place->import({"projects.csv"}));
        QVERIFY(m_place->cache.batches.size() >= 2);
        for (const auto& batch : m_place->cache.batches) {
            QVERIFY(batch->textBytes() < kBatchBytes + kLongestRecord);
        }
    }

    void listsRejectedLinesAndCountsAllOfThem()
    {
        QByteArray lines = kAccounts;
        for (int i = 0; i < 10'050; ++i) {
            lines += "x\n";
        }
        m_place->write("accounts.csv", lines + "nora,n@example.org,2025-06-11\n");
        const auto outcome = m_place->import({"accounts.csv"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->rejectedTotal, 10'050);
        QCOMPARE(outcome->rejected.size(), std::size_t(10'000));
        QCOMPARE(outcome->rejected.back().line, 10'001);
        QCOMPARE(outcome->rejected.back().file, m_place->path("accounts.csv"));
        QCOMPARE(outcome->counts.accounts, 1);
    }

    void tellsProgressByBytesOnTheCallersThread()
    {
        m_place->write("accounts.csv", accountLines(30'000));
        m_place->write("projects.csv", kProjects + "a,user1,2025-06-11\n");
        const auto caller = std::this_thread::get_id();
        bool elsewhere = false;
        std::vector<Progress> news;
        const ProgressSink sink = [&](const Progress& progress) {
            elsewhere = elsewhere || std::this_thread::get_id() != caller;
            if (progress.total > 0) { // not while it looks for files
                news.push_back(progress);
            }
        };
        const auto outcome = importPaths(m_place->cache, {m_place->path("")}, sink, {});
        CORDON_VERIFY(outcome);
        QVERIFY(!elsewhere);
        QVERIFY(news.size() >= 2);
        QCOMPARE(news.front().stage, u"reading accounts.csv"_s);
        QCOMPARE(news.back().stage, u"reading projects.csv"_s);
        const qint64 total =
            QFileInfo(m_place->path("accounts.csv")).size() + QFileInfo(m_place->path("projects.csv")).size();
        QCOMPARE(news.back().done, total);
        for (std::size_t i = 1; i < news.size(); ++i) {
            QVERIFY(news[i].done >= news[i - 1].done);
            QCOMPARE(news[i].total, total);
        }
    }

    void keepsWholeBatchesWhenStopped()
    {
        m_place->write("accounts.csv", accountLines(6 * int{kBatchRows}));
        std::stop_source source;
        m_place->cache.onWrite = [&] {
            if (m_place->cache.batches.size() == 1) {
                source.request_stop();
            }
        };
        const auto outcome = importPaths(m_place->cache, {m_place->path("accounts.csv")}, {}, source.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(!outcome.error().kept.isEmpty());
        QCOMPARE(m_place->cache.batches.size(), std::size_t(2));
        QCOMPARE(m_place->cache.batches.back()->accounts.size(), kBatchRows);
        QCOMPARE(m_place->cache.finished, 1);
        QVERIFY(m_place->cache.end == ImportEnd::BrokenOff);
    }

    void stopsBeforeTheFirstRow()
    {
        m_place->write("accounts.csv", accountLines(10));
        std::stop_source source;
        source.request_stop();
        const auto outcome = importPaths(m_place->cache, {m_place->path("accounts.csv")}, {}, source.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(m_place->cache.batches.empty());
    }

    void endsWhereAWriteFails()
    {
        m_place->write("accounts.csv", accountLines(60'000));
        m_place->cache.failing = true;
        const auto outcome = m_place->import({"accounts.csv"});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Io);
        QCOMPARE(outcome.error().what, u"the disk is full"_s);
    }

    void saysWhatIsKeptWhenAFileGoesAwayMeanwhile()
    {
        constexpr int kMany = 9 * int{kBatchRows};
        m_place->write("accounts.csv", accountLines(kMany));
        m_place->write("projects.csv", kProjects + "a,user1,2025-06-11\n");
        // The reader waits for the writer long before it comes to the second file.
        m_place->cache.onWrite = [this] { QFile::remove(m_place->path("projects.csv")); };
        const auto outcome = m_place->import({"accounts.csv", "projects.csv"});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.contains(u"projects.csv"_s), qPrintable(outcome.error().what));
        QCOMPARE(outcome.error().kept, u"The rows written before are kept."_s);
        QCOMPARE(m_place->cache.counts({})->accounts, kMany);
        QCOMPARE(m_place->cache.finished, 1);
        QVERIFY(m_place->cache.end == ImportEnd::BrokenOff);
    }

    void anImportIsTheSameHoweverItsFilesAreNamed()
    {
        m_place->write("accounts.csv", accountLines(2));
        QVERIFY(QFile::link(m_place->path("accounts.csv"), m_place->path("link.csv")));
        CORDON_VERIFY(m_place->import({"accounts.csv"}));
        CORDON_VERIFY(m_place->import({"./accounts.csv"}));
        CORDON_VERIFY(m_place->import({"link.csv"}));
        CORDON_VERIFY(importPaths(m_place->cache, {QDir().relativeFilePath(m_place->path("accounts.csv"))}, {}, {}));
        const std::vector<QByteArray>& jobs = m_place->cache.jobs;
        QVERIFY(std::all_of(jobs.begin(), jobs.end(), [&](const QByteArray& job) { return job == jobs.front(); }));
        m_place->write("accounts.csv", accountLines(3));
        CORDON_VERIFY(m_place->import({"accounts.csv"}));
        QVERIFY(jobs.back() != jobs.front());
    }

    void whatIsThrownInAWriteIsAnErrorAndTheImportEnds()
    {
        m_place->write("accounts.csv", accountLines(10));
        m_place->cache.onWrite = [] { throw std::bad_alloc(); };
        const auto outcome = m_place->import({"accounts.csv"});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Io);
        QVERIFY2(outcome.error().what.contains(u"bad_alloc"_s), qPrintable(outcome.error().what));
        QVERIFY(!outcome.error().kept.isEmpty());
        QCOMPARE(m_place->cache.finished, 1);
        QVERIFY(m_place->cache.end == ImportEnd::BrokenOff);
    }

private:
    std::unique_ptr<ImportPlace> m_place;
};

QTEST_GUILESS_MAIN(TstImporter)
#include "tst_importer.moc"
