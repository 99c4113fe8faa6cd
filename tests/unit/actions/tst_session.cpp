// SPDX-License-Identifier: Apache-2.0
#include "core/actions/protect.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace cordon;
using namespace cordon::test;

/// Opening a workspace, and the picture that is held of it.
class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWorkspaceIsMadeOnceAndMayBeMadeAgain()
    {
        QTemporaryDir dir;
        for (int time = 0; time < 2; ++time) {
            const auto made = initWorkspace(dir.filePath(u"ws"_s));
            CORDON_VERIFY(made);
            QCOMPARE(made->workspace, dir.filePath(u"ws"_s));
            QCOMPARE(made->cacheSchema, Workspace::cacheSchema());
            QCOMPARE(made->journalSchema, Workspace::journalSchema());
        }
    }

    void aFolderWithOtherThingsIsRefused()
    {
        QTemporaryDir dir;
        writeAll(dir.filePath(u"letter.txt"_s), "dear");
        const auto made = initWorkspace(dir.path());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::BadInput);
    }

    void aForeignCacheIsNotTakenForAWorkspace()
    {
        QTemporaryDir dir;
        CORDON_VERIFY(initWorkspace(dir.filePath(u"ws"_s)));
        writeAll(dir.filePath(u"ws/cache.db"_s), QByteArray(8192, 'x'));
        const auto made = initWorkspace(dir.filePath(u"ws"_s));
        QVERIFY(!made);
        const auto opened = Session::open(dir.filePath(u"ws"_s), OpenMode::WriteIfPossible);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Integrity);
    }

    void theModeSaysWhoMayWrite_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("otherWrites");
        QTest::addColumn<bool>("opens");
        QTest::addColumn<bool>("writable");
        QTest::newRow("read-only alone") << int(OpenMode::ReadOnly) << false << true << false;
        QTest::newRow("read-write alone") << int(OpenMode::ReadWrite) << false << true << true;
        QTest::newRow("if possible alone") << int(OpenMode::WriteIfPossible) << false << true << true;
        QTest::newRow("read-only beside a writer") << int(OpenMode::ReadOnly) << true << true << false;
        QTest::newRow("read-write beside a writer") << int(OpenMode::ReadWrite) << true << false << false;
        QTest::newRow("if possible beside a writer") << int(OpenMode::WriteIfPossible) << true << true << false;
    }
    void theModeSaysWhoMayWrite()
    {
        QFETCH(const int, mode);
        QFETCH(const bool, otherWrites);
        QFETCH(const bool, opens);
        QFETCH(const bool, writable);
        Workshop shop;
        QVERIFY(shop.ready());
        if (!otherWrites) {
            shop.session.reset();
        }
        const auto second = Session::open(shop.folder(), static_cast<OpenMode>(mode));
        QCOMPARE(second.has_value(), opens);
        if (!opens) {
            QCOMPARE(second.error().kind, ErrorKind::NeedsPerson);
            QVERIFY2(second.error().what.contains(QString::number(QCoreApplication::applicationPid())),
                     qPrintable(second.error().what));
            return;
        }
        QCOMPARE((*second)->writable(), writable);
        QCOMPARE((*second)->readOnlyBecause().isEmpty(), writable);
        QCOMPARE((*second)->index()->size(Table::Accounts), 4U);
        QCOMPARE((*second)->folder(), shop.folder());
    }

    void whoOnlyReadsIsToldWhoWrites()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto second = Session::open(shop.folder(), OpenMode::WriteIfPossible);
        CORDON_VERIFY(second);
        QVERIFY((*second)->readOnlyBecause().contains(u"open for writing"));
        const auto refused = saveDraft(**second, u"justification"_s, u"text"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NeedsPerson);
        QCOMPARE(refused.error().what, (*second)->readOnlyBecause());
    }

    void nothingIsOpenedWhereNothingIs()
    {
        QTemporaryDir dir;
        QVERIFY(!Session::open(dir.filePath(u"nowhere"_s), OpenMode::ReadOnly));
        QVERIFY(!Session::open(dir.filePath(u"nowhere"_s), OpenMode::WriteIfPossible));
    }

    void loadingCanBeStopped()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        std::stop_source stop;
        stop.request_stop();
        const auto before = shop.session->index();
        const auto reloaded = shop.session->reload(stop.get_token());
        QVERIFY(!reloaded);
        QCOMPARE(reloaded.error().kind, ErrorKind::Cancelled);
        QCOMPARE(shop.session->index(), before);
        shop.session.reset();
        QVERIFY(!Session::open(shop.folder(), OpenMode::ReadOnly, stop.get_token()));
    }

    void anOldPictureStaysValidWhileOthersLoadAnew()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        std::atomic_bool go = true;
        std::atomic<std::int64_t> seen = 0;
        const auto look = [&] {
            while (go) {
                const auto picture = shop.session->index();
                seen += picture->accountKey(picture->findAccount(u"spam1").value()) == u"spam1" ? 1 : 0;
            }
        };
        std::jthread first(look);
        std::jthread second(look);
        for (int i = 0; i < 20; ++i) {
            CORDON_VERIFY(protect(*shop.session, accountSubject(u"amber"), i % 2 == 0));
        }
        go = false;
        first.join();
        second.join();
        QVERIFY(seen > 0);
        QCOMPARE(shop.session->index()->isProtected(Table::Accounts).count(), 0);
    }

    void everyPolicyOfTheContractIsBuiltIn()
    {
        QStringList codes;
        for (const Policy& policy : builtInPolicies()) {
            codes << policy.code;
        }
        QCOMPARE(codes.join(u' '), u"spam squatting malware typosquatting dependency-confusion credential-theft "
                                   "account-abuse other reversal"_s);
        QVERIFY(!desktopUser().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
