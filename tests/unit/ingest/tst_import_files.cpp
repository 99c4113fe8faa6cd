// SPDX-License-Identifier: Apache-2.0
// Which files an import finds, and what it says of those that it cannot use.
#include "core/ingest/import_files.h"
#include "tests/unit/ingest/import_place.h"

#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TstImportFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_place = std::make_unique<ImportPlace>(); }

    void readsAFolder()
    {
        m_place->write("accounts.csv", accountLines(2));
        m_place->write("truth_accounts.csv", "username,why\nuser0,x\n");
        m_place->write("expected.json", json("{'accounts':2}"));
        m_place->write("notes.txt", "hello");
        m_place->write("b.jsonl", json("{'type':'role','project':'a','username':'olaf','role':'Maintainer'}"));
        m_place->write("MAL-1.json", osv("a"));
        m_place->write("MAL-2.json", "{ broken");
        m_place->write("MAL-3.json", "");
        const auto outcome = m_place->import({""});
        QVERIFY(!outcome); // an empty file cannot be used at all
        QVERIFY2(outcome.error().what.contains(u"MAL-3.json"_s), qPrintable(outcome.error().what));
        QVERIFY(m_place->cache.batches.empty());

        QFile::remove(m_place->path("MAL-3.json"));
        const auto second = m_place->import({""});
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
        m_place->write("a.jsonl",
                       "hello\n" + json("{'type':'role','project':'a','username':'olaf','role':'Maintainer'}"));
        const auto outcome = m_place->import({"a.jsonl"});
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
        m_place->write("accounts.csv", accountLines(2));
        if (!bytes.isNull()) {
            m_place->write(name.constData(), bytes);
        }
        const auto outcome = m_place->import({"accounts.csv", name.constData()});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        QVERIFY2(outcome.error().what.contains(words), qPrintable(outcome.error().what));
        QVERIFY(!outcome.error().kept.isEmpty());
        QVERIFY(m_place->cache.batches.empty());
        QCOMPARE(m_place->cache.finished, 0);
    }

    void namesWhatItLookedForInAFolderWithoutFiles()
    {
        m_place->write("other.csv", accountLines(1));
        const auto outcome = m_place->import({""});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        for (const QString& name : {u"accounts.csv"_s, u"projects.csv"_s, u"uploads.csv"_s, u"roles.csv"_s,
                                    u"reports.csv"_s, u"*.jsonl"_s, u"*.json"_s}) {
            QVERIFY(outcome.error().next.contains(name));
        }
    }

    void refusesWhatIsNoFile()
    {
        const auto device = importPaths(m_place->cache, {u"/dev/null"_s}, {}, {});
        QVERIFY(!device);
        QVERIFY2(device.error().what.contains(u"is neither a file nor a folder"_s), qPrintable(device.error().what));
        QVERIFY(!importPaths(m_place->cache, {QString()}, {}, {}));
        QVERIFY(QFile::link(u"nowhere"_s, m_place->path("accounts.csv")));
        const auto dangling = m_place->import({""});
        QVERIFY(!dangling);
        QVERIFY2(dangling.error().what.contains(u"it cannot be opened"_s), qPrintable(dangling.error().what));
    }

    void saysWhenAFileMayNotBeRead()
    {
        m_place->write("accounts.csv", accountLines(2));
        QFile::setPermissions(m_place->path("accounts.csv"), {});
        QCOMPARE(::chmod(QFile::encodeName(m_place->path("")).constData(), 0755), 0);
        const bool root = ::geteuid() == 0; // who may read everything: be an ordinary user for a moment
        if (root) {
            QCOMPARE(::setresuid(65534, 65534, 0), 0);
        }
        const auto outcome = m_place->import({"accounts.csv"});
        const auto folder = m_place->import({""});
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
        m_place->write("accounts.csv", accountLines(2));
        const QByteArray folder = QFile::encodeName(m_place->path(""));
        QCOMPARE(::chmod(folder.constData(), 0), 0);
        const bool root = ::geteuid() == 0;
        if (root) {
            QCOMPARE(::setresuid(65534, 65534, 0), 0);
        }
        const auto outcome = m_place->import({""});
        if (root) {
            QCOMPARE(::setresuid(0, 0, 0), 0);
        }
        QCOMPARE(::chmod(folder.constData(), 0700), 0);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.contains(u"is a folder that cannot be read"_s), qPrintable(outcome.error().what));
    }

    void showsHostilePathsAsVisibleText()
    {
        const auto outcome = m_place->import({"\xE2\x80\xAE"
                                              "exe.csv"});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.contains(u"⟦U+202E⟧exe.csv"_s), qPrintable(outcome.error().what));
    }

    void followsLinks()
    {
        m_place->write("real.txt", accountLines(3));
        QVERIFY(QFile::link(m_place->path("real.txt"), m_place->path("accounts.csv")));
        const auto named = m_place->import({"accounts.csv"});
        CORDON_VERIFY(named);
        QCOMPARE(named->counts.accounts, 3);
    }

    void saysWhichFileItLooksAt()
    {
        m_place->write("accounts.csv", accountLines(2));
        QStringList stages;
        const ProgressSink sink = [&stages](const Progress& progress) {
            stages << progress.stage;
            QCOMPARE(progress.total, std::int64_t{0});
        };
        CORDON_VERIFY(findImportFiles({m_place->path("")}, sink));
        QCOMPARE(stages, QStringList{u"looking at accounts.csv"_s});
    }

    void stopsWhileItLooks_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("rows") << QByteArray("accounts.csv") << accountLines(2);
        QTest::newRow("documents") << QByteArray("MAL-1.json") << osv("a");
        QTest::newRow("other documents") << QByteArray("other.json") << QByteArray("{}");
    }
    void stopsWhileItLooks()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, bytes);
        m_place->write(name.constData(), bytes);
        std::stop_source source;
        const ProgressSink sink = [&source](const Progress&) { source.request_stop(); };
        m_place->write("z.jsonl", "hello\n");
        const auto outcome = importPaths(m_place->cache, {m_place->path("")}, sink, source.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QCOMPARE(outcome.error().what, u"The import was stopped."_s);
        QCOMPARE(outcome.error().kept, u"Nothing was imported."_s);
        QVERIFY(m_place->cache.jobs.empty());
    }

private:
    static QByteArray osv(const QByteArray& name)
    {
        return json("{'id':'MAL-1','modified':'2025-06-12T00:00:00Z','affected':[{'package':{'ecosystem':'PyPI','name':"
                    "'") +
               name + json("'}}]}");
    }

    std::unique_ptr<ImportPlace> m_place;
};

QTEST_GUILESS_MAIN(TstImportFiles)
#include "tst_import_files.moc"
