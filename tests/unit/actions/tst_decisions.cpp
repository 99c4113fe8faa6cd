// SPDX-License-Identifier: Apache-2.0
#include "core/actions/apply.h"
#include "core/actions/ledger.h"
#include "core/actions/protect.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

/// What a moderator decides without telling a registry, and what he typed.
class TestDecisions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void protectionShowsAtOnceAndCanBeTakenBack_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("account") << u"account:AMBER"_s;
        QTest::newRow("project") << u"project:Honest_Lib"_s;
        QTest::newRow("domain") << u"domain:uni.test"_s;
    }
    void protectionShowsAtOnceAndCanBeTakenBack()
    {
        QFETCH(const QString, subject);
        const Subject parsed = parseSubject(subject).value();
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(protect(*shop.session, parsed, true));
        const Table table = tableOf(parsed.kind);
        QCOMPARE(shop.session->index()->isProtected(table).count(), 1);
        QCOMPARE(protectedList(*shop.session).value_or(std::vector<Subject>{}), std::vector<Subject>{parsed});
        QVERIFY(shop.reopen());
        QCOMPARE(shop.session->index()->isProtected(table).count(), 1);
        CORDON_VERIFY(protect(*shop.session, parsed, false));
        QCOMPARE(shop.session->index()->isProtected(table).count(), 0);
    }

    void whatIsProtectedAfterThePlanWasMadeIsNotHitByIt_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<bool>("held");
        QTest::newRow("banned") << u"account:spam2"_s << true;
        QTest::newRow("quarantined") << u"project:spam-c"_s << true;
        QTest::newRow("made good") << u"account:amber"_s << false;
        QTest::newRow("not in the plan") << u"account:honest"_s << false;
    }
    void whatIsProtectedAfterThePlanWasMadeIsNotHitByIt()
    {
        QFETCH(const QString, subject);
        QFETCH(const bool, held);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        CORDON_VERIFY(protect(*shop.session, parseSubject(subject).value(), true));
        const auto before = appliedBefore(*shop.session, {*plan, {}, {}, false, {}});
        QCOMPARE(before.has_value(), !held);
        QVERIFY(!held || before.error().kind == ErrorKind::NeedsPerson);
        QVERIFY(held || !before->has_value()); // there is something to send
    }

    void protectingWhatWasHitDoesNotHoldUpTheReversal()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        const auto run = shop.run(*plan, registry);
        CORDON_VERIFY(run);
        CORDON_VERIFY(protect(*shop.session, accountSubject(u"spam2"), true));
        const auto reversal = makeReversal(*shop.session, {*run, {}, u"They were hacked."_s, {}});
        CORDON_VERIFY(reversal);
        CORDON_VERIFY(appliedBefore(*shop.session, {*reversal, {}, {}, false, {}}));
        const auto again = appliedBefore(*shop.session, {*plan, {}, {}, false, {}});
        CORDON_VERIFY(again);
        QVERIFY(again->has_value() && (*again)->sentNothing);
    }

    void aDismissalIsADecisionWithItsReason()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        Justification why = whySpam();
        why.author = u"mod"_s;
        CORDON_VERIFY(dismiss(*shop.session, {accountSubject(u"honest"), projectSubject(u"honest-lib")}, why,
                              clockAt(u"2025-07-15T10:00:00Z"_s)));
        const auto index = shop.session->index();
        QCOMPARE(index->decided(Table::Accounts).count(), 1);
        QCOMPARE(index->decided(Table::Projects).count(), 1);
        QCOMPARE(index->decisionOn(Table::Accounts, *index->findAccount(u"honest"))->verb, Verb::Dismiss);
        const auto lines = ledgerLines(*shop.session);
        CORDON_VERIFY(lines);
        QCOMPARE(lines->size(), 1U);
        QCOMPARE(lines->front().inWords, u"dismissed by mod"_s);
        QVERIFY(lines->front().entry.text.contains(u"account:honest"));
        QVERIFY(lines->front().entry.text.contains(u"project:honest-lib"));
        QVERIFY(lines->front().entry.text.contains(why.reason));
    }

    void aDismissalWithoutAReasonIsRefused()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        Justification why = whySpam(); // nobody signed it
        const auto refused = dismiss(*shop.session, {accountSubject(u"honest")}, why);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QCOMPARE(shop.session->index()->decided(Table::Accounts).count(), 0);
        QCOMPARE(shop.ledgerKinds(), QString());
    }

    void aDraftIsKeptAsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"They all came on one day."_s;
        QTest::newRow("blank lines and a trailing space") << u"\n\nspam "_s;
        QTest::newRow("another script") << u"\u0441\u043F\u0430\u043C \U0001F600"_s;
        QTest::newRow("nothing") << QString();
    }
    void aDraftIsKeptAsTyped()
    {
        QFETCH(const QString, text);
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(saveDraft(*shop.session, u"justification"_s, u"before"_s));
        CORDON_VERIFY(saveDraft(*shop.session, u"justification"_s, text));
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        QCOMPARE(loadDraft(*shop.session, u"justification"_s).value_or(u"?"_s), text);
        QCOMPARE(loadDraft(*shop.session, u"other"_s).value_or(u"?"_s), QString());
    }

    void readersDecideNothing()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        Justification why = whySpam();
        why.author = u"mod"_s;
        for (const Done& refused : {protect(*shop.session, accountSubject(u"amber"), true),
                                    dismiss(*shop.session, {accountSubject(u"honest")}, why),
                                    saveDraft(*shop.session, u"justification"_s, u"text"_s)}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::NeedsPerson);
        }
    }
};

QTEST_GUILESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
