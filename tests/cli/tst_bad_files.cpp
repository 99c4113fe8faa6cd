// SPDX-License-Identifier: Apache-2.0
// Import files that are wrong in every way: said what and where, and nothing is lost by it.
#include "tests/cli/campaign.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* kHeader = "username,email,date_joined\n";
constexpr const char* kGood = "good1,good1@example.org,2025-06-11T10:17:00Z\n";
constexpr const char* kAlsoGood = "good2,good2@example.org,2025-06-12\n";

QByteArray accounts(const QByteArray& bad)
{
    return QByteArray(kHeader) + kGood + bad + kAlsoGood;
}

} // namespace

class TestBadFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_ctl = std::make_unique<Ctl>(m_folder->filePath(u"workspace"_s));
        CORDON_ENDED((*m_ctl)({u"init"_s}), 0);
        writeAll(path(u"before.csv"_s),
                 QByteArray(kHeader) + "before1,b@before.example,2025-01-01\nbefore2,c@before.example,2025-01-02\n");
        CORDON_ENDED((*m_ctl)({u"import"_s, path(u"before.csv"_s)}), 0);
        CORDON_ENDED((*m_ctl)({u"select"_s, u"kept"_s, u"--where"_s, u"domain:before.example"_s}), 0);
    }

    void aBadLineIsSaidAndTheRestImported_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("imported");
        QTest::newRow("bad date") << accounts("bad,b@example.org,yesterday\n") << 19 << u"\"yesterday\" is not a time"_s
                                  << 2;
        QTest::newRow("broken UTF-8") << accounts("bad,b\xff@example.org,2025-06-11\n") << 6 << u"no UTF-8 (0xff)"_s
                                      << 2;
        QTest::newRow("NUL") << accounts(QByteArray("bad,b\0@example.org,2025-06-11\n", 30)) << 6 << u"a NUL"_s << 2;
        QTest::newRow("10 MB in one field")
            << accounts("bad," + QByteArray(10'000'000, 'x') + "@example.org,2025-06-11\n") << 0
            << u"longer than 1 MiB"_s << 2;
        QTest::newRow("quote never closed")
            << accounts("\"bad,b@example.org,2025-06-11\n") << 1 << u"never closed"_s << 1;
        QTest::newRow("1,000 line breaks in a name")
            << accounts("\"b" + QByteArray(1'000, '\n') + "d\",b@example.org,2025-06-11\n") << 1 << u"⟦U+000A⟧"_s << 2;
        QTest::newRow("nested HTML in a name")
            << accounts("<b><i><script>alert(1)</script></i></b>,b@example.org,2025-06-11\n") << 1
            << u"is not a user name"_s << 2;
        QTest::newRow("too few fields") << accounts("bad,b@example.org\n") << 0 << u"2 fields where"_s << 2;
    }
    void aBadLineIsSaidAndTheRestImported()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, column);
        QFETCH(QString, says);
        QFETCH(int, imported);
        writeAll(path(u"accounts.csv"_s), content);
        const Ran ran = m_ctl->json({u"import"_s, path(u"accounts.csv"_s)});
        CORDON_ENDED(ran, 1);
        const QJsonArray rejected = ran.json()["rejected"_L1].toArray();
        QCOMPARE(rejected.size(), 1);
        const QJsonObject line = rejected.at(0).toObject();
        QCOMPARE(line["file"_L1].toString(), path(u"accounts.csv"_s));
        QCOMPARE(line["line"_L1].toInt(), 3);
        QCOMPARE(line["column"_L1].toInt(), column);
        QVERIFY2(line["reason"_L1].toString().contains(says), qPrintable(line["reason"_L1].toString()));
        QVERIFY(line["reason"_L1].toString().size() < 1'000);
        QCOMPARE(ran.json()["accounts"_L1].toInt(), 2 + imported);
        nothingIsLost(2 + imported);

        const Ran inWords = (*m_ctl)({u"import"_s, path(u"accounts.csv"_s)});
        CORDON_ENDED(inWords, 1);
        QVERIFY(inWords.out.contains("accounts.csv, line 3"));
        for (const char control : {'\0', '\x1b', '\r'}) {
            QVERIFY(!inWords.out.contains(control));
        }
    }

    void anUnusableFileChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing column") << "username,date_joined\nbad,2025-06-11\n"_ba << u"lacks the column email"_s;
        QTest::newRow("empty") << QByteArray() << u"it is empty"_s;
        QTest::newRow("only zeros") << QByteArray(4'096, '\0') << u"accounts.csv cannot be imported"_s;
        QTest::newRow("another character set")
            << QByteArray("\xff\xfeu\0s\0e\0r\0", 10) << u"Save it as CSV in UTF-8"_s;
        QTest::newRow("a column twice") << "username,email,email,date_joined\n"_ba << u"is there twice"_s;
    }
    void anUnusableFileChangesNothing()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        writeAll(path(u"accounts.csv"_s), content);
        const Ran ran = m_ctl->json({u"import"_s, path(u"accounts.csv"_s)});
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.words().constData());
        QVERIFY2(ran.err.contains("accounts.csv"), ran.words().constData());
        QVERIFY(ran.out.isEmpty());
        nothingIsLost(2);
    }

    void aPathThatIsNoUseChangesNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("folder without files") << u"empty"_s << u"is a folder without files to import"_s;
        QTest::newRow("not there") << u"nowhere.csv"_s << u"does not exist"_s;
        QTest::newRow("a link to nothing") << u"dangling"_s << u"does not exist"_s;
    }
    void aPathThatIsNoUseChangesNothing()
    {
        QFETCH(QString, name);
        QFETCH(QString, says);
        QVERIFY(QDir(m_folder->path()).mkpath(u"empty"_s));
        QVERIFY(QFile::link(path(u"gone"_s), path(u"dangling"_s)));
        const Ran ran = (*m_ctl)({u"import"_s, path(name)});
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains((path(name) + u' ' + says).toUtf8()), ran.words().constData());
        nothingIsLost(2);
    }

    void aBadFilterNamesThePosition()
    {
        const Ran ran = (*m_ctl)({u"groups"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"domain:a joined:never"_s});
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains("17"), ran.words().constData()); // where "never" begins
    }

    void aSubjectFileNamesTheLine()
    {
        writeAll(path(u"subjects"_s), "account:before1\naccount:nobody-knows\n");
        const Ran ran = (*m_ctl)({u"select"_s, u"s"_s, u"--from"_s, path(u"subjects"_s)});
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains("line 2"), ran.words().constData());
        nothingIsLost(2);
    }

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

    void nothingIsLost(int accounts) const
    {
        const Ran listed = m_ctl->json({u"list"_s, u"--of"_s, u"accounts"_s});
        CORDON_ENDED(listed, 0);
        QCOMPARE(listed.json()["rows"_L1].toArray().size(), accounts);
        const Ran kept = m_ctl->json({u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"in:kept"_s});
        CORDON_ENDED(kept, 0);
        QCOMPARE(kept.json()["rows"_L1].toArray().size(), 2);
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"verify"_s}), 0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ctl> m_ctl;
};

QTEST_GUILESS_MAIN(TestBadFiles)
#include "tst_bad_files.moc"
