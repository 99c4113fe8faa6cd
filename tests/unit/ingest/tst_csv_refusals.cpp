// SPDX-License-Identifier: Apache-2.0
// CSV import files: what is refused, where and why.
#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "tests/unit/ingest/reading.h"

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(cordon::RecordKind)

namespace {

const QByteArray kAccounts = "username,email,date_joined\n";
const QByteArray kGood = "good,g@example.org,2025-06-11\n";
const QByteArray kProjects = "project,owner,created,summary\n";

QByteArray manyNewlines()
{
    return quoted(QByteArray(1000, '\n') + "<b><img src=x><script>alert(1)</script></b>");
}

} // namespace

class TstCsvRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesTheLineAndImportsTheRest_data()
    {
        QTest::addColumn<RecordKind>("kind");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("refusal");
        const auto account = [](const char* name, const QByteArray& line, const QString& refusal) {
            QTest::newRow(name) << RecordKind::Account << kAccounts << line << refusal;
        };
        const auto project = [](const char* name, const QByteArray& header, const QByteArray& line,
                                const QString& refusal) {
            QTest::newRow(name) << RecordKind::Project << header << line << refusal;
        };
        account("bad date", "nora,n@example.org,11.06.2025\n",
                u"3:20 date_joined: \"11.06.2025\" is not a time such as 2025-06-11T10:17:00Z, or a day, between the "
                "years 2000 and 2100"_s);
        account("time without zone", "nora,n@example.org,2025-06-11T10:17:00\n", u"3:20 date_joined: *"_s);
        account("broken UTF-8", "nora,n\xFF@example.org,2025-06-11\n", u"3:7 a byte that is no UTF-8 (0xff)"_s);
        account("broken UTF-8 behind good", "nor\xC3\xA9,n\xC3@example.org,2025-06-11\n",
                u"3:7 a byte that is no UTF-8 (0xc3)"_s);
        account("cut UTF-8", "nora,n@example.org,\xF0\x9F\n", u"3:20 a byte that is no UTF-8 (0xf0)"_s);
        account("NUL", QByteArray("nora,n\0@example.org,2025-06-11\n", 31), u"3:7 a NUL character"_s);
        account("too few fields", "nora,n@example.org\n", u"3:0 2 fields where the header has 3 columns"_s);
        account("too many fields", "nora,n@example.org,2025-06-11,x,y\n",
                u"3:31 5 fields where the header has 3 columns"_s);
        account("stray quote", "no\"ra,n@example.org,2025-06-11\n",
                u"3:3 a quote inside a field that does not start with one"_s);
        account("text after quote", "\"nora\"x,n@example.org,2025-06-11\n",
                u"3:7 text after the closing quote of a field"_s);
        account("text after quote, more lines", "\"nora\nb\"x,n@example.org,2025-06-11\n",
                u"4:3 text after the closing quote of a field (lines 3 to 4 are lost)"_s);
        account("lone carriage return", "nora\rx,n@example.org,2025-06-11\n",
                u"3:5 a carriage return without a line feed"_s);
        account("empty name", ",n@example.org,2025-06-11\n", u"3:1 username: is empty"_s);
        account("empty address", "nora,,2025-06-11\n", u"3:6 email: is empty"_s);
        account("address without host", "nora,nora@,2025-06-11\n", u"3:6 email: is not a mail address"_s);
        account("no address at all", "nora,example.org,2025-06-11\n", u"3:6 email: is not a mail address"_s);
        account("address over two lines", "nora,\"n\nn@example.org\",2025-06-11\n",
                u"3:6 email: is not a mail address"_s);
        account("columns swapped", "nora@example.org,nora,2025-06-11\n",
                u"3:1 username: \"n…@example.org\" is not a user name*"_s);
        account("name with HTML", "<b>nora</b>,n@example.org,2025-06-11\n", u"3:1 username: \"<b>nora</b>\" is not*"_s);
        account("name with newlines and HTML", manyNewlines() + ",n@example.org,2025-06-11\n",
                u"3:1 username: \"⟦U+000A⟧*…\" is not a user name*"_s);
        account("name with a hidden mark in front", "\xEF\xBB\xBFnora,n@example.org,2025-06-11\n",
                u"3:1 username: \"⟦U+FEFF⟧nora\" is not a user name*"_s);
        account("name too long", QByteArray(51, 'n') + ",n@example.org,2025-06-11\n",
                u"3:1 username: *50 characters"_s);
        project("project name", kProjects, "-a,nora,2025-06-11,\n",
                u"3:1 project: \"-a\" is not a project name as the registry allows it: *"_s);
        project("owner name", kProjects, "a,n o,2025-06-11,\n", u"3:3 owner: \"n o\" is not a user name*"_s);
        project("normalized", "project,owner,created,normalized\n", "A.b,nora,2025-06-11,a.b\n",
                u"3:21 normalized: \"a.b\" is not the normalized form of the name, \"a-b\""_s);
        const QByteArray files = "project,owner,created,files\n";
        project("negative number", files, "a,nora,2025-06-11,-1\n", u"3:19 files: \"-1\" is not a whole number *"_s);
        project("number out of range", files, "a,nora,2025-06-11,9223372036854775808\n", u"3:19 files: *"_s);
        project("fraction", files, "a,nora,2025-06-11,1.0\n", u"3:19 files: *"_s);
        project("text for a number", files, "a,nora,2025-06-11,many\n", u"3:19 files: *"_s);
        project("state", "project,owner,created,state\n", "a,nora,2025-06-11,gone\n",
                u"3:19 state: \"gone\" is not a state that is known here"_s);
        QTest::newRow("truth") << RecordKind::Account << QByteArray("username,email,date_joined,email_verified\n")
                               << QByteArray("nora,n@example.org,2025-06-11,maybe\n")
                               << u"3:31 email_verified: \"maybe\" is neither true nor false"_s;
        QTest::newRow("digest") << RecordKind::Upload << QByteArray("project,version,account,uploaded,sha256\n")
                                << QByteArray("a,1,nora,2025-06-11,abc\n")
                                << u"3:21 sha256: \"abc\" is not a SHA-256 in 64 hexadecimal digits"_s;
        QTest::newRow("report of nothing")
            << RecordKind::Report << QByteArray("project,username,kind,created\n")
            << QByteArray(",,is_spam,2025-06-11\n") << u"3:0 names neither a project nor a username"_s;
    }
    void refusesTheLineAndImportsTheRest()
    {
        QFETCH(RecordKind, kind);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, line);
        QFETCH(QString, refusal);
        // A good line before and behind where the table is of accounts; else an empty one, so that the
        // line under test is line 3 in all.
        const bool accounts = header == kAccounts;
        const QByteArray around = accounts ? kGood : QByteArray("\n");
        const Read read = csv(header + around + line + around, kind);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals().size(), 1);
        const QString got = read.refusals().front();
        QVERIFY2(matches(got, refusal), qPrintable(got));
        QVERIFY2(!hasHiddenCharacters(got), qPrintable(got));
        QCOMPARE(read.rejected.front().file, u"in.csv"_s);
        QCOMPARE(read.records.size(), std::size_t(accounts ? 2 : 0));
    }

    void refusesTheWholeFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << u"in.csv cannot be imported: it is empty."_s;
        QTest::newRow("only a byte order mark") << QByteArray("\xEF\xBB\xBF") << u"it is empty."_s;
        QTest::newRow("only line ends") << QByteArray("\n\n") << u"it is empty."_s;
        QTest::newRow("missing column") << QByteArray("username,email\na,b\n")
                                        << u"lacks the column date_joined, which a file of accounts must have"_s;
        QTest::newRow("missing columns") << QByteArray("email\n") << u"lacks the column username, date_joined,"_s;
        QTest::newRow("column name without end")
            << QByteArray("username,email,date_joined," + QByteArray(300, 'x') + "\n")
            << u"the name of its column 4 is longer than 200 characters"_s;
        QTest::newRow("column twice") << QByteArray("username,email,email,date_joined\n")
                                      << u"the column \"email\" is there twice"_s;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEu\0s\0", 6) << u"Save it as CSV in UTF-8."_s;
        QTest::newRow("NUL in the header")
            << QByteArray("user\0name,x\n", 12) << u"line 1, column 5: a NUL character"_s;
        QTest::newRow("old line ends") << QByteArray("username,email,date_joined\rnora,n@x.org,2025\r")
                                       << u"column 27: a carriage return without a line feed"_s;
        QTest::newRow("header never ends") << QByteArray(2 * 1024 * 1024, 'x') << u"longer than 1 MiB"_s;
        QTest::newRow("thousands of columns") << QByteArray(5000, ',') << u"more than 1000 columns"_s;
    }
    void refusesTheWholeFile()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const Read read = csv(bytes, RecordKind::Account);
        QVERIFY(!read.done);
        QCOMPARE(read.done.error().kind, ErrorKind::BadInput);
        QVERIFY2(read.done.error().sentence().contains(words), qPrintable(read.done.error().sentence()));
        QVERIFY(read.records.empty());
        QVERIFY(read.rejected.empty());
    }

    void saysWhatAnUnclosedQuoteTookWithIt()
    {
        QByteArray lines;
        for (int i = 0; i < 50'000; ++i) {
            lines += kGood;
        }
        const Read read = csv(kAccounts + kGood + "nora,\"n@example.org,2025-06-11\n" + lines, RecordKind::Account);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.records.size(), std::size_t(1));
        QCOMPARE(read.refusals(),
                 QStringList{u"3:6 a quote opens here and is never closed; nothing from here to the end of the file "
                             "was imported (lines 3 to 50003 are lost)"_s});
    }

    void tellsTheKindFromTheHeader_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<RecordKind>("kind");
        QTest::newRow("accounts") << QByteArray("email,username,date_joined\r\n") << RecordKind::Account;
        QTest::newRow("projects") << QByteArray("project,owner,created") << RecordKind::Project;
        QTest::newRow("uploads") << QByteArray("\xEF\xBB\xBFproject,version,account,uploaded") << RecordKind::Upload;
        QTest::newRow("roles") << QByteArray("role,username,project,extra\n") << RecordKind::Role;
        QTest::newRow("reports of projects") << QByteArray("project,kind,created\n") << RecordKind::Report;
        QTest::newRow("reports of accounts") << QByteArray("username,kind,created,url\n") << RecordKind::Report;
    }
    void tellsTheKindFromTheHeader()
    {
        QFETCH(QByteArray, header);
        QFETCH(RecordKind, kind);
        const auto told = recordKindOfHeader(header);
        CORDON_VERIFY(told);
        QCOMPARE(*told, kind);
    }

    void saysWhatAStrangeHeaderLacks()
    {
        const auto near = recordKindOfHeader("username,email");
        QVERIFY(!near);
        QVERIFY2(near.error().what.contains(u"for a file of accounts it lacks the column date_joined"_s),
                 qPrintable(near.error().what));
        QVERIFY(!recordKindOfHeader(""));
        QVERIFY(!recordKindOfHeader(QByteArrayView("\0\xFF\xFE", 3)));
    }

private:
    /// `pattern` with "*" for anything.
    static bool matches(const QString& text, const QString& pattern)
    {
        QStringList parts = pattern.split(QLatin1Char('*'));
        if (!text.startsWith(parts.front()) || !text.endsWith(parts.back())) {
            return false;
        }
        qsizetype at = 0;
        for (const QString& part : parts) {
            at = text.indexOf(part, at);
            if (at < 0) {
                return false;
            }
            at += part.size();
        }
        return true;
    }
};

QTEST_GUILESS_MAIN(TstCsvRefusals)
#include "tst_csv_refusals.moc"
