// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ledger/ledger.h"
#include "tests/support/support.h"
#include "tests/unit/run/executor_checks.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

class TestInterruptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patienceIsGivenAndCostsNoAttempt()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.retryAfter = 30s;
        stage.registry.fates[kProject] = {Fate::Throttled, Fate::Throttled, Fate::Throttled, Fate::Throttled};
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(step), StepState::Done);
        QCOMPARE(stage.row(step).attempts, 1);
        QCOMPARE(stage.row(step).attributedTo, u"nora"_s);
        QCOMPARE(stage.time.slept, 120s);
        QVERIFY(stage.path(step).startsWith(u"PLANNED>INTENT>THROTTLED>PLANNED>INTENT>THROTTLED>"));
        QCOMPARE(stage.registry.sent[4], kProject); // nobody else is sent meanwhile
        checkLedger(stage);
    }

    void endlessThrottlingPausesTheRun()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = std::deque<Fate>(50, Fate::Throttled);
        const auto totals = stage.execute();
        QVERIFY(!totals);
        QCOMPARE(totals.error().kind, ErrorKind::Registry);
        QCOMPARE(stage.state(step), StepState::Throttled);
        QCOMPARE(stage.runState(), RunState::Paused);
        stage.registry.fates.clear();
        const Instant before = stage.time.now;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(step), StepState::Done);
        QVERIFY(stage.time.now - before >= 50s); // what the registry asked for is kept over the pause
    }

    void whatWasNotSentIsSentAgain()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        const int never = stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.fates[kProject] = {Fate::NotSent, Fate::NotSent};
        stage.registry.fates[projectSubject(u"zzfx-b")] = std::deque<Fate>(3, Fate::NotSent);
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.path(step), u"PLANNED>INTENT>PLANNED>INTENT>PLANNED>INTENT>ACCEPTED>DONE"_s);
        QCOMPARE(stage.row(step).attempts, 3);
        QCOMPARE(stage.state(never), StepState::Parked);
        QVERIFY(stage.row(never).note.contains(u"refused"));
    }

    void aLostLogInPausesTheRun()
    {
        Stage stage;
        const int first = stage.addQuarantine(u"zzfx-a"_s);
        const int second = stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.fates[kProject] = {Fate::AuthLost};
        const auto stopped = stage.execute();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::NeedsPerson);
        QVERIFY(stopped.error().kept.contains(u"0 of 2"));
        QVERIFY(!stopped.error().next.isEmpty());
        QCOMPARE(stage.state(first), StepState::Unknown);
        QCOMPARE(stage.state(second), StepState::Planned);
        QCOMPARE(stage.runState(), RunState::Paused);
        QCOMPARE(stage.registry.sent.size(), 1U);

        const auto still = stage.execute(); // nobody has logged in
        QVERIFY(!still);
        QCOMPARE(still.error().kind, ErrorKind::NeedsPerson);
        QCOMPARE(stage.registry.sent.size(), 1U);

        stage.registry.loggedOut = false;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(first), StepState::Done);
        QCOMPARE(stage.state(second), StepState::Done);
        QCOMPARE(stage.registry.effects[kProject], 1);
        QCOMPARE(stage.runState(), RunState::Finished);
        checkLedger(stage);
    }

    void aSessionThatEndsBeforeTheVerifyingRead()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.beforeSend = [&](const Subject&) { stage.registry.loggedOut = true; };
        const auto stopped = stage.execute();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::NeedsPerson);
        QCOMPARE(stage.state(step), StepState::Unknown);
        stage.registry.loggedOut = false;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(step), StepState::Done);
        QCOMPARE(stage.registry.sent.size(), 1U);
    }

    void aRegistryThatIsAwayPausesTheRun()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.down = true;
        const auto stopped = stage.execute();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Registry);
        QVERIFY(stopped.error().sentence().contains(u"does not answer"));
        QVERIFY(stopped.error().sentence().contains(u"0 of 1 steps"));
        QCOMPARE(stage.registry.reads, 4);
        QCOMPARE(stage.time.slept, 7s);
        QCOMPARE(stage.runState(), RunState::Paused);
        stage.registry.down = false;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(0), StepState::Done);
    }

    void aShortAbsenceIsWaitedFor()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.unreadable[kProject] = 3;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(0), StepState::Done);
    }

    void oneOddPageDoesNotStopTheOthers()
    {
        Stage stage;
        const int odd = stage.addQuarantine(u"zzfx-a"_s);
        const int good = stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.unreadable[kProject] = 4;
        const auto stopped = stage.execute();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Registry);
        QVERIFY(stopped.error().what.contains(u"1 steps"));
        QCOMPARE(stage.state(odd), StepState::Planned);
        QCOMPARE(stage.state(good), StepState::Done);
        QCOMPARE(stage.runState(), RunState::Paused);
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(odd), StepState::Done);
    }

    void manyOddPagesDoStopTheRun()
    {
        Stage stage;
        for (int i = 0; i < 20; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i));
            stage.registry.unreadable[stage.plan.steps.back().subject] = 99;
        }
        QVERIFY(!stage.execute());
        QCOMPARE(stage.registry.reads, 5 * 4);
    }

    void anUncertainStepThatCannotBeReadStaysUncertain()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {Fate::UnknownDone};
        stage.registry.beforeSend = [&](const Subject&) { stage.registry.unreadable[kProject] = 4; };
        QVERIFY(!stage.execute());
        QCOMPARE(stage.state(step), StepState::Unknown);
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(step), StepState::Done);
        QCOMPARE(stage.registry.sent.size(), 1U);
    }

    void tooManyUnknownsInARowPauseTheRun()
    {
        Stage stage;
        for (int i = 0; i < 10; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i));
            stage.registry.fates[stage.plan.steps.back().subject] = {Fate::UnknownNot};
        }
        const auto stopped = stage.execute();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Registry);
        QVERIFY(stopped.error().what.contains(u"5 steps in a row"));
        QCOMPARE(stage.registry.sent.size(), 5U);
        QCOMPARE(stage.runState(), RunState::Paused);
        stage.registry.fates.clear();
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 10);
    }

    void manyRefusalsPauseTheRun()
    {
        Stage stage;
        for (int i = 0; i < 60; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i));
            stage.registry.fates[stage.plan.steps.back().subject] = {Fate::Rejected};
        }
        QVERIFY(!stage.execute());
        QCOMPARE(stage.registry.sent.size(), 25U);
    }
};

QTEST_GUILESS_MAIN(TestInterruptions)
#include "tst_interruptions.moc"
