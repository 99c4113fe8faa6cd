// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ledger/ledger.h"
#include "tests/support/support.h"
#include "tests/unit/run/executor_checks.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

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
};

QTEST_GUILESS_MAIN(TestExecutor)
#include "tst_executor.moc"
