// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ledger/ledger.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"
#include "tests/unit/run/fake_registry.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;

namespace {

const Subject kProject = projectSubject(u"zzfx-a");
const Subject kAccount = accountSubject(u"zzfx-eve");

/// I2, I3, I8: the ledger tells every transition, and nothing happened without an intent before.
void checkLedger(const Stage& stage)
{
    const auto verdict = verifyLedger(stage.journal);
    CORDON_VERIFY(verdict);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
    for (std::size_t i = 0; i < stage.plan.steps.size(); ++i) {
        const QString path = stage.path(static_cast<int>(i));
        QVERIFY2(!path.contains(u'!'), qPrintable(path));
        QVERIFY2(path.endsWith(word(stage.state(static_cast<int>(i)))), qPrintable(path));
        const auto effects = stage.registry.effects.find(stage.plan.steps[i].subject);
        if (effects != stage.registry.effects.end() && effects->second > 0) {
            QVERIFY2(path.contains(u"INTENT"), qPrintable(path));
        }
    }
}

} // namespace

class TestExecutor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanIsCarriedOut()
    {
        Stage stage;
        const int ban = stage.add(Verb::Ban, kAccount, u"active"_s);
        const int quarantine = stage.addQuarantine(u"zzfx-a"_s);
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 2);
        QCOMPARE(stage.runState(), RunState::Finished);
        QVERIFY(stage.journal.runRows.back().finished);
        QCOMPARE(stage.thing(kAccount).state, u"frozen"_s);
        QCOMPARE(stage.thing(kProject).state, u"quarantine-enter"_s);
        QCOMPARE(stage.path(ban), u"PLANNED>INTENT>ACCEPTED>DONE"_s);
        QCOMPARE(stage.row(ban).before, u"active"_s);
        QCOMPARE(stage.row(ban).attributedTo, u"nora"_s);
        QCOMPARE(stage.row(ban).attempts, 1);
        QCOMPARE(stage.row(quarantine).attributedTo, u"nora"_s);
        QCOMPARE(stage.journal.transactions, 4); // intent and outcome, nothing else waits for the disk
        QCOMPARE(stage.journal.heads.size(), 2U);
        QCOMPARE(stage.journal.heads[0].verb, Verb::Ban);
        QCOMPARE(stage.journal.heads[0].run, stage.run);
        QCOMPARE(stage.journal.attemptRows.size(), 2U);
        QCOMPARE(stage.journal.attemptRows[0].classified, u"accepted"_s);
        QCOMPARE(stage.journal.attemptRows[0].httpStatus, 303);
        QCOMPARE(stage.events.back().totals.done, 2);
        QCOMPARE(stage.time.slept.count(), 0);
        checkLedger(stage);

        // One plan, one run: again changes nothing, asks nothing.
        const auto sent = stage.registry.sent.size();
        const auto ledger = stage.journal.ledger.size();
        const int reads = stage.registry.reads;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.registry.sent.size(), sent);
        QCOMPARE(stage.registry.reads, reads);
        QCOMPARE(stage.journal.ledger.size(), ledger);
    }

    void whatIsThereAlreadyIsNotSent()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.things[kProject].state = u"quarantine-enter"_s;
        stage.registry.things[kProject].changedBy = u"olga"_s;
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->already, 1);
        QCOMPARE(stage.state(step), StepState::Already);
        QCOMPARE(stage.row(step).attributedTo, u"olga"_s);
        QVERIFY(stage.registry.sent.empty());
        QVERIFY(stage.journal.heads.empty());
    }

    void whatChangedIsLeftForAPerson_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("word");
        QTest::newRow("gone") << u"gone"_s << u"gone"_s;
        QTest::newRow("re-registered") << u"since"_s << u"not the one"_s;
        QTest::newRow("archived") << u"archived"_s << u"archived"_s;
        QTest::newRow("a new maintainer") << u"holder"_s << u"maria"_s;
    }
    void whatChangedIsLeftForAPerson()
    {
        QFETCH(QString, change);
        QFETCH(QString, word);
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s, {u"zzfx-eve"_s});
        if (change == u"gone") {
            stage.registry.things.erase(kProject);
        } else if (change == u"since") {
            stage.registry.things[kProject].since = day(3);
        } else if (change == u"archived") {
            stage.registry.things[kProject].state = u"archived"_s;
        } else {
            stage.registry.things[kProject].holders.push_back(u"maria"_s);
        }
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->skipped, 1);
        QCOMPARE(stage.state(step), StepState::Stale);
        QVERIFY2(stage.row(step).note.contains(word), qPrintable(stage.row(step).note));
        QVERIFY(stage.registry.sent.empty());
        QCOMPARE(stage.runState(), RunState::Finished);
    }

    void anUnknownIsResolvedByReading_data()
    {
        QTest::addColumn<int>("fate");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("by");
        QTest::newRow("it happened") << static_cast<int>(Fate::UnknownDone) << u"PLANNED>INTENT>UNKNOWN>DONE"_s
                                     << u"nora"_s;
        QTest::newRow("it did not") << static_cast<int>(Fate::UnknownNot)
                                    << u"PLANNED>INTENT>UNKNOWN>PLANNED>INTENT>ACCEPTED>DONE"_s << u"nora"_s;
        QTest::newRow("it happened late")
            << static_cast<int>(Fate::UnknownLate) << u"PLANNED>INTENT>UNKNOWN>DONE"_s << u"nora"_s;
        QTest::newRow("yes, and nothing done")
            << static_cast<int>(Fate::AcceptedOnly) << u"PLANNED>INTENT>ACCEPTED>UNKNOWN>PLANNED>INTENT>ACCEPTED>DONE"_s
            << u"nora"_s;
        QTest::newRow("not readable at once")
            << static_cast<int>(Fate::WorksUnreadable) << u"PLANNED>INTENT>ACCEPTED>UNKNOWN>DONE"_s << u"nora"_s;
    }
    void anUnknownIsResolvedByReading()
    {
        QFETCH(int, fate);
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {static_cast<Fate>(fate)};
        stage.registry.onRead = [&] { stage.registry.lateComes = stage.time.slept > 100s; };
        CORDON_VERIFY(stage.execute());
        QTEST(stage.path(step), "path");
        QTEST(stage.row(step).attributedTo, "by");
        QCOMPARE(stage.registry.effects[kProject], 1);
        QVERIFY(stage.time.slept >= 180s); // never before quiescence
        QCOMPARE(stage.runState(), RunState::Finished);
        checkLedger(stage);
    }

    void withoutAJournalAnUnknownStaysUnproven()
    {
        Stage stage;
        const int lost = stage.add(Verb::Ban, kAccount, u"active"_s);
        const int twice = stage.add(Verb::Ban, accountSubject(u"zzfx-bob"), u"active"_s);
        stage.registry.fates[kAccount] = {Fate::UnknownDone};
        stage.registry.fates[accountSubject(u"zzfx-bob")] = {Fate::UnknownNot};
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(lost), StepState::Done);
        QCOMPARE(stage.row(lost).attributedTo, u"nora (unproven)"_s);
        QCOMPARE(stage.state(twice), StepState::Done);
        QCOMPARE(stage.row(twice).attributedTo, u"nora (unproven)"_s);
        QCOMPARE(stage.row(twice).attempts, 2);
    }

    void whatSomebodyElseDidIsNotClaimed()
    {
        Stage stage;
        const int lost = stage.addQuarantine(u"zzfx-a"_s);
        const int raced = stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.fates[kProject] = {Fate::UnknownNot};
        stage.registry.fates[projectSubject(u"zzfx-b")] = {Fate::AcceptedOnly};
        stage.registry.beforeSend = [&](const Subject& subject) {
            stage.registry.things[subject].state = u"quarantine-enter"_s;
            stage.registry.things[subject].changedBy = u"olga"_s;
        };
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->already, 2);
        QCOMPARE(stage.path(lost), u"PLANNED>INTENT>UNKNOWN>DONE_BY_OTHER"_s);
        QCOMPARE(stage.path(raced), u"PLANNED>INTENT>ACCEPTED>DONE_BY_OTHER"_s);
        QCOMPARE(stage.row(lost).attributedTo, u"olga"_s);
        QVERIFY(stage.journal.heads.empty());
    }

    void afterTheLastAttemptAStepIsParked()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {Fate::UnknownNot, Fate::AcceptedOnly, Fate::UnknownNot};
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->parked, 1);
        QCOMPARE(stage.row(step).attempts, 3);
        QVERIFY(stage.row(step).note.contains(u"3 attempts"));
        QCOMPARE(stage.runState(), RunState::Finished);
        QCOMPARE(stage.registry.sent.size(), 3U);
        QCOMPARE(stage.journal.attemptRows.size(), 3U);
        checkLedger(stage);
    }

    void aSubjectThatVanishesWhileUncertainIsParked()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {Fate::UnknownNot};
        stage.registry.beforeSend = [&](const Subject& subject) { stage.registry.things.erase(subject); };
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(step), StepState::Parked);
        QVERIFY(stage.row(step).note.contains(u"gone"));
    }

    void whileOneIsUncertainTheOthersGoOn()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        for (int i = 0; i < 5; ++i) {
            stage.addQuarantine(u"zzfx-b%1"_s.arg(i));
        }
        stage.registry.fates[kProject] = {Fate::UnknownNot};
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.registry.sent.size(), 7U);
        QCOMPARE(stage.registry.sent.front(), kProject);
        QCOMPARE(stage.registry.sent.back(), kProject);
        QCOMPARE(stage.time.slept, 180s);
    }

    void aRefusalIsFinal()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {Fate::Rejected};
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->failed, 1);
        QCOMPARE(stage.path(step), u"PLANNED>INTENT>REJECTED"_s);
        QVERIFY(stage.row(step).note.contains(u"Not allowed"));
        QCOMPARE(stage.registry.sent.size(), 1U);
    }

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

    void aCrashLeavesNothingDoubled_data()
    {
        QTest::addColumn<bool>("happened");
        QTest::newRow("it had happened") << true;
        QTest::newRow("it had not") << false;
    }
    void aCrashLeavesNothingDoubled()
    {
        QFETCH(bool, happened);
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {happened ? Fate::Works : Fate::UnknownNot};
        // The intent is written; the outcome never comes to the disk.
        stage.journal.allows = [](const std::vector<StepChange>& changes) {
            return changes.back().row.state == StepState::Intent;
        };
        const auto crashed = stage.execute();
        QVERIFY(!crashed);
        QCOMPARE(crashed.error().kind, ErrorKind::Io);
        QCOMPARE(stage.state(step), StepState::Intent);
        QCOMPARE(stage.runState(), RunState::Running);

        stage.journal.allows = {};
        stage.journal.broken = false;
        const Instant restarted = stage.time.now;
        CORDON_VERIFY(stage.execute());
        QVERIFY(stage.time.now - restarted >= 180s);
        QCOMPARE(stage.state(step), StepState::Done);
        QCOMPARE(stage.registry.effects[kProject], 1);
        QCOMPARE(stage.registry.sent.size(), happened ? 1U : 2U);
        QVERIFY(stage.path(step).startsWith(u"PLANNED>INTENT>UNKNOWN>"));
        checkLedger(stage);
    }

    void withoutAnIntentOnDiskNothingIsSent()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.journal.allows = [](const std::vector<StepChange>&) { return false; };
        const auto stopped = stage.execute();
        QVERIFY(!stopped);
        QVERIFY(stage.registry.sent.empty());
        QCOMPARE(stage.state(0), StepState::Planned);
    }

    void crashUnknownsDoNotOpenTheBreaker()
    {
        Stage stage;
        for (int i = 0; i < 8; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i));
        }
        stage.begin();
        for (StepRow& row : stage.journal.stepRows) {
            row.state = row.ordinal % 2 == 0 ? StepState::Intent : StepState::Accepted;
            row.attempts = 1;
        }
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 8);
    }

    void aTimeFromAWrongClockIsNotWaitedFor()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.begin();
        stage.journal.stepRows[0].state = StepState::Unknown;
        stage.journal.stepRows[0].notBefore = stage.time.now + std::chrono::days(3650);
        CORDON_VERIFY(stage.execute());
        QVERIFY(stage.time.slept <= 1h);
    }

    void aPauseBeginsNothingNewAndEndsWhatIsUnderWay()
    {
        Stage stage;
        const int first = stage.addQuarantine(u"zzfx-a"_s);
        const int second = stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.beforeSend = [&](const Subject&) { stage.pause.request_stop(); };
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(stage.state(first), StepState::Done);
        QCOMPARE(stage.state(second), StepState::Planned);
        QCOMPARE(totals->waiting, 1);
        QCOMPARE(stage.runState(), RunState::Paused);
        stage.pause = std::stop_source();
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(second), StepState::Done);
        QCOMPARE(stage.registry.sent.size(), 2U);
    }

    void aPauseDuringTheReadBeforeSendsNothing()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.onRead = [&] { stage.pause.request_stop(); };
        CORDON_VERIFY(stage.execute());
        QVERIFY(stage.registry.sent.empty());
        QCOMPARE(stage.state(0), StepState::Planned);
        QCOMPARE(stage.runState(), RunState::Paused);
    }

    void aPauseDoesNotWaitForQuiescence()
    {
        Stage stage;
        const int step = stage.addQuarantine(u"zzfx-a"_s);
        stage.registry.fates[kProject] = {Fate::UnknownDone};
        stage.registry.beforeSend = [&](const Subject&) { stage.pause.request_stop(); };
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->uncertain, 1);
        QCOMPARE(stage.state(step), StepState::Unknown);
        QCOMPARE(stage.time.slept.count(), 0);
        QCOMPARE(stage.row(step).notBefore, std::optional<Instant>(stage.time.now + 180s));
    }

    void thePaceIsKept()
    {
        Stage stage;
        for (int i = 0; i < 10; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i));
        }
        stage.settings.mutationsPerSecond = 2;
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.time.slept, 4500ms);
    }

    void aRunOfAnotherPlanIsRefused()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.begin();
        stage.plan.selection = u"another"_s;
        const auto refused = stage.execute();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Integrity);
        stage.run = RunId{9};
        QCOMPARE(stage.execute().error().kind, ErrorKind::Usage);
        QCOMPARE(cancelRest(stage.journal, RunId{9}, stage.plan, u"nora"_s, day(50)).error().kind, ErrorKind::Usage);
        QVERIFY(stage.registry.sent.empty());
    }

    void cancelLeavesWhatMayHaveHappened()
    {
        Stage stage;
        const int unknown = stage.addQuarantine(u"zzfx-a"_s);
        const int planned = stage.addQuarantine(u"zzfx-b"_s);
        stage.registry.fates[kProject] = {Fate::UnknownDone};
        stage.registry.beforeSend = [&](const Subject&) { stage.pause.request_stop(); };
        CORDON_VERIFY(stage.execute());
        const auto totals = cancelRest(stage.journal, stage.run, stage.plan, u"nora"_s, stage.time.now);
        CORDON_VERIFY(totals);
        QCOMPARE(stage.state(unknown), StepState::Unknown);
        QCOMPARE(stage.state(planned), StepState::Cancelled);
        QCOMPARE(stage.runState(), RunState::Paused); // one is still to be read
        stage.pause = std::stop_source();
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(unknown), StepState::Done);
        QCOMPARE(stage.runState(), RunState::Cancelled);
        QCOMPARE(stage.registry.sent.size(), 1U);
        const auto again = cancelRest(stage.journal, stage.run, stage.plan, u"nora"_s, stage.time.now);
        CORDON_VERIFY(again);
        QCOMPARE(again->skipped, 1);
        checkLedger(stage);
    }

    void cancelOfAWholeRunEndsIt()
    {
        Stage stage;
        stage.addQuarantine(u"zzfx-a"_s);
        stage.begin();
        CORDON_VERIFY(cancelRest(stage.journal, stage.run, stage.plan, u"nora"_s, stage.time.now));
        QCOMPARE(stage.runState(), RunState::Cancelled);
        CORDON_VERIFY(stage.execute());
        QVERIFY(stage.registry.sent.empty());
    }

    void aRemovedProjectIsRecognisedByItsAbsence()
    {
        Stage stage;
        const int step = stage.add(Verb::Remove, kProject, u"active"_s);
        const int lost = stage.add(Verb::Remove, projectSubject(u"zzfx-b"), u"active"_s);
        stage.registry.fates[projectSubject(u"zzfx-b")] = {Fate::UnknownDone};
        CORDON_VERIFY(stage.execute());
        QCOMPARE(stage.state(step), StepState::Done);
        QCOMPARE(stage.row(step).attributedTo, u"nora"_s);
        QCOMPARE(stage.state(lost), StepState::Done);
    }

    void aCampaignSizedRunTakesSeconds()
    {
        Stage stage;
        for (int i = 0; i < 1'780; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i, 4, 10, QChar(u'0')));
        }
        QElapsedTimer timer;
        timer.start();
        const auto totals = stage.execute();
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 1'780);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }

    void theRealJournalCarriesARunOverARestart()
    {
        QTemporaryDir dir;
        CORDON_VERIFY(Workspace::create(dir.filePath(u"ws"_s)));
        Stage stage;
        for (int i = 0; i < 30; ++i) {
            stage.addQuarantine(u"zzfx-%1"_s.arg(i, 2, 10, QChar(u'0')));
        }
        RunId run;
        {
            const auto workspace = Workspace::open(dir.filePath(u"ws"_s), Access::ReadWrite);
            CORDON_VERIFY(workspace);
            JournalStore& journal = (*workspace)->journal();
            LedgerEntry kept;
            const auto plan =
                journal.keepPlan({{}, planHash(stage.plan), planBytes(stage.plan), day(40)}, encode(kept));
            CORDON_VERIFY(plan);
            kept.kind = EntryKind::RunBegun;
            const auto begun = journal.beginRun({{},
                                                 *plan,
                                                 planHash(stage.plan),
                                                 u"http://127.0.0.1:1"_s,
                                                 RunState::Running,
                                                 day(40),
                                                 std::nullopt,
                                                 u"nora"_s},
                                                30, encode(kept));
            CORDON_VERIFY(begun);
            run = *begun;
            int seen = 0;
            stage.registry.beforeSend = [&](const Subject&) {
                if (++seen == 11) {
                    stage.pause.request_stop();
                }
            };
            Executor executor(journal, stage.registry, stage.time.clock(), {}, {}, stage.time.sleep());
            const auto totals = executor.execute(run, stage.plan, Identity{u"nora"_s, true}, stage.pause.get_token());
            CORDON_VERIFY(totals);
            QCOMPARE(totals->done, 11);
            stage.registry.beforeSend = {};
        }
        const auto workspace = Workspace::open(dir.filePath(u"ws"_s), Access::ReadWrite);
        CORDON_VERIFY(workspace);
        JournalStore& journal = (*workspace)->journal();
        Executor executor(journal, stage.registry, stage.time.clock(), {}, {}, stage.time.sleep());
        const auto totals = executor.execute(run, stage.plan, Identity{u"nora"_s, true}, {});
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 30);
        QCOMPARE(stage.registry.sent.size(), 30U);
        const auto row = journal.run(run);
        CORDON_VERIFY(row);
        QCOMPARE((*row)->state, RunState::Finished);
        const auto verdict = verifyLedger(journal);
        CORDON_VERIFY(verdict);
        QVERIFY2(verdict->ok, qPrintable(verdict->why));
        // plan, begin, three transitions a step, paused, running, finished
        QCOMPARE(verdict->entries, 2U + 30U * 3U + 3U);
        const auto heads = journal.decisions();
        CORDON_VERIFY(heads);
        QCOMPARE(heads->size(), 30U);
    }

    void manyFaultsDoubleAndLoseNothing()
    {
        QRandomGenerator random(20250715);
        for (int round = 0; round < 60; ++round) {
            Stage stage;
            stage.settings.breakerUnknowns = 50;
            for (int i = 0; i < 20; ++i) {
                stage.addQuarantine(u"zzfx-%1"_s.arg(i, 2, 10, QChar(u'0')));
                auto& fates = stage.registry.fates[stage.plan.steps.back().subject];
                for (int f = random.bounded(3); f > 0; --f) {
                    fates.push_back(
                        static_cast<Fate>(random.bounded(int{static_cast<int>(Fate::WorksUnreadable)} + 1)));
                }
            }
            stage.registry.lateComes = true;
            int sittings = 0;
            do {
                // The disk, and so the program, gives up at a random write.
                int left = random.bounded(40);
                stage.journal.allows = [&left, &sittings](const std::vector<StepChange>&) {
                    return sittings > 30 || --left > 0;
                };
                stage.journal.broken = false;
                stage.registry.loggedOut = false;
                static_cast<void>(stage.execute());
                QVERIFY(++sittings < 200);
            } while (stage.runState() != RunState::Finished);
            for (std::size_t i = 0; i < stage.plan.steps.size(); ++i) {
                const Subject& subject = stage.plan.steps[i].subject;
                const StepState state = stage.state(static_cast<int>(i));
                const int effects = stage.registry.effects[subject];
                QVERIFY2(effects <= 1, qPrintable(stage.path(static_cast<int>(i))));
                QCOMPARE(effects == 1, stage.registry.things[subject].state == u"quarantine-enter"_s);
                QCOMPARE(effects == 1, state == StepState::Done || state == StepState::DoneByOther);
            }
            checkLedger(stage);
        }
    }
};

QTEST_GUILESS_MAIN(TestExecutor)
#include "tst_executor.moc"
