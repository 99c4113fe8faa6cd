// SPDX-License-Identifier: Apache-2.0
#include "core/actions/apply.h"
#include "core/actions/protect.h"
#include "core/actions/registry.h"
#include "core/actions/snapshot.h"
#include "core/store/cache_store.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

/// From a selection to a plan, its file, and what has changed since.
class TestPlan : public QObject {
    Q_OBJECT

    static QStringList stepsOf(const Plan& plan)
    {
        QStringList steps;
        for (const PlanStep& step : plan.steps) {
            steps << QString(word(step.verb) + u' ' + step.subject.key);
        }
        return steps;
    }

private Q_SLOTS:
    void aPlanNamesTheBystanderAndIsKeptOnce()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        QCOMPARE(stepsOf(*plan).join(u", "), u"ban spam1, ban spam2, quarantine spam-a, reinstate amber, "
                                             "quarantine spam-b, quarantine spam-c"_s);
        QCOMPARE(plan->collateral.size(), 1U);
        QCOMPARE(plan->collateral.front().subject, accountSubject(u"amber"));
        QVERIFY(plan->collateral.front().madeGood);
        QCOMPARE(plan->registry, kOrigin);
        QCOMPARE(plan->provenance, u"filter domain:inbox.ru -name:honest*"_s);
        QCOMPARE(plan->why.author, desktopUser());
        QCOMPARE(formatInstant(plan->why.at), u"2025-07-15T10:00:00Z"_s);
        QCOMPARE(shop.ledgerKinds(), u"plan-kept"_s);
        CORDON_VERIFY(shop.plan());
        QCOMPARE(shop.ledgerKinds(), u"plan-kept"_s);
        const auto stored = shop.journal().plan(planHash(*plan));
        CORDON_VERIFY(stored);
        QVERIFY(stored->has_value());
        QCOMPARE((*stored)->json, planBytes(*plan));
    }

    void authorAndTimeStayAsGiven()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(shop.select(u"wave"_s, u"name:spam1"_s));
        Justification why = whySpam();
        why.author = u"mod"_s;
        why.at = day(3);
        const auto plan = makePlan(*shop.session, {u"wave"_s, {Verb::Ban}, why, {}});
        CORDON_VERIFY(plan);
        QCOMPARE(plan->why.author, u"mod"_s);
        QCOMPARE(plan->why.at, day(3));
    }

    void theRegistryOfAPlan_data()
    {
        QTest::addColumn<int>("known");
        QTest::addColumn<QString>("named");
        QTest::addColumn<QString>("bound");
        QTest::newRow("none known") << 0 << QString() << QString();
        QTest::newRow("one known") << 1 << QString() << u"http://127.0.0.1:2"_s;
        QTest::newRow("several known") << 2 << QString() << QString();
        QTest::newRow("named") << 2 << u"far"_s << u"https://registry.test"_s;
        QTest::newRow("by URL") << 0 << u"https://Registry.test/"_s << u"https://registry.test"_s;
        QTest::newRow("unknown name") << 1 << u"elsewhere"_s << u"error"_s;
    }
    void theRegistryOfAPlan()
    {
        QFETCH(const int, known);
        QFETCH(const QString, named);
        QFETCH(const QString, bound);
        Workshop shop;
        QVERIFY(shop.ready());
        if (known > 0) {
            CORDON_VERIFY(addRegistry(*shop.session, u"near"_s, u"http://127.0.0.1:2"_s, {}, {}));
        }
        if (known > 1) {
            CORDON_VERIFY(addRegistry(*shop.session, u"far"_s, u"https://registry.test"_s, {}, {}));
        }
        CORDON_VERIFY(shop.select(u"wave"_s, u"name:spam1,spam2"_s));
        const auto plan = makePlan(*shop.session, {u"wave"_s, {Verb::Ban}, whySpam(), named});
        QCOMPARE(plan ? plan->registry : u"error"_s, bound);
        // Elsewhere than on loopback one mutation a second is the pace.
        QVERIFY(!plan || (plan->estimateSeconds >= 2) == bound.startsWith(u"https"));
    }

    void whatCannotBePlannedIsSaidAndKeepsNothing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("no such selection") << u"no such selection"_s << int(ErrorKind::BadInput);
        QTest::newRow("verb that fits nobody") << u"misfit"_s << int(ErrorKind::Usage);
        QTest::newRow("no verb") << u"no verb"_s << int(ErrorKind::Usage);
        QTest::newRow("no reason") << u"no reason"_s << int(ErrorKind::BadInput);
        QTest::newRow("unknown policy") << u"unknown policy"_s << int(ErrorKind::BadInput);
        QTest::newRow("read-only") << u"read-only"_s << int(ErrorKind::NeedsPerson);
    }
    void whatCannotBePlannedIsSaidAndKeepsNothing()
    {
        QFETCH(const QString, what);
        QFETCH(const int, kind);
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(shop.select(u"wave"_s, u"name:spam1"_s));
        MakePlan order{u"wave"_s, {Verb::Ban}, whySpam(), {}};
        if (what == u"no such selection") {
            order.selection = what;
        } else if (what == u"misfit") {
            order.verbs = {Verb::Clear};
        } else if (what == u"no verb") {
            order.verbs.clear();
        } else if (what == u"no reason") {
            order.why.reason = u" "_s;
        } else if (what == u"unknown policy") {
            order.why.policy = u"dislike"_s;
        }
        QVERIFY(what != u"read-only" || shop.reopen(OpenMode::ReadOnly));
        const auto plan = makePlan(*shop.session, order);
        QVERIFY(!plan);
        QCOMPARE(int(plan.error().kind), kind);
        QCOMPARE(shop.ledgerKinds(), QString());
    }

    void aPreviewCountsAsThePlanDoesAndKeepsNothing()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(protect(*shop.session, projectSubject(u"spam-c"), true));
        CORDON_VERIFY(shop.select(u"wave"_s, u"domain:inbox.ru -name:honest*"_s));
        const auto members = selectionNamed(*shop.session, u"wave"_s);
        CORDON_VERIFY(members);
        const auto index = shop.session->index();
        const auto preview =
            previewPlan(*index, resolve(*index, *members).set, {Verb::Ban, Verb::Quarantine}, builtInPolicies());
        CORDON_VERIFY(preview);
        QCOMPARE(shop.ledgerKinds(), QString());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        QCOMPARE(stepsOf(*preview), stepsOf(*plan));
        QCOMPARE(preview->collateral.size(), plan->collateral.size());
        QCOMPARE(plan->protectedSubjects.size(), 1U);
        QVERIFY(plan->needsSecondPerson());
        QVERIFY(!previewPlan(*index, Selection::none(*index), {Verb::Ban}, {}));
    }

    void aDomainCountsItsAccounts()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto snapshot =
            snapshotOf(*shop.session->index(),
                       {domainSubject(u"inbox.ru"), domainSubject(u"nowhere.test"), accountSubject(u"ghost")});
        QCOMPARE(snapshot.domains.size(), 1U);
        QCOMPARE(snapshot.domains.front().accounts, 3);
        QVERIFY(!snapshot.domains.front().prohibited);
        QVERIFY(snapshot.accounts.empty());
    }

    void aPlanFileComesBackAsItWas()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        const QString path = shop.path(u"plan.json"_s);
        CORDON_VERIFY(writePlanFile(*plan, path));
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
        const auto back = readPlanFile(path);
        CORDON_VERIFY(back);
        QCOMPARE(planBytes(*back), planBytes(*plan));
    }

    void aPlanFileThatWasTouchedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a step's subject") << QByteArray("spam-b") << QByteArray("amber");
        QTest::newRow("a newer format") << QByteArray("cordon-plan/1") << QByteArray("cordon-plan/2");
        QTest::newRow("white space") << QByteArray(",") << QByteArray(", ");
    }
    void aPlanFileThatWasTouchedIsRefused()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        const auto refused = readPlanFile(shop.file(u"plan.json"_s, planBytes(*plan).replace(from, to)));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY(!readPlanFile(shop.path(u"nowhere"_s)));
    }

    void checkingTellsWhatChangedSince_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<std::int64_t>("asPlanned");
        QTest::addColumn<std::int64_t>("already");
        QTest::addColumn<std::int64_t>("changed");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, std::int64_t asPlanned, std::int64_t already, std::int64_t changed,
                            const QString& words) {
            QTest::newRow(name) << QString::fromLatin1(name) << asPlanned << already << changed << words;
        };
        row("nothing", 6, 0, 0, {});
        row("account frozen", 5, 1, 0, u"is frozen already"_s);
        row("project quarantined", 5, 1, 0, u"is quarantine-enter already"_s);
        row("project archived", 5, 0, 1, u"was active, is archived"_s);
        row("quarantine was lifted once", 6, 0, 0, {});
        row("name given anew", 5, 0, 1, u"is not the one that was planned: the name was given anew"_s);
    }
    void checkingTellsWhatChangedSince()
    {
        QFETCH(const QString, change);
        QFETCH(const std::int64_t, asPlanned);
        QFETCH(const std::int64_t, already);
        QFETCH(const std::int64_t, changed);
        QFETCH(const QString, words);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        CacheStore& cache = shop.session->workspace().cache();
        if (change == u"account frozen") {
            CORDON_VERIFY(cache.setAccountState(u"spam1"_s, AccountState::Frozen, {}));
        } else if (change == u"project quarantined") {
            CORDON_VERIFY(cache.setProjectState(u"spam-a"_s, ProjectState::Quarantined));
        } else if (change == u"project archived") {
            CORDON_VERIFY(cache.setProjectState(u"spam-a"_s, ProjectState::Archived));
        } else if (change == u"quarantine was lifted once") {
            CORDON_VERIFY(cache.setProjectState(u"spam-a"_s, ProjectState::QuarantineExit));
        } else if (change == u"name given anew") {
            const QString path =
                shop.file(u"accounts.csv"_s, "username,email,date_joined\nspam2,b@inbox.ru,2025-08-01\n");
            CORDON_VERIFY(importInto(*shop.session, {{path}, {}}, {}, {}));
        }
        CORDON_VERIFY(shop.session->reload());
        const CheckOutcome outcome = checkPlan(*shop.session->index(), *plan);
        QCOMPARE(outcome.steps, 6);
        QCOMPARE(outcome.asPlanned, asPlanned);
        QCOMPARE(outcome.already, already);
        QCOMPARE(outcome.changed, changed);
        QCOMPARE(outcome.gone, 0);
        QCOMPARE(std::ssize(outcome.drift), already + changed);
        QCOMPARE(outcome.drift.empty() ? QString() : outcome.drift.front().why, words);
    }

    void checkingKnowsUuidsDomainsAndWhoIsGone()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(shop.session->workspace().cache().setAccountState(u"spam1"_s, AccountState::Active, u"uuid-1"_s));
        CORDON_VERIFY(shop.session->reload());
        const auto account = shop.plan({Verb::Ban}, u"name:spam1"_s);
        CORDON_VERIFY(account);
        QCOMPARE(account->steps.front().pin.uuid, u"uuid-1"_s);
        QCOMPARE(checkPlan(*shop.session->index(), *account).asPlanned, 1);
        auto other = *account;
        other.steps.front().pin.uuid = u"uuid-2"_s;
        QCOMPARE(checkPlan(*shop.session->index(), other).changed, 1);
        other.steps.front().subject = accountSubject(u"ghost");
        QCOMPARE(checkPlan(*shop.session->index(), other).gone, 1);
        const auto domain = shop.plan({Verb::Prohibit}, u"kind:domain name:inbox.ru"_s);
        CORDON_VERIFY(domain);
        QCOMPARE(checkPlan(*shop.session->index(), *domain).asPlanned, 1);
        QVERIFY(domain->needsSecondPerson());
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
