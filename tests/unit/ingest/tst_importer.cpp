// SPDX-License-Identifier: Apache-2.0
// The importer: which files, in which order, in which pieces, and what stays when it is stopped.
#include "core/ingest/csv_scanner.h"
#include "core/ingest/file_feed.h"
#include "core/ingest/importer.h"
#include "tests/unit/ingest/reading.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kAccounts = "username,email,date_joined\n";
const QByteArray kProjects = "project,owner,created\n";

QByteArray accountLines(int count)
{
    QByteArray lines = kAccounts;
    for (int i = 0; i < count; ++i) {
        const QByteArray name = "user" + QByteArray::number(i);
        lines += name + ',' + name + "@example.org,2025-06-11\n";
    }
    return lines;
}

/// Keeps the batches in the order in which they came.
class FakeCache : public CacheStore {
public:
    std::unique_ptr<CacheImport> beginImport() override;
    Done flag(const std::vector<Subject>&) override { return {}; }
    Result<std::uint64_t> finishImport() override { return std::uint64_t{7}; }
    Done setAccountState(const QString&, AccountState, const QString&) override { return {}; }
    Done setProjectState(const QString&, ProjectState) override { return {}; }
    Result<CacheCounts> counts(std::stop_token) const override
    {
        CacheCounts counts;
        for (const auto& batch : batches) {
            counts.accounts += std::ssize(batch->accounts);
            counts.projects += std::ssize(batch->projects);
            counts.uploads += std::ssize(batch->uploads);
            counts.roles += std::ssize(batch->roles);
            counts.reports += std::ssize(batch->reports);
        }
        return counts;
    }
    Result<CacheVersion> scan(CacheVisitor&, std::stop_token) const override { return CacheVersion{}; }
    Result<std::optional<CacheVersion>> scanChanges(std::uint64_t, std::int64_t, ChangeVisitor&,
                                                    std::stop_token) const override
    {
        return std::optional<CacheVersion>();
    }
    Result<CacheVersion> version(std::stop_token) const override { return CacheVersion{}; }
    Result<std::vector<Upload>> uploads(std::span<const std::int64_t>, std::stop_token) const override
    {
        return std::vector<Upload>();
    }

    std::function<void()> onWrite;
    bool failing = false;
    std::vector<RowBatchHandle> batches;
    int finished = 0;
    ImportEnd end = ImportEnd::Complete;
};

class FakeImport : public CacheImport {
public:
    explicit FakeImport(FakeCache& cache) : m_cache(cache) {}

    Result<std::optional<ImportLeftOver>> leftOver(const QByteArray&) override { return std::nullopt; }
    Done write(RowBatchHandle rows) override
    {
        if (m_cache.onWrite) {
            m_cache.onWrite();
        }
        if (m_cache.failing) {
            return failure(ErrorKind::Io, u"the disk is full"_s);
        }
        m_cache.batches.push_back(std::move(rows));
        return {};
    }
    Result<std::uint64_t> finish(ImportEnd end) override
    {
        ++m_cache.finished;
        m_cache.end = end;
        return std::uint64_t{7};
    }

private:
    FakeCache& m_cache;
};

std::unique_ptr<CacheImport> FakeCache::beginImport()
{
    return std::make_unique<FakeImport>(*this);
}

} // namespace

class TstImporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cache = std::make_unique<FakeCache>();
    }

    void writesAccountsFirstWhateverTheOrderOnTheCommandLine()
    {
        write("mine.csv", "project,kind,created\na,is_spam,2025-06-11\n");
        write("uploads.csv", "project,version,account,uploaded\na,1,nora,2025-06-11\n");
        write("roles.csv", "project,username,role\na,nora,Owner\n");
        write("projects.csv", kProjects + "a,nora,2025-06-11\n");
        write("accounts.csv", accountLines(1));
        write("more.jsonl", json("{'type':'role','project':'a','username':'olaf','role':'Maintainer'}"));
        const auto outcome = import(
            {"mine.csv", "more.jsonl", "uploads.csv", "roles.csv", "projects.csv", "accounts.csv", "accounts.csv"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.accounts, 1);
        QCOMPARE(outcome->counts.projects, 1);
        QCOMPARE(outcome->counts.uploads, 1);
        QCOMPARE(outcome->counts.roles, 2);
        QCOMPARE(outcome->counts.reports, 1);
        QCOMPARE(outcome->generation, std::uint64_t{7});
        QCOMPARE(m_cache->finished, 1);
        QString order;
        for (const auto& batch : m_cache->batches) {
            order += QString(std::ssize(batch->accounts), u'a') + QString(std::ssize(batch->projects), u'p') +
                     QString(std::ssize(batch->roles), u'r') + QString(std::ssize(batch->uploads), u'u') +
                     QString(std::ssize(batch->reports), u'x');
        }
        QCOMPARE(order, u"apruxr"_s);
    }

    void cutsIntoBatches()
    {
        const std::size_t rows = 2 * kBatchRows + 2001;
        write("accounts.csv", accountLines(static_cast<int>(rows)));
        const auto outcome = import({"accounts.csv"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.accounts, static_cast<std::int64_t>(rows));
        QCOMPARE(outcome->rowsRead, static_cast<std::int64_t>(rows));
        QCOMPARE(m_cache->batches.size(), std::size_t(3));
        QCOMPARE(m_cache->batches[0]->accounts.size(), kBatchRows);
        QCOMPARE(m_cache->batches[2]->accounts.size(), std::size_t(2001));
        QVERIFY(m_cache->end == ImportEnd::Complete);
    }

    void cutsLongRowsIntoBatchesByTheirBytes()
    {
        QByteArray lines = "project,owner,created,summary\n";
        const QByteArray summary(900'000, 'x');
        for (int i = 0; i < 40; ++i) {
            lines += 'p' + QByteArray::number(i) + ",nora,2025-06-11," + summary + '\n';
        }
        write("projects.csv", lines);
        CORDON_VERIFY(import({"projects.csv"}));
        QVERIFY(m_cache->batches.size() >= 2);
        for (const auto& batch : m_cache->batches) {
            QVERIFY(batch->textBytes() < kBatchBytes + kLongestRecord);
        }
    }

    void readsAFolder()
    {
        write("accounts.csv", accountLines(2));
        write("truth_accounts.csv", "username,why\nuser0,x\n");
        write("expected.json", json("{'accounts':2}"));
        write("notes.txt", "hello");
        write("b.jsonl", json("{'type':'role','project':'a','username':'olaf','role':'Maintainer'}"));
        write("MAL-1.json", osv("a"));
        write("MAL-2.json", "{ broken");
        write("MAL-3.json", "");
        const auto outcome = import({""});
        QVERIFY(!outcome); // an empty file cannot be used at all
        QVERIFY2(outcome.error().what.contains(u"MAL-3.json"_s), qPrintable(outcome.error().what));
        QVERIFY(m_cache->batches.empty());

        QFile::remove(m_folder->filePath(u"MAL-3.json"_s));
        const auto second = import({""});
        CORDON_VERIFY(second);
        QCOMPARE(second->counts.accounts, 2);
        QCOMPARE(second->counts.roles, 1);
        QCOMPARE(second->counts.reports, 1);
        QCOMPARE(second->rejectedTotal, 1);
        QVERIFY(second->rejected.at(0).file.endsWith(u"/MAL-2.json"_s));
        QCOMPARE(second->rejected.at(0).line, 1);
    }

    void aBadFirstLineDoesNotHideTheRest()
    {
        write("a.jsonl", "hello\n" + json("{'type':'role','project':'a','username':'olaf','role':'Maintainer'}"));
        const auto outcome = import({"a.jsonl"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.roles, 1);
        QCOMPARE(outcome->rejectedTotal, 1);
        QCOMPARE(outcome->rejected.at(0).line, 1);
    }

    void writesNothingWhereAPathCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("absent") << QByteArray("absent.csv") << QByteArray() << u"absent.csv does not exist."_s;
        QTest::newRow("empty") << QByteArray("roles.csv") << QByteArray("") << u"it is empty."_s;
        QTest::newRow("column missing") << QByteArray("projects.csv") << QByteArray("project,owner\n")
                                        << u"lacks the column created, which a file of projects must have"_s;
        QTest::newRow("column missing, other name")
            << QByteArray("people.csv") << QByteArray("username,email\n")
            << u"fits no import file (accounts, projects, uploads, roles, reports); for a file of accounts it lacks "
               "the column date_joined"_s;
        QTest::newRow("a database") << QByteArray("cache.db") << QByteArray("SQLite format 3\0\x10\0\1", 19)
                                    << u"fits no import file"_s;
        QTest::newRow("other text") << QByteArray("notes.txt") << QByteArray("hello\nworld\n")
                                    << u"fits no import file"_s;
        QTest::newRow("no JSON lines") << QByteArray("a.jsonl") << QByteArray("hello\n")
                                       << u"it does not start with a JSON object."_s;
        QTest::newRow("blank JSON lines") << QByteArray("a.jsonl") << QByteArray("\n\n") << u"it is empty."_s;
        QTest::newRow("other JSON") << QByteArray("a.json") << QByteArray("{\"a\":1}")
                                    << u"line 1: it is no OSV report"_s;
        QTest::newRow("broken JSON") << QByteArray("a.json") << QByteArray("{\n\"a\":") << u"line 2: it is no JSON"_s;
    }
    void writesNothingWhereAPathCannotBeUsed()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        write("accounts.csv", accountLines(2));
        if (!bytes.isNull()) {
            write(name.constData(), bytes);
        }
        const auto outcome = import({"accounts.csv", name.constData()});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        QVERIFY2(outcome.error().what.contains(words), qPrintable(outcome.error().what));
        QVERIFY(!outcome.error().kept.isEmpty());
        QVERIFY(m_cache->batches.empty());
        QCOMPARE(m_cache->finished, 0);
    }

    void namesWhatItLookedForInAFolderWithoutFiles()
    {
        write("other.csv", accountLines(1));
        const auto outcome = import({""});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        for (const QString& name : {u"accounts.csv"_s, u"projects.csv"_s, u"uploads.csv"_s, u"roles.csv"_s,
                                    u"reports.csv"_s, u"*.jsonl"_s, u"*.json"_s}) {
            QVERIFY(outcome.error().next.contains(name));
        }
    }

    void refusesWhatIsNoFile()
    {
        const auto device = importPaths(*m_cache, {u"/dev/null"_s}, {}, {});
        QVERIFY(!device);
        QVERIFY2(device.error().what.contains(u"is neither a file nor a folder"_s), qPrintable(device.error().what));
        QVERIFY(!importPaths(*m_cache, {QString()}, {}, {}));
        QVERIFY(QFile::link(u"nowhere"_s, m_folder->filePath(u"accounts.csv"_s)));
        const auto dangling = import({""});
        QVERIFY(!dangling);
        QVERIFY2(dangling.error().what.contains(u"it cannot be opened"_s), qPrintable(dangling.error().what));
    }

    void saysWhenAFileMayNotBeRead()
    {
        write("accounts.csv", accountLines(2));
        QFile::setPermissions(m_folder->filePath(u"accounts.csv"_s), {});
        QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
        const bool root = ::geteuid() == 0; // who may read everything: be an ordinary user for a moment
        if (root) {
            QCOMPARE(::setresuid(65534, 65534, 0), 0);
        }
        const auto outcome = import({"accounts.csv"});
        const auto folder = import({""});
        if (root) {
            QCOMPARE(::setresuid(0, 0, 0), 0);
        }
        for (const auto& refused : {outcome, folder}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::BadInput);
            QVERIFY2(refused.error().what.contains(u"it cannot be opened"_s), qPrintable(refused.error().what));
        }
    }

    void saysWhenAFolderMayNotBeRead()
    {
        write("accounts.csv", accountLines(2));
        const QByteArray folder = QFile::encodeName(m_folder->path());
        QCOMPARE(::chmod(folder.constData(), 0), 0);
        const bool root = ::geteuid() == 0;
        if (root) {
            QCOMPARE(::setresuid(65534, 65534, 0), 0);
        }
        const auto outcome = import({""});
        if (root) {
            QCOMPARE(::setresuid(0, 0, 0), 0);
        }
        QCOMPARE(::chmod(folder.constData(), 0700), 0);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.contains(u"is a folder that cannot be read"_s), qPrintable(outcome.error().what));
    }

    void showsHostilePathsAsVisibleText()
    {
        const auto outcome = import({"\xE2\x80\xAE"
                                     "exe.csv"});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.contains(u"⟦U+202E⟧exe.csv"_s), qPrintable(outcome.error().what));
    }

    void followsLinks()
    {
        write("real.txt", accountLines(3));
        QVERIFY(QFile::link(m_folder->filePath(u"real.txt"_s), m_folder->filePath(u"accounts.csv"_s)));
        const auto named = import({"accounts.csv"});
        CORDON_VERIFY(named);
        QCOMPARE(named->counts.accounts, 3);
    }

    void listsRejectedLinesAndCountsAllOfThem()
    {
        QByteArray lines = kAccounts;
        for (int i = 0; i < 10'050; ++i) {
            lines += "x\n";
        }
        write("accounts.csv", lines + "nora,n@example.org,2025-06-11\n");
        const auto outcome = import({"accounts.csv"});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->rejectedTotal, 10'050);
        QCOMPARE(outcome->rejected.size(), std::size_t(10'000));
        QCOMPARE(outcome->rejected.back().line, 10'001);
        QCOMPARE(outcome->rejected.back().file, m_folder->filePath(u"accounts.csv"_s));
        QCOMPARE(outcome->counts.accounts, 1);
    }

    void tellsProgressByBytesOnTheCallersThread()
    {
        write("accounts.csv", accountLines(30'000));
        write("projects.csv", kProjects + "a,user1,2025-06-11\n");
        const auto caller = std::this_thread::get_id();
        bool elsewhere = false;
        std::vector<Progress> news;
        const ProgressSink sink = [&](const Progress& progress) {
            elsewhere = elsewhere || std::this_thread::get_id() != caller;
            news.push_back(progress);
        };
        const auto outcome = importPaths(*m_cache, {m_folder->path()}, sink, {});
        CORDON_VERIFY(outcome);
        QVERIFY(!elsewhere);
        QVERIFY(news.size() >= 2);
        QCOMPARE(news.front().stage, u"reading accounts.csv"_s);
        QCOMPARE(news.back().stage, u"reading projects.csv"_s);
        const qint64 total = QFileInfo(m_folder->filePath(u"accounts.csv"_s)).size() +
                             QFileInfo(m_folder->filePath(u"projects.csv"_s)).size();
        QCOMPARE(news.back().done, total);
        for (std::size_t i = 1; i < news.size(); ++i) {
            QVERIFY(news[i].done >= news[i - 1].done);
            QCOMPARE(news[i].total, total);
        }
    }

    void keepsWholeBatchesWhenStopped()
    {
        write("accounts.csv", accountLines(6 * int{kBatchRows}));
        std::stop_source source;
        m_cache->onWrite = [&] {
            if (m_cache->batches.size() == 1) {
                source.request_stop();
            }
        };
        const auto outcome = importPaths(*m_cache, {m_folder->filePath(u"accounts.csv"_s)}, {}, source.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(!outcome.error().kept.isEmpty());
        QCOMPARE(m_cache->batches.size(), std::size_t(2));
        QCOMPARE(m_cache->batches.back()->accounts.size(), kBatchRows);
        QCOMPARE(m_cache->finished, 1);
        QVERIFY(m_cache->end == ImportEnd::BrokenOff);
    }

    void stopsBeforeTheFirstRow()
    {
        write("accounts.csv", accountLines(10));
        std::stop_source source;
        source.request_stop();
        const auto outcome = importPaths(*m_cache, {m_folder->filePath(u"accounts.csv"_s)}, {}, source.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(m_cache->batches.empty());
    }

    void endsWhereAWriteFails()
    {
        write("accounts.csv", accountLines(60'000));
        m_cache->failing = true;
        const auto outcome = import({"accounts.csv"});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Io);
        QCOMPARE(outcome.error().what, u"the disk is full"_s);
    }

    void saysWhatIsKeptWhenAFileGoesAwayMeanwhile()
    {
        constexpr int kMany = 9 * int{kBatchRows};
        write("accounts.csv", accountLines(kMany));
        write("projects.csv", kProjects + "a,user1,2025-06-11\n");
        // The reader waits for the writer long before it comes to the second file.
        m_cache->onWrite = [this] { QFile::remove(m_folder->filePath(u"projects.csv"_s)); };
        const auto outcome = import({"accounts.csv", "projects.csv"});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.contains(u"projects.csv"_s), qPrintable(outcome.error().what));
        QCOMPARE(outcome.error().kept, u"The rows written before are kept."_s);
        QCOMPARE(m_cache->counts({})->accounts, kMany);
        QCOMPARE(m_cache->finished, 1);
        QVERIFY(m_cache->end == ImportEnd::BrokenOff);
    }

private:
    static QByteArray osv(const QByteArray& name)
    {
        return json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z','affected':[{'package':{'ecosystem':'PyPI','name':"
                    "'") +
               name + json("'}}]}");
    }
    void write(const char* name, const QByteArray& bytes)
    {
        writeAll(m_folder->filePath(QString::fromUtf8(name)), bytes);
    }
    /// Names are of the test's folder; an empty one is the folder.
    Result<ImportOutcome> import(std::initializer_list<const char*> names)
    {
        QStringList paths;
        for (const char* name : names) {
            paths.push_back(*name == '\0' ? m_folder->path() : m_folder->filePath(QString::fromUtf8(name)));
        }
        return importPaths(*m_cache, paths, {}, {});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeCache> m_cache;
};

QTEST_GUILESS_MAIN(TstImporter)
#include "tst_importer.moc"
