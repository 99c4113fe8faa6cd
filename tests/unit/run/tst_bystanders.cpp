// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "tests/support/support.h"
#include "tests/unit/run/fake_registry.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

namespace {

const Subject kFirst = projectSubject(u"zzfx-a");
const Subject kSecond = projectSubject(u"zzfx-b");
const Subject kBystander = accountSubject(u"amber");

/// Two projects of one innocent co-owner, and the step that makes it good.
struct Case : Stage {
    int first = addQuarantine(u"zzfx-a"_s, {u"amber"_s, u"zzfx-eve"_s});
    int second = addQuarantine(u"zzfx-b"_s, {u"amber"_s});
    int good = addCompensation(u"amber"_s, u"zzfx-b"_s);
    int other = addQuarantine(u"zzfx-c"_s);
};

} // namespace

/// Making good what a quarantine does to people who were not meant.
class TestBystanders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoWeFrozeIsReinstated()
    {
        Case run;
        const auto totals = run.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 4);
        QCOMPARE(run.thing(kBystander).state, u"active"_s);
        QCOMPARE(run.thing(accountSubject(u"zzfx-eve")).state, u"frozen"_s);
        QCOMPARE(run.row(run.good).attributedTo, u"nora"_s);
        QVERIFY2(run.path(run.good).endsWith(u">INTENT>ACCEPTED>DONE"), qPrintable(run.path(run.good)));
    }

    void whoWasFrozenBeforeStaysFrozen()
    {
        Case run;
        run.registry.things[kBystander].state = u"frozen"_s;
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.first), StepState::Done);
        QCOMPARE(run.state(run.good), StepState::Stale);
        QVERIFY(run.row(run.good).note.contains(u"before this run"));
        QCOMPARE(run.thing(kBystander).state, u"frozen"_s);
    }

    void anotherPersonOfThatNameIsLeftAlone()
    {
        Case run;
        run.registry.things[kBystander].since = day(9);
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.good), StepState::Stale);
        QVERIFY(run.row(run.good).note.contains(u"not the one"));
    }

    void whereNoQuarantineHappenedNobodyIsTouched()
    {
        Case run;
        run.registry.fates[kFirst] = {Fate::Rejected};
        run.registry.fates[kSecond] = {Fate::Rejected};
        run.registry.beforeSend = [&](const Subject& subject) {
            if (subject == kSecond) {
                run.registry.things[kBystander].state = u"frozen"_s; // somebody else, meanwhile
            }
        };
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.good), StepState::Stale);
        QVERIFY(run.row(run.good).note.contains(u"no quarantine of this run"));
        QCOMPARE(run.thing(kBystander).state, u"frozen"_s);
    }

    void whoIsActiveAnywayNeedsNothing()
    {
        Case run;
        run.registry.fates[kFirst] = {Fate::Rejected};
        run.registry.fates[kSecond] = {Fate::Rejected};
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.good), StepState::Already);
    }

    void makingGoodWaitsForTheLastQuarantine()
    {
        Case run;
        run.registry.fates[kFirst] = {Fate::UnknownLate};
        run.registry.onRead = [&] { run.registry.lateComes = run.time.slept > 100s; };
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.first), StepState::Done);
        QCOMPARE(run.state(run.good), StepState::Done);
        QCOMPARE(run.thing(kBystander).state, u"active"_s); // the late quarantine did not freeze him again
        QCOMPARE(run.registry.sent.back(), kBystander);
    }

    void aRestartRemembersWhoWasActive()
    {
        Case run;
        run.registry.beforeSend = [&](const Subject&) { run.pause.request_stop(); };
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.first), StepState::Done);
        QCOMPARE(run.thing(kBystander).state, u"frozen"_s);
        run.registry.beforeSend = {};
        run.pause = std::stop_source();
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.good), StepState::Done);
        QCOMPARE(run.thing(kBystander).state, u"active"_s);
    }

    void aBystanderWhoCannotBeReadHoldsTheQuarantineBack()
    {
        Case run;
        run.registry.unreadable[kBystander] = 8; // at both of his projects
        const auto stopped = run.execute();
        QVERIFY(!stopped);
        QCOMPARE(run.state(run.first), StepState::Planned);
        QCOMPARE(run.state(run.second), StepState::Planned);
        QCOMPARE(run.state(run.good), StepState::Planned);
        QCOMPARE(run.state(run.other), StepState::Done);
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.thing(kBystander).state, u"active"_s);
    }

    void whoIsFreeAgainSinceThePlanIsNotFrozenUnawares_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("selected");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("still frozen") << u"frozen"_s << false << true;
        QTest::newRow("free again") << u"active"_s << false << false;
        QTest::newRow("free again, but selected") << u"active"_s << true << true;
    }
    void whoIsFreeAgainSinceThePlanIsNotFrozenUnawares()
    {
        QFETCH(const QString, now);
        QFETCH(const bool, selected);
        QFETCH(const bool, goesOn);
        Case run;
        run.plan.holders.push_back({accountSubject(u"zzfx-eve"), {{}, day(1)}, u"frozen"_s});
        if (selected) {
            run.plan.facts.insert(run.plan.facts.begin(), {accountSubject(u"zzfx-eve"), {}, day(1), {}, {}});
        }
        run.registry.things[accountSubject(u"zzfx-eve")].state = now;
        const auto totals = run.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(run.state(run.first), goesOn ? StepState::Done : StepState::Stale);
        QCOMPARE(run.state(run.second), StepState::Done);
        QCOMPARE(run.state(run.good), StepState::Done);
        QCOMPARE(run.thing(accountSubject(u"zzfx-eve")).state, goesOn ? u"frozen"_s : u"active"_s);
        QVERIFY(goesOn || run.row(run.first).note.contains(u"was frozen when this was planned"));
    }

    void aHolderWhoCannotBeReadHoldsTheQuarantineBack()
    {
        Case run;
        run.plan.holders.push_back({accountSubject(u"zzfx-eve"), {{}, day(1)}, u"frozen"_s});
        run.registry.things[accountSubject(u"zzfx-eve")].state = u"frozen"_s;
        run.registry.unreadable[accountSubject(u"zzfx-eve")] = 4;
        QVERIFY(!run.execute());
        QCOMPARE(run.state(run.first), StepState::Planned);
        QCOMPARE(run.state(run.other), StepState::Done);
        CORDON_VERIFY(run.execute());
        QCOMPARE(run.state(run.first), StepState::Done);
    }

    void cancellingSaysWhoMayStillBeFrozen()
    {
        Case run;
        run.registry.beforeSend = [&](const Subject&) { run.pause.request_stop(); };
        CORDON_VERIFY(run.execute());
        CORDON_VERIFY(cancelRest(run.journal, run.run, run.plan, u"nora"_s, run.time.now));
        QCOMPARE(run.state(run.good), StepState::Cancelled);
        QVERIFY(run.row(run.good).note.contains(u"frozen"));
        QVERIFY(!run.row(run.other).note.contains(u"frozen"));
    }
};

QTEST_GUILESS_MAIN(TestBystanders)
#include "tst_bystanders.moc"
