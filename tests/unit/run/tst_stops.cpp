// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ledger/ledger.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"
#include "tests/unit/run/executor_checks.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;

class TestStops : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

QTEST_GUILESS_MAIN(TestStops)
#include "tst_stops.moc"
