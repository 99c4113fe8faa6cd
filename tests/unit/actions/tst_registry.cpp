// SPDX-License-Identifier: Apache-2.0
#include "core/actions/apply.h"
#include "core/actions/protect.h"
#include "core/actions/registry.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

/// Which registries a workspace knows, and when nothing is sent to one.
class TestRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRegistryIsKeptAsItIsSpoken_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<std::int64_t>("quiescence");
        QTest::newRow("https") << u"https://Registry.TEST/"_s << u"https://registry.test"_s << std::int64_t(180'000);
        QTest::newRow("default port") << u"https://registry.test:443"_s << u"https://registry.test"_s
                                      << std::int64_t(180'000);
        QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s << std::int64_t(2'000);
        QTest::newRow("loopback by name")
            << u"http://localhost:8080/"_s << u"http://localhost:8080"_s << std::int64_t(2'000);
    }
    void aRegistryIsKeptAsItIsSpoken()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, origin);
        QFETCH(const std::int64_t, quiescence);
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(addRegistry(*shop.session, u"it"_s, url, u"/ca.pem"_s, {}));
        for (const QString& asked : {u"it"_s, url, origin, QString()}) {
            const auto found = findRegistry(*shop.session, asked);
            CORDON_VERIFY(found);
            QCOMPARE(found->name, u"it"_s);
            QCOMPARE(found->origin, origin);
            QCOMPARE(found->caFile, u"/ca.pem"_s);
            QCOMPARE(found->quiescenceMs, quiescence);
        }
        CORDON_VERIFY(addRegistry(*shop.session, u"it"_s, url, {}, 5));
        const auto all = registries(*shop.session);
        CORDON_VERIFY(all);
        QCOMPARE(all->size(), 1U);
        QCOMPARE(all->front().quiescenceMs, 5);
    }

    void aRegistryThatCannotBeSpokenToIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("url");
        QTest::addColumn<std::int64_t>("quiescence");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* what, const QString& name, const QString& url, std::int64_t quiescence,
                            ErrorKind kind) { QTest::newRow(what) << name << url << quiescence << int(kind); };
        row("clear text", u"it"_s, u"http://registry.test"_s, 1, ErrorKind::BadInput);
        row("no URL", u"it"_s, u"registry"_s, 1, ErrorKind::BadInput);
        row("a file", u"it"_s, u"file:///etc/passwd"_s, 1, ErrorKind::BadInput);
        row("with a user", u"it"_s, u"https://u:p@registry.test"_s, 1, ErrorKind::BadInput);
        row("no name", u" "_s, u"https://registry.test"_s, 1, ErrorKind::Usage);
        row("a URL for a name", u"https://a.test"_s, u"https://registry.test"_s, 1, ErrorKind::Usage);
        row("negative quiescence", u"it"_s, u"https://registry.test"_s, -1, ErrorKind::Usage);
    }
    void aRegistryThatCannotBeSpokenToIsRefused()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, url);
        QFETCH(const std::int64_t, quiescence);
        QFETCH(const int, kind);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto added = addRegistry(*shop.session, name, url, {}, quiescence);
        QVERIFY(!added);
        QCOMPARE(int(added.error().kind), kind);
        QCOMPARE(registries(*shop.session)->size(), 0U);
    }

    void aRegistryIsFoundByNameOrStandsForItself_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("origin");
        QTest::newRow("unknown https") << u"https://other.test/"_s << u"https://other.test"_s;
        QTest::newRow("unknown loopback") << u"http://127.0.0.1:9"_s << u"http://127.0.0.1:9"_s;
        QTest::newRow("unknown clear text") << u"http://other.test"_s << QString();
        QTest::newRow("unknown name") << u"other"_s << QString();
        QTest::newRow("which of two") << QString() << QString();
    }
    void aRegistryIsFoundByNameOrStandsForItself()
    {
        QFETCH(const QString, asked);
        QFETCH(const QString, origin);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto none = findRegistry(*shop.session, {});
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::Usage);
        CORDON_VERIFY(addRegistry(*shop.session, u"a"_s, u"https://a.test"_s, {}, {}));
        CORDON_VERIFY(addRegistry(*shop.session, u"b"_s, u"https://b.test"_s, {}, {}));
        const auto found = findRegistry(*shop.session, asked);
        QCOMPARE(found ? found->origin : QString(), origin);
    }

    void readersAddNoRegistry()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        const auto added = addRegistry(*shop.session, u"a"_s, u"https://a.test"_s, {}, {});
        QVERIFY(!added);
        QCOMPARE(added.error().kind, ErrorKind::NeedsPerson);
    }

    void aRegistryThatIsDownIsSaidSo()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto bare = registryStatus(*shop.session, kOrigin, {}, {});
        CORDON_VERIFY(bare);
        QVERIFY(!bare->reachable);
        QVERIFY(!bare->trouble.isEmpty());
        const Credentials credentials{u"u"_s, u"p"_s, {}, {}};
        const auto tried = registryStatus(*shop.session, kOrigin, credentials, {});
        CORDON_VERIFY(tried);
        QVERIFY(!tried->reachable && !tried->loggedIn);
        const auto loggedIn = logInTo(*shop.session, kOrigin, credentials, {});
        QVERIFY(!loggedIn);
        QCOMPARE(loggedIn.error().kind, ErrorKind::Registry);
        QVERIFY(!registryStatus(*shop.session, u"unknown"_s, {}, {}));
        QVERIFY(!logInTo(*shop.session, u"unknown"_s, credentials, {}));
    }

    void aMissingCertificateFileIsSaid()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(addRegistry(*shop.session, u"a"_s, u"https://127.0.0.1:1"_s, shop.path(u"nowhere.pem"_s), {}));
        QVERIFY(!logInTo(*shop.session, u"a"_s, {}, {}));
        QVERIFY(!registryStatus(*shop.session, u"a"_s, {}, {}));
    }

    void aPlanIsNotRun_data()
    {
        QTest::addColumn<QString>("because");
        QTest::addColumn<int>("kind");
        QTest::newRow("protected subject") << u"protected"_s << int(ErrorKind::NeedsPerson);
        QTest::newRow("domain") << u"domain"_s << int(ErrorKind::NeedsPerson);
        QTest::newRow("irreversible") << u"remove"_s << int(ErrorKind::NeedsPerson);
        QTest::newRow("interrupted before") << u"interrupted"_s << int(ErrorKind::NeedsPerson);
        QTest::newRow("bound elsewhere") << u"elsewhere"_s << int(ErrorKind::Usage);
        QTest::newRow("unknown registry") << u"unknown"_s << int(ErrorKind::BadInput);
        QTest::newRow("justification lost") << u"unjustified"_s << int(ErrorKind::BadInput);
        QTest::newRow("registry down") << u"down"_s << int(ErrorKind::Registry);
        QTest::newRow("read-only") << u"read-only"_s << int(ErrorKind::NeedsPerson);
    }
    void aPlanIsNotRun()
    {
        QFETCH(const QString, because);
        QFETCH(const int, kind);
        Workshop shop;
        QVERIFY(shop.ready());
        if (because == u"protected") {
            CORDON_VERIFY(protect(*shop.session, accountSubject(u"spam1"), true));
        }
        auto plan = because == u"domain"   ? shop.plan({Verb::Prohibit}, u"kind:domain name:inbox.ru"_s)
                    : because == u"remove" ? shop.plan({Verb::Remove}, u"name:spam-b"_s)
                                           : shop.plan();
        CORDON_VERIFY(plan);
        ApplyOrder order{*plan, {}, {u"u"_s, u"p"_s, {}, {}}, false, {}};
        if (because == u"elsewhere") {
            order.registry = u"http://127.0.0.1:2"_s;
        } else if (because == u"unknown") {
            order.registry = because;
        } else if (because == u"unjustified") {
            order.plan.why.reason.clear();
        } else if (because == u"interrupted") {
            CORDON_VERIFY(shop.begin(*plan));
        }
        QVERIFY(because != u"read-only" || shop.reopen(OpenMode::ReadOnly));
        const QString before = shop.ledgerKinds();
        const auto outcome = applyPlan(*shop.session, order, {}, {});
        QVERIFY(!outcome);
        QVERIFY2(int(outcome.error().kind) == kind, qPrintable(outcome.error().sentence()));
        QCOMPARE(shop.ledgerKinds(), before);
    }

    void aRunThatEndedSendsNothingMore_data()
    {
        QTest::addColumn<bool>("resume");
        QTest::newRow("applied again") << false;
        QTest::newRow("resumed") << true;
    }
    void aRunThatEndedSendsNothingMore()
    {
        QFETCH(const bool, resume);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        const auto run = shop.run(*plan, registry);
        CORDON_VERIFY(run);
        // Nobody listens at the plan's registry, and nobody has to.
        const auto again = applyPlan(*shop.session, {*plan, {}, {}, resume, {}}, {}, {});
        CORDON_VERIFY(again);
        QVERIFY(again->sentNothing);
        QCOMPARE(again->run, *run);
        QCOMPARE(again->totals.done, 6);
        QVERIFY(!again->stoppedKind);
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
