// SPDX-License-Identifier: Apache-2.0
#include "core/actions/ledger.h"
#include "core/actions/left_alone.h"
#include "core/actions/registry.h"
#include "core/actions/whole_file.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace cordon;
using namespace cordon::test;

/// Files that a person hands in or gets out.
class TestFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    [[nodiscard]] QString file(const QString& name, const QByteArray& content) const
    {
        writeAll(m_dir.filePath(name), content);
        return m_dir.filePath(name);
    }

private Q_SLOTS:
    void aFileIsWrittenForItsOwnerAlone()
    {
        const QString path = file(u"old.txt"_s, "before");
        QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
        CORDON_VERIFY(writeWholeFile(path, "after"));
        QCOMPARE(readAll(path), "after");
        QVERIFY(!QFile::permissions(path).testFlag(QFileDevice::ReadOther));
    }

    void whatStoodThereStaysWhereWritingFails()
    {
        QDir(m_dir.path()).mkpath(u"folder"_s);
        const auto onFolder = writeWholeFile(m_dir.filePath(u"folder"_s), "x");
        QVERIFY(!onFolder);
        QCOMPARE(onFolder.error().kind, ErrorKind::Io);
        QVERIFY(!onFolder.error().kept.isEmpty() && !onFolder.error().next.isEmpty());
        // A pipe or a device must not be replaced by a file.
        const QString pipe = m_dir.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const auto onPipe = writeWholeFile(pipe, "x");
        QVERIFY(!onPipe);
        QCOMPARE(onPipe.error().kind, ErrorKind::Io);
        QVERIFY(!QFileInfo(pipe).isFile());
    }

    void whatStoodThereStaysWhereTheDiskIsFull()
    {
        const QString path = file(u"kept.txt"_s, "before");
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{4096, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto full = writeWholeFile(path, QByteArray(100'000, 'x'));
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!full);
        QCOMPARE(full.error().kind, ErrorKind::Io);
        QCOMPARE(readAll(path), "before");
        QCOMPARE(QDir(m_dir.path()).entryList({u"kept.txt*"_s}, QDir::Files).size(), 1);
    }

    void aFileIsReadUpToItsLimit()
    {
        const QString path = file(u"five.txt"_s, "12345");
        QCOMPARE(readWholeFile(path, 5).value_or(QByteArray()), "12345");
        const auto larger = readWholeFile(path, 4);
        QVERIFY(!larger);
        QCOMPARE(larger.error().kind, ErrorKind::BadInput);
        QVERIFY(!readWholeFile(m_dir.filePath(u"nowhere"_s), 4));
    }

    void whatIsNoFileIsRefusedWithoutWaiting()
    {
        const QString pipe = m_dir.filePath(u"nobody-writes"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        for (const QString& path : {pipe, m_dir.path(), u"/dev/zero"_s}) {
            const auto read = readWholeFile(path, 1'000);
            QVERIFY(!read);
            QCOMPARE(read.error().kind, ErrorKind::BadInput);
            QVERIFY2(read.error().what.contains(u"is no file"_s), qPrintable(read.error().what));
            QVERIFY(!verifyLedgerAt(path));
        }
    }

    void reasonsToLeaveAloneAreReadAsWritten()
    {
        const auto read = readLeftAlone(
            file(u"left.csv"_s, "subject,why\r\naccount:Amber,\"real code, \"\"honest\"\"\"\nproject:Some_Lib,old\n"));
        CORDON_VERIFY(read);
        QCOMPARE(read->size(), 2U);
        QCOMPARE(read->at(0).subject, accountSubject(u"amber"));
        QCOMPARE(read->at(0).why, u"real code, \"honest\""_s);
        QCOMPARE(read->at(1).subject, projectSubject(u"some-lib"));
    }

    void theDemosOwnListIsUsable()
    {
        const auto read = readLeftAlone(sourceFile(u"resources/demo/left-alone.csv"_s));
        CORDON_VERIFY(read);
        QVERIFY(!read->empty());
    }

    void aListThatCannotBeUsedNamesItsLine_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("no kind") << QByteArray("subject,why\naccount:a,x\namber,y\n") << u"line 3"_s;
        QTest::newRow("no reason") << QByteArray("subject,why\naccount:a\n") << u"line 2"_s;
        QTest::newRow("too many fields") << QByteArray("subject,why\naccount:a,b,c\n") << u"line 2"_s;
        QTest::newRow("open quote") << QByteArray("subject,why\naccount:a,\"b\n") << u"line 2"_s;
        QTest::newRow("no header") << QByteArray("account:a,b\n") << u"line 1"_s;
        QTest::newRow("empty") << QByteArray() << u"line 1"_s;
    }
    void aListThatCannotBeUsedNamesItsLine()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, says);
        const auto read = readLeftAlone(file(u"left.csv"_s, content));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadInput);
        QVERIFY2(read.error().what.contains(says), qPrintable(read.error().what));
    }

    void aListThatIsNotThereIsSaidSo() { QVERIFY(!readLeftAlone(m_dir.filePath(u"nowhere"_s))); }

    void credentialsAreReadWhereTheyAreSufficient_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("usable");
        QTest::newRow("everything") << QByteArray(
                                           R"({"username":"u","password":"p","totp_secret":"t","session_cookie":"c"})")
                                    << true;
        QTest::newRow("cookie") << QByteArray(R"({"session_cookie":"c"})") << true;
        QTest::newRow("password") << QByteArray(R"({"username":"u","password":"p"})") << true;
        QTest::newRow("no password") << QByteArray(R"({"username":"u","totp_secret":"t"})") << false;
        QTest::newRow("no name") << QByteArray(R"({"password":"p"})") << false;
        QTest::newRow("numbers") << QByteArray(R"({"username":1,"password":2})") << false;
        QTest::newRow("list") << QByteArray("[]") << false;
        QTest::newRow("no JSON") << QByteArray("u:p") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("too large") << QByteArray(70'000, ' ') << false;
    }
    void credentialsAreReadWhereTheyAreSufficient()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const bool, usable);
        const QString path = file(u"credentials.json"_s, content);
        QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        const auto read = readCredentialsFile(path);
        QCOMPARE(read.has_value(), usable);
        if (!usable) {
            QCOMPARE(read.error().kind, ErrorKind::BadInput);
            QVERIFY(!read.error().sentence().contains(u"u:p"_s));
            return;
        }
        QCOMPARE(read->username, content.contains("username") ? u"u"_s : QString());
        QCOMPARE(read->sessionCookie, content.contains("cookie") ? u"c"_s : QString());
    }

    void credentialsThatOthersCouldReadAreRefused_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("used");
        QTest::newRow("0600") << 0x6000 << true;
        QTest::newRow("0400") << 0x4000 << true;
        QTest::newRow("0640") << 0x6040 << false;
        QTest::newRow("0604") << 0x6004 << false;
        QTest::newRow("0620") << 0x6020 << false;
        QTest::newRow("0601") << 0x6001 << false;
    }
    void credentialsThatOthersCouldReadAreRefused()
    {
        QFETCH(const int, mode);
        QFETCH(const bool, used);
        const QString path = file(u"mode.json"_s, R"({"session_cookie":"c"})");
        QFile::setPermissions(path, QFileDevice::Permissions(mode));
        QCOMPARE(readCredentialsFile(path).has_value(), used);
        QFile::remove(path);
    }

    void credentialsComeFromAFileOnly()
    {
        QVERIFY(!readCredentialsFile(m_dir.path()));
        QVERIFY(!readCredentialsFile(m_dir.filePath(u"nowhere"_s)));
        QVERIFY(!readCredentialsFile(u"/dev/null"_s));
    }

    void withoutAKeyringNothingIsKept()
    {
        // The tests' environment has no session bus, so there is no keyring to ask.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        QVERIFY(!keyringCredentials(kOrigin));
        QVERIFY(!keepInKeyring(kOrigin, {u"u"_s, u"p"_s, {}, {}}));
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
