// SPDX-License-Identifier: Apache-2.0
// cordon-simulator as others start it (cli.md).
#include "tests/support/support.h"
#include "tests/unit/simulator/wire.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60000; // a sanitizer's start on a busy machine

/// The exit code of a run that should not get as far as serving.
int exitCodeOf(const QStringList& arguments, QByteArray* errors = nullptr)
{
    QProcess process;
    process.start(program(u"cordon-simulator"_s), arguments);
    if (!process.waitForFinished(kPatience)) {
        return -1;
    }
    if (errors) {
        *errors = process.readAllStandardError();
    }
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
}

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itServesUntilItIsTerminated_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void itServesUntilItIsTerminated()
    {
        QFETCH(int, signal);
        const QTemporaryDir folder;
        const QString credentials = folder.filePath(u"credentials.json"_s);
        const QString state = folder.filePath(u"state.json"_s);
        const QString effects = folder.filePath(u"effects.jsonl"_s);
        QProcess process;
        process.start(program(u"cordon-simulator"_s),
                      {u"--data"_s, sourceFile(u"resources/demo"_s), u"--credentials-out"_s, credentials,
                       u"--state-out"_s, state, u"--effects"_s, effects});
        while (!process.canReadLine() && process.waitForReadyRead(kPatience)) {
        }
        const QJsonObject ready = QJsonDocument::fromJson(process.readLine()).object();
        QCOMPARE(ready.keys(), (QStringList{u"url"_s, u"users"_s}));
        QCOMPARE(ready["users"_L1].toArray().size(), 2);

        const QJsonObject secrets = QJsonDocument::fromJson(readAll(credentials)).object();
        QCOMPARE(QFileInfo(credentials).permissions() & QFileDevice::Permissions(0x1177), QFileDevice::Permissions());
        const QJsonObject superuser = ready["users"_L1].toArray()[0].toObject();
        for (const QString& member : {u"username"_s, u"password"_s, u"totp_secret"_s}) {
            QVERIFY(!secrets[member].toString().isEmpty());
            QCOMPARE(secrets[member], superuser[member]);
        }
        Browser person = browserOver(ready["url"_L1].toString(), secrets["session_cookie"_L1].toString().toLatin1());
        QCOMPARE(person.get("/admin/ip-addresses/").status, 200);
        QCOMPARE(person.post("/admin/projects/timber_watchchart/malware_reports/quarantine/").status, 303);
        QCOMPARE(readAll(effects).count('\n'), 2);

        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(kPatience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        const QJsonObject projects = QJsonDocument::fromJson(readAll(state)).object()["projects"_L1].toObject();
        QCOMPARE(projects.size(), 2708);
        QCOMPARE(projects["timber-watchchart"_L1].toObject()["lifecycle_status"_L1].toString(), u"quarantine-enter"_s);
    }

    void wrongUseIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        const QString demo = sourceFile(u"resources/demo"_s);
        QTest::newRow("no data") << QStringList() << 2;
        QTest::newRow("unknown option") << QStringList{u"--data"_s, demo, u"--nonsense"_s} << 2;
        QTest::newRow("faults, not yet") << QStringList{u"--data"_s, demo, u"--faults"_s, u"x"_s} << 2;
        QTest::newRow("tls, not yet") << QStringList{u"--data"_s, demo, u"--tls"_s} << 2;
        QTest::newRow("negative wait") << QStringList{u"--data"_s, demo, u"--rtt"_s, u"-1"_s} << 2;
        QTest::newRow("no folder") << QStringList{u"--data"_s, u"/nowhere"_s} << 3;
        QTest::newRow("the world") << QStringList{u"--data"_s, demo, u"--listen"_s, u"0.0.0.0:0"_s} << 3;
        QTest::newRow("no such place for effects")
            << QStringList{u"--data"_s, demo, u"--effects"_s, u"/nowhere/e"_s} << 3;
        QTest::newRow("no such place for credentials")
            << QStringList{u"--data"_s, demo, u"--credentials-out"_s, u"/nowhere/c"_s} << 3;
    }
    void wrongUseIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QByteArray errors;
        QCOMPARE(exitCodeOf(arguments, &errors), code);
        QVERIFY(!errors.isEmpty());
    }

    void helpAndVersionAreNoErrors()
    {
        QCOMPARE(exitCodeOf({u"--help"_s}), 0);
        QCOMPARE(exitCodeOf({u"--version"_s}), 0);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
