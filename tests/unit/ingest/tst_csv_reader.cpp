// SPDX-License-Identifier: Apache-2.0
// CSV import files: what is read, whatever the pieces.
#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "tests/unit/ingest/reading.h"

#include <QRandomGenerator>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kAccounts = "username,email,date_joined\n";
const QByteArray kGood = "good,g@example.org,2025-06-11\n";
const QByteArray kProjects = "project,owner,created,summary\n";

} // namespace

class TstCsvReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryColumnOfAnAccount()
    {
        const Read read = csv("username,email,email_verified,date_joined,two_factor,signup_ip,state\n"
                              "Nora,Nora@Mail.Inbox.RU,true,2025-06-11T10:17:00Z,totp,203.0.113.9,frozen\n",
                              RecordKind::Account);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals(), QStringList());
        const Account& account = read.at<Account>(0);
        QCOMPARE(account.name, u"Nora"_s);
        QCOMPARE(account.email, u"Nora@Mail.Inbox.RU"_s);
        QCOMPARE(account.domain, u"inbox.ru"_s);
        QCOMPARE(account.emailVerified, std::optional(true));
        QCOMPARE(formatInstant(account.joined), u"2025-06-11T10:17:00Z"_s);
        QCOMPARE(account.twoFactor, u"totp"_s);
        QCOMPARE(account.signupIp, u"203.0.113.9"_s);
        QCOMPARE(account.state, AccountState::Frozen);
        QVERIFY(account.note.isEmpty());
        QVERIFY(account.uuid.isEmpty());
    }

    void readsEveryColumnOfAProject()
    {
        const Read read =
            csv("project,normalized,owner,created,releases,files,total_bytes,py_modules,console_scripts,repo_url,"
                "publisher,summary,state\n"
                "A_b,a-b,nora,2025-06-11,1,2,9223372036854775807,0,4,https://x.example,oidc,\"s, t\",quarantine-exit\n",
                RecordKind::Project);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals(), QStringList());
        const Project& project = read.at<Project>(0);
        QCOMPARE(project.name, u"A_b"_s);
        QCOMPARE(project.owner, u"nora"_s);
        QCOMPARE(project.releases, std::optional<std::int64_t>(1));
        QCOMPARE(project.files, std::optional<std::int64_t>(2));
        QCOMPARE(project.totalBytes, std::optional(std::numeric_limits<std::int64_t>::max()));
        QCOMPARE(project.empty(), std::optional(true));
        QCOMPARE(project.consoleScripts, std::optional<std::int64_t>(4));
        QCOMPARE(project.repoUrl, u"https://x.example"_s);
        QCOMPARE(project.publisher, u"oidc"_s);
        QCOMPARE(project.summary, u"s, t"_s);
        QCOMPARE(project.state, ProjectState::QuarantineExit);
    }

    void readsUploadsRolesAndReports()
    {
        const QByteArray digest(64, 'A');
        const Read uploads = csv("sha256,project,version,account,uploaded,size,filename\n" + digest +
                                     ",a,1.0,nora,2025-06-11T00:00:00.5Z,7,a.whl\n,a,1.1,nora,2025-06-11,,\n",
                                 RecordKind::Upload);
        QCOMPARE(uploads.refusals(), QStringList());
        QCOMPARE(uploads.at<Upload>(0).sha256, QString::fromLatin1(digest.toLower()));
        QCOMPARE(uploads.at<Upload>(0).size, std::optional<std::int64_t>(7));
        QCOMPARE(formatInstant(uploads.at<Upload>(0).uploaded), u"2025-06-11T00:00:00.500000Z"_s);
        QCOMPARE(uploads.at<Upload>(1).size, std::nullopt);

        const Read roles = csv("role,username,project\nOwner,nora,a\n", RecordKind::Role);
        QCOMPARE(roles.at<Role>(0).role, u"Owner"_s);

        const Read reports = csv("username,observer,trusted,kind,created,summary,url\n"
                                 "nora,obs,0,is_spam,2025-06-11,me too,https://x.example\n",
                                 RecordKind::Report);
        QCOMPARE(reports.refusals(), QStringList());
        QCOMPARE(reports.at<Report>(0).username, u"nora"_s);
        QVERIFY(reports.at<Report>(0).project.isEmpty());
        QCOMPARE(reports.at<Report>(0).trusted, std::optional(false));
        QCOMPARE(reports.at<Report>(0).url, u"https://x.example"_s);
    }

    void leavesEmptyOptionalValuesUnknown()
    {
        const Read read =
            csv("project,owner,created,py_modules,state,normalized\na,nora,2025-06-11,,,\n", RecordKind::Project);
        QCOMPARE(read.at<Project>(0).empty(), std::nullopt);
        QCOMPARE(read.at<Project>(0).state, ProjectState::Active);
    }

    void keepsUnknownColumnsAsNotes()
    {
        const Read read = csv("x,username,\"y,z\",email,date_joined,\n"
                              "1,nora,\"two\nx=3\\\",n@example.org,2025-06-11,last\n"
                              ",olaf,,o@example.org,2025-06-11,\n",
                              RecordKind::Account);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.at<Account>(0).note, u"x=1\ny,z=two\\nx=3\\\\\ncolumn 6=last\n"_s);
        QCOMPARE(read.at<Account>(1).note, QString());
    }

    void acceptsHeadersAsPeopleWriteThem_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("other order") << QByteArray("date_joined,email,username\n2025-06-11,g@example.org,good\n");
        QTest::newRow("CRLF and byte order mark")
            << QByteArray("\xEF\xBB\xBFusername,email,date_joined\r\ngood,g@example.org,2025-06-11\r\n");
        QTest::newRow("quotes, spaces, capitals")
            << QByteArray("\"Username\", Email ,DATE_JOINED\n\"good\",\"g@example.org\",\"2025-06-11\"");
    }
    void acceptsHeadersAsPeopleWriteThem()
    {
        QFETCH(QByteArray, bytes);
        const Read read = csv(bytes, RecordKind::Account);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals(), QStringList());
        QCOMPARE(read.records.size(), std::size_t(1));
        QCOMPARE(read.at<Account>(0).name, u"good"_s);
    }

    void skipsAHugeFieldAndKeepsTheRest()
    {
        const QByteArray huge(10 * 1024 * 1024, 'x');
        const Read read = csv(kProjects + "a,nora,2025-06-11," + huge + "\nb,nora,2025-06-11,\"" + huge +
                                  "\n\"\nc,nora,2025-06-11,fine\n",
                              RecordKind::Project);
        CORDON_VERIFY(read.done);
        QCOMPARE(read.refusals(), (QStringList{u"2:0 the record is longer than 1 MiB and was skipped"_s,
                                               u"3:0 the record is longer than 1 MiB and was skipped (lines 3 to 4 are "
                                               "lost)"_s}));
        QCOMPARE(read.records.size(), std::size_t(1));
        QCOMPARE(read.at<Project>(0).name, u"c"_s);
    }

    void keepsAnyTextInASummary()
    {
        QRandomGenerator random(7);
        static const QString kAlphabet = u"a,\"\n\r=+-@'<>&\u202e\u200b\u0301\ufeff\ufffe\té漢"_s;
        for (int round = 0; round < 500; ++round) {
            QString text;
            for (int i = random.bounded(1, 40); i > 0; --i) {
                text += kAlphabet[random.bounded(static_cast<int>(kAlphabet.size()))];
            }
            const Read read = csv(kProjects + "a,nora,2025-06-11," + quoted(text.toUtf8()) + "\r\n",
                                  RecordKind::Project, 1 + round % 64);
            QCOMPARE(read.refusals(), QStringList());
            QCOMPARE(read.at<Project>(0).summary, text);

            // What our own exports write is read back as it was shown there.
            const QString written = forCsv(text);
            const Read again =
                csv(kProjects + "a,nora,2025-06-11," + written.toUtf8() + "\n", RecordKind::Project, 1 + round % 64);
            QCOMPARE(again.refusals(), QStringList());
            QCOMPARE(forCsv(again.at<Project>(0).summary), written);
        }
    }

    void readsTheSameWhateverTheChunks()
    {
        const QByteArray bytes = "\xEF\xBB\xBF" + kAccounts + kGood + "bad\"line,,\n" + "\"a\nb\",x,y\n" +
                                 "nor\xC3\xA9,n@example.org,2025-06-11\r\n" + kGood + "x,\xFF,\n" + "open,\"\n" + kGood;
        const Read whole = csv(bytes, RecordKind::Account);
        QCOMPARE(whole.rejected.size(), std::size_t(5));
        QCOMPARE(whole.bytes, bytes.size());
        for (qint64 chunk = 1; chunk <= 64; ++chunk) {
            const Read cut = csv(bytes, RecordKind::Account, chunk);
            QCOMPARE(cut.refusals(), whole.refusals());
            QCOMPARE(cut.records.size(), whole.records.size());
        }
    }

    void stopsOnRequestAndWhenTheSinkSays()
    {
        std::stop_source source;
        source.request_stop();
        Read read;
        Dribble device(kAccounts + kGood, 1000);
        const Done stopped = readCsv(device, u"in.csv"_s, RecordKind::Account, read.sink(), source.get_token());
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);

        int taken = 0;
        ReaderSink sink = read.sink();
        sink.record = [&taken](Record&&) { return ++taken < 2; };
        sink.progress = nullptr;
        Dribble again(kAccounts + kGood + kGood + kGood, 1000);
        const Done ended = readCsv(again, u"in.csv"_s, RecordKind::Account, sink);
        CORDON_VERIFY(ended);
        QCOMPARE(taken, 2);
    }

    void saysWhenTheDeviceFails()
    {
        Read read;
        BrokenDevice broken;
        const Done done = readCsv(broken, u"in.csv"_s, RecordKind::Account, read.sink());
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Io);
    }
};

QTEST_GUILESS_MAIN(TstCsvReader)
#include "tst_csv_reader.moc"
