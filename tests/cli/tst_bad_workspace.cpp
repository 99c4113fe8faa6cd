// SPDX-License-Identifier: Apache-2.0
// Workspaces whose files are not what Cordon wrote: refused, named, never repaired.
#include "tests/cli/campaign.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestBadWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_ctl = std::make_unique<Ctl>(m_folder->filePath(u"workspace"_s));
        CORDON_ENDED((*m_ctl)({u"init"_s}), 0);
        CORDON_ENDED((*m_ctl)({u"import"_s, sourceFile(u"resources/demo"_s)}), 0);
        CORDON_ENDED((*m_ctl)({u"select"_s, u"kept"_s, u"--where"_s, u"domain:inbox.ru"_s, u"--of"_s, u"accounts"_s}),
                     0);
        // Three entries: two plans and an export. Each plan's reason stands in its entry.
        for (const QString& reason : {u"The first reason."_s, u"The second reason."_s}) {
            CORDON_ENDED((*m_ctl)({u"plan"_s, u"--select"_s, u"kept"_s, u"--verbs"_s, u"ban"_s, u"--policy"_s,
                                   u"spam"_s, u"--reason"_s, reason, u"-o"_s, m_folder->filePath(u"plan"_s)}),
                         0);
        }
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"export"_s, u"-o"_s, m_folder->filePath(u"ledger"_s)}), 0);
    }

    void aCleanEndLeavesTheWholeJournalInOneFile()
    {
        QVERIFY(!QFileInfo::exists(file(u"journal.db-wal"_s)));
        QVERIFY(!QFileInfo::exists(file(u"cache.db-wal"_s)));
    }

    void aFileThatIsNoDatabaseIsLeftAsItIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        for (const QString& name : {u"cache.db"_s, u"journal.db"_s}) {
            QTest::addRow("%s: text", qPrintable(name)) << name << QByteArray(20'000, 'x');
            QTest::addRow("%s: empty", qPrintable(name)) << name << QByteArray();
            QTest::addRow("%s: a database of others", qPrintable(name))
                << name << QByteArray("SQLite format 3\0", 16) + QByteArray(8'176, '\0');
        }
    }
    void aFileThatIsNoDatabaseIsLeftAsItIs()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const QByteArray good = readAll(file(name));
        const QString other = name == "cache.db"_L1 ? u"journal.db"_s : u"cache.db"_s;
        const QByteArray otherBefore = readAll(file(other));
        writeAll(file(name), content);
        for (const QStringList& command :
             {QStringList{u"groups"_s, u"--of"_s, u"accounts"_s}, QStringList{u"ledger"_s, u"verify"_s},
              QStringList{u"init"_s}, QStringList{u"import"_s, sourceFile(u"resources/demo"_s)}}) {
            const Ran ran = (*m_ctl)(command);
            CORDON_ENDED(ran, 5);
            QVERIFY2(ran.err.contains(name.toUtf8()), ran.words().constData());
            QVERIFY2(ran.err.contains("database"), ran.words().constData());
            QVERIFY(ran.out.isEmpty());
        }
        QCOMPARE(readAll(file(name)), content);
        QCOMPARE(readAll(file(other)), otherBefore);
        writeAll(file(name), good);
        everythingIsThere();
    }

    void aLostCacheIsRebuiltAsTheErrorSays()
    {
        writeAll(file(u"cache.db"_s), "not a database");
        const Ran ran = (*m_ctl)({u"groups"_s, u"--of"_s, u"accounts"_s});
        CORDON_ENDED(ran, 5);
        QVERIFY2(ran.err.contains("Move cache.db away, run cordonctl init, and import again"), ran.words().constData());
        QVERIFY(QFile::rename(file(u"cache.db"_s), m_folder->filePath(u"away"_s)));
        CORDON_ENDED((*m_ctl)({u"init"_s}), 0);
        CORDON_ENDED((*m_ctl)({u"import"_s, sourceFile(u"resources/demo"_s)}), 0);
        everythingIsThere(); // selections and ledger were never in the cache
    }

    void aMissingJournalIsNotReplaced()
    {
        QVERIFY(QFile::rename(file(u"journal.db"_s), m_folder->filePath(u"away"_s)));
        for (const QString& command : {u"init"_s, u"runs"_s}) {
            const Ran ran = (*m_ctl)({command});
            QVERIFY2(ran.ended && (ran.code == 5 || ran.code == 3), ran.words().constData());
            QVERIFY2(ran.err.contains("journal.db"), ran.words().constData());
        }
        QVERIFY(!QFileInfo::exists(file(u"journal.db"_s)));
        QVERIFY(QFile::rename(m_folder->filePath(u"away"_s), file(u"journal.db"_s)));
        everythingIsThere();
    }

    void aFlippedByteInAnEntryIsFoundAndTheEntryNamed_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("entry");
        QTest::newRow("the first") << "The first reason."_ba << 1;
        QTest::newRow("the second") << "The second reason."_ba << 2;
        QTest::newRow("the last") << "ledger as ledger"_ba << 3;
    }
    void aFlippedByteInAnEntryIsFoundAndTheEntryNamed()
    {
        QFETCH(QByteArray, written);
        QFETCH(int, entry);
        const QByteArray good = readAll(file(u"journal.db"_s));
        // The plan holds its reason, too; the ledger's entry is where the justification is text in a blob.
        int found = 0;
        for (qsizetype at = good.indexOf(written); at >= 0; at = good.indexOf(written, at + 1)) {
            QByteArray bad = good;
            bad[at + 4] = static_cast<char>(bad[at + 4] ^ 0x04);
            writeAll(file(u"journal.db"_s), bad);
            const Ran verified = m_ctl->json({u"ledger"_s, u"verify"_s});
            CORDON_ENDED(verified, 5);
            const QJsonObject verdict = verified.json();
            QVERIFY2(!verdict["ok"_L1].toBool(true), verified.words().constData());
            found += verdict["first_bad"_L1].toInt() == entry ? 1 : 0;
            // Everybody else is turned away, and told why.
            const Ran refused = (*m_ctl)({u"groups"_s, u"--of"_s, u"accounts"_s});
            CORDON_ENDED(refused, 5);
            QVERIFY2(refused.err.contains("journal.db is damaged"), refused.words().constData());
            QCOMPARE(readAll(file(u"journal.db"_s)), bad); // nothing repaired
        }
        QCOMPARE(found, 1);
        writeAll(file(u"journal.db"_s), good);
        everythingIsThere();
    }

    void aFlippedByteAnywhereInAPageIsFound()
    {
        const QByteArray good = readAll(file(u"journal.db"_s));
        const qsizetype page = 4'096;
        QVERIFY(good.size() > 8 * page);
        for (qsizetype at = page + 3; at < good.size(); at += good.size() / 6) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x01);
            writeAll(file(u"journal.db"_s), bad);
            const Ran verified = m_ctl->json({u"ledger"_s, u"verify"_s});
            CORDON_ENDED(verified, 5);
            const Ran refused = (*m_ctl)({u"select"_s, u"s"_s, u"--where"_s, u"domain:inbox.ru"_s});
            CORDON_ENDED(refused, 5);
            QVERIFY2(refused.err.contains("journal.db"), refused.words().constData());
            QVERIFY2(refused.err.contains("nothing was repaired"), refused.words().constData());
        }
        writeAll(file(u"journal.db"_s), good);
        everythingIsThere();
    }

    void aFolderThatIsNoWorkspaceGetsNoFile()
    {
        QVERIFY(QDir(m_folder->path()).mkpath(u"plain"_s));
        const Ctl ctl(m_folder->filePath(u"plain"_s));
        const Ran ran = ctl({u"groups"_s, u"--of"_s, u"accounts"_s});
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains("cordonctl init"), ran.words().constData());
        QVERIFY(QDir(ctl.workspace()).isEmpty());
        writeAll(m_folder->filePath(u"plain/mine.txt"_s), "mine");
        const Ran init = ctl({u"init"_s});
        CORDON_ENDED(init, 3);
        QVERIFY2(init.err.contains("mine.txt"), init.words().constData());
    }

private:
    [[nodiscard]] QString file(const QString& name) const { return m_ctl->workspace() + u'/' + name; }

    void everythingIsThere() const
    {
        const Ran verified = m_ctl->json({u"ledger"_s, u"verify"_s});
        CORDON_ENDED(verified, 0);
        QCOMPARE(verified.json()["entries"_L1].toInt(), 3);
        const Ran kept = m_ctl->json({u"groups"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"in:kept"_s});
        CORDON_ENDED(kept, 0);
        QCOMPARE(kept.json()["total_groups"_L1].toInt(), 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ctl> m_ctl;
};

QTEST_GUILESS_MAIN(TestBadWorkspace)
#include "tst_bad_workspace.moc"
