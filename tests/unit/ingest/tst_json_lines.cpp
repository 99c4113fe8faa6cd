// SPDX-License-Identifier: Apache-2.0
// JSON Lines import files: the rules of CSV, in JSON.
#include "core/domain/visible_text.h"
#include "tests/unit/ingest/reading.h"

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kGood =
    json("{'type':'account','username':'good','email':'g@example.org','date_joined':'2025-06-11'}\n");

} // namespace

class TstJsonLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKind()
    {
        const Read read = jsonLines(
            json("\xEF\xBB\xBF{'username':'nora','email':'n@Inbox.RU','date_joined':'2025-06-11','email_verified':true,"
                 "'state':'frozen','extra':{'a':[1,'x']},'type':'account'}\r\n\n{'type':'project','project':'A.b','"
                 "owner':'nora','created':'2025-06-11T00:00:00Z','py_modules':0,'total_bytes':9223372036854775807,'"
                 "files':'12','summary':null,'normalized':'a-b'}\n { 'type' : 'upload' , "
                 "'project':'a-b','version':'1.0','account':'nora','uploaded':'2025-06-11','size':5 } "
                 "\n{'type':'role','project':'a-b','username':'nora','role':'Owner'}\n{'type':'report','username':'"
                 "nora','kind':'is_spam','created':'2025-06-11','trusted':0,'summary':'\\u202e\\n\\ufeffx'}"));
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals(), QStringList());
        QCOMPARE(read.records.size(), std::size_t(5));
        QCOMPARE(read.at<Account>(0).domain, u"inbox.ru"_s);
        QCOMPARE(read.at<Account>(0).emailVerified, std::optional(true));
        QCOMPARE(read.at<Account>(0).state, AccountState::Frozen);
        QCOMPARE(read.at<Account>(0).note, u"extra={\"a\":[1,\"x\"]}\n"_s);
        QCOMPARE(read.at<Project>(1).empty(), std::optional(true));
        QCOMPARE(read.at<Project>(1).totalBytes, std::optional(std::numeric_limits<std::int64_t>::max()));
        QCOMPARE(read.at<Project>(1).files, std::optional<std::int64_t>(12));
        QCOMPARE(read.at<Project>(1).summary, QString());
        QCOMPARE(read.at<Upload>(2).size, std::optional<std::int64_t>(5));
        QCOMPARE(read.at<Role>(3).role, u"Owner"_s);
        QCOMPARE(read.at<Report>(4).trusted, std::optional(false));
        QCOMPARE(read.at<Report>(4).summary, u"\u202e\n\ufeffx"_s);
    }

    void takesWhateverIsNested_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char* value : {"[]", "{}", "[{},[],\"\",null,true,-0.5e3]", "{\"a\":{\"a\":1,\"a\":2}}",
                                  "[123456789012345678901234567890]", "[18446744073709551616]"}) {
            QTest::newRow(value) << QByteArray(value);
        }
        QTest::newRow("deep") << QByteArray(1'000, '[') + QByteArray(1'000, ']');
    }
    void takesWhateverIsNested()
    {
        QFETCH(QByteArray, value);
        const Read read = jsonLines(json("{'type':'account','username':'n','email':'n@x.org',"
                                         "'date_joined':'2025-06-11','x':") +
                                    value + "}\n");
        QCOMPARE(read.refusals(), QStringList());
        QCOMPARE(read.at<Account>(0).note, QString(u"x="_s + QString::fromUtf8(value) + u'\n'));
    }

    void refusesTheLineAndImportsTheRest_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("refusal"); // a beginning
        const auto row = [](const char* name, const QByteArray& line, const QString& refusal) {
            QTest::newRow(name) << line << refusal;
        };
        row("no JSON", "nonsense", u"2:1 is no JSON object: "_s);
        row("an array", "[1]", u"2:1 is no JSON object: "_s);
        row("a number", "5", u"2:1 is no JSON object: "_s);
        row("cut short", json("{'type':'role','project':'a'"), u"2:"_s);
        row("cut in a string", json("{'type':'role','project':'a"), u"2:"_s);
        row("comma missing", json("{'type':'role' 'project':'a'}"), u"2:"_s);
        row("comma too many", json("{'type':'role','project':'a',}"), u"2:"_s);
        row("two objects", json("{'type':'role'}{'type':'role'}"), u"2:16 is no JSON object: "_s);
        row("bad escape", json("{'type':'role','project':'\\x'}"), u"2:"_s);
        row("lone surrogate", json("{'type':'role','project':'\\ud800'}"), u"2:"_s);
        row("bad word", json("{'type':'role','project':nul}"), u"2:"_s);
        row("bad number", json("{'type':'role','project':01}"), u"2:"_s);
        const QByteArray role = json("{'type':'role','project':'a','username':'n','role':'O','x':");
        row("comma missing inside a list", role + "[1 2]}", u"2:60 is no JSON object: "_s);
        row("colon missing inside an object", role + "{\"a\" 1}}", u"2:65 is no JSON object: "_s);
        row("bad word deep inside", role + "[[nul]]}", u"2:60 is no JSON object: "_s);
        row("nested too deep", role + QByteArray(2'000, '[') + QByteArray(2'000, ']') + "}",
            u"2:60 nests deeper than 1024 lists and objects"_s);
        row("wrong bracket inside", role + "[1}}", u"2:"_s);
        row("broken UTF-8", "{\"type\":\"r\xFF\"}", u"2:11 a byte that is no UTF-8"_s);
        row("NUL byte", QByteArray("{\"type\":\"r\0\"}", 13), u"2:"_s);
        row("no type", json("{'project':'a'}"), u"2:0 \"type\" must be account, project, upload, role or report"_s);
        row("unknown type", json("{'project':'a','type':'thing'}"), u"2:23 \"type\" must be"_s);
        row("member twice", json("{'type':'role','project':'a','username':'n','role':'O','role':'M'}"),
            u"2:0 the member \"role\" is there twice"_s);
        row("unknown member twice", json("{'type':'role','project':'a','username':'n','role':'O','':1,'':2}"),
            u"2:0 the member \"\" is there twice"_s);
        row("same member, spelled otherwise",
            json("{'type':'role','project':'a','username':'n','role':'O','rol\\u0065':'M'}"),
            u"2:0 the member \"role\" is there twice"_s);
        row("required member missing", json("{'type':'role','project':'a','username':'n'}"),
            u"2:0 has no role, which roles must have"_s);
        row("required member null", json("{'type':'role','project':'a','username':'n','role':null}"),
            u"2:0 has no role, which roles must have"_s);
        row("report of nothing", json("{'type':'report','kind':'k','created':'2025-06-11'}"),
            u"2:0 has no project or username, which reports must have"_s);
        row("name is a number", json("{'type':'role','project':5,'username':'n','role':'O'}"),
            u"2:26 project: \"5\" must be a string"_s);
        row("name is a list", json("{'type':'role','project':['a'],'username':'n','role':'O'}"),
            u"2:26 project: \"[\"a\"]\" must be a string"_s);
        row("count is a truth",
            json("{'type':'project','project':'a','owner':'n','created':'2025-06-11','files':true}"),
            u"2:76 files: \"true\" is of the wrong type"_s);
        row("count has a fraction",
            json("{'type':'project','project':'a','owner':'n','created':'2025-06-11','files':1.5}"),
            u"2:76 files: \"1.5\" is not a whole number"_s);
        row("count beyond 64 bits",
            json("{'type':'project','project':'a','owner':'n','created':'2025-06-11','files':18446744073709551616}"),
            u"2:76 files: \"18446744073709551616\" is not a whole number"_s);
        row("escaped NUL", json("{'type':'role','project':'a\\u0000','username':'n','role':'O'}"),
            u"2:26 project: holds a NUL character"_s);
        row("escaped NUL in a note",
            json("{'type':'account','username':'n','email':'n@x.org','date_joined':'2025-06-11','z':'\\u0000'}"),
            u"2:0 a member holds a NUL character"_s);
        row("newlines and HTML in a name",
            json("{'type':'role','project':'") + QByteArray("\\n").repeated(1000) +
                json("<b><i>x</i></b>','username':'n','role':'O'}"),
            u"2:26 project: \"⟦U+000A⟧"_s);
        row("too long", "{\"type\":\"" + QByteArray(10 * 1024 * 1024, 'x') + "\"}",
            u"2:0 the line is longer than 1 MiB and was skipped"_s);
    }
    void refusesTheLineAndImportsTheRest()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, refusal);
        const Read read = jsonLines(kGood + line + "\n" + kGood);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals().size(), 1);
        const QString got = read.refusals().front();
        QVERIFY2(got.startsWith(refusal), qPrintable(got));
        QVERIFY2(!hasHiddenCharacters(got), qPrintable(got));
        QVERIFY2(got.size() < 400, qPrintable(got));
        QCOMPARE(read.records.size(), std::size_t(2));
    }

    void refusesTheWholeFileWhereItIsEmpty()
    {
        for (const QByteArray& bytes : {QByteArray(), QByteArray("\n \r\n"), QByteArray("\xEF\xBB\xBF\n")}) {
            const Read read = jsonLines(bytes);
            QVERIFY(!read.done);
            QCOMPARE(read.done.error().kind, ErrorKind::BadInput);
        }
    }

    void readsTheSameWhateverTheChunks()
    {
        const QByteArray bytes =
            "\xEF\xBB\xBF" + kGood + "x\r\n\n" + kGood.trimmed() + "\r\n" + "{\xFF}\n" + kGood.trimmed();
        const Read whole = jsonLines(bytes);
        QCOMPARE(whole.records.size(), std::size_t(3));
        QCOMPARE(whole.refusals().size(), 2);
        for (qint64 chunk = 1; chunk <= 64; ++chunk) {
            const Read cut = jsonLines(bytes, chunk);
            QCOMPARE(cut.refusals(), whole.refusals());
            QCOMPARE(cut.records.size(), whole.records.size());
        }
    }

    void stopsOnRequestAndWhenTheSinkSays()
    {
        std::stop_source source;
        source.request_stop();
        Read read;
        Dribble device(kGood, 1000);
        QCOMPARE(readJsonLines(device, u"in.jsonl"_s, read.sink(), source.get_token()).error().kind,
                 ErrorKind::Cancelled);

        int taken = 0;
        ReaderSink sink = read.sink();
        sink.record = [&taken](Record&&) { return ++taken < 2; };
        Dribble again(kGood + kGood + kGood, 1000);
        const Done ended = readJsonLines(again, u"in.jsonl"_s, sink);
        CORDON_VERIFY(ended);
        QCOMPARE(taken, 2);
    }

    void survivesDeepNesting()
    {
        const QByteArray deep = json("{'type':'role','project':'a','username':'n','role':'O','x':") +
                                QByteArray(200'000, '[') + QByteArray(200'000, ']') + "}\n";
        const Read read = jsonLines(deep + kGood);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.records.size() + read.rejected.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TstJsonLines)
#include "tst_json_lines.moc"
