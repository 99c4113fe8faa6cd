// SPDX-License-Identifier: Apache-2.0
#include "core/actions/apply.h"
#include "core/actions/ledger.h"
#include "core/actions/protect.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

/// What was done, step by step, and the record of it.
class TestRunsLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsAreListedNewestFirstWithWhoTookThemBack()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        const auto first = shop.run(*plan, registry);
        CORDON_VERIFY(first);
        const auto reversal =
            makeReversal(*shop.session, {*first, {}, u"They were hacked."_s, {}}, clockAt(u"2025-07-25T00:00:00Z"_s));
        CORDON_VERIFY(reversal);
        QCOMPARE(reversal->why.policy, u"reversal"_s);
        QCOMPARE(reversal->why.author, desktopUser());
        const auto second = shop.run(*reversal, registry);
        CORDON_VERIFY(second);

        const auto runs = listRuns(*shop.session);
        CORDON_VERIFY(runs);
        QCOMPARE(runs->size(), 2U);
        QCOMPARE(runs->at(0).id, *second);
        QVERIFY(runs->at(0).reversal);
        QCOMPARE(runs->at(0).title, u"reversal: clear, reinstate"_s);
        QVERIFY(!runs->at(0).reversedBy);
        QCOMPARE(runs->at(1).title, u"quarantine, ban of wave"_s);
        QCOMPARE(runs->at(1).state, u"finished"_s);
        QCOMPARE(runs->at(1).planHash, hex(planHash(*plan)));
        QCOMPARE(runs->at(1).actor, u"nora"_s);
        QCOMPARE(runs->at(1).registry, kOrigin);
        QCOMPARE(runs->at(1).totals.done, 6);
        QVERIFY(runs->at(1).finished.has_value());
        QCOMPARE(runs->at(1).reversedBy, std::optional(*second));
        QCOMPARE(registry.things[accountSubject(u"spam1")].state, u"active"_s);
        QCOMPARE(registry.things[accountSubject(u"amber")].state, u"active"_s);
    }

    void stepsStandInThePlansOrder()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        registry.things[accountSubject(u"spam2")].state = u"frozen"_s;
        registry.fates[projectSubject(u"spam-c")] = {Fate::Rejected};
        const auto run = shop.run(*plan, registry);
        CORDON_VERIFY(run);
        const auto steps = runSteps(*shop.session, *run);
        CORDON_VERIFY(steps);
        QCOMPARE(steps->size(), plan->steps.size());
        for (std::size_t i = 0; i < steps->size(); ++i) {
            QCOMPARE(steps->at(i).step.subject, plan->steps.at(i).subject);
            QCOMPARE(steps->at(i).row.ordinal, static_cast<int>(i));
        }
        QCOMPARE(steps->at(1).row.state, StepState::Already);
        QCOMPARE(steps->at(5).row.state, StepState::Rejected);
    }

    void whatCannotBeTakenBackIsSaid()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto none = makeReversal(*shop.session, {RunId{7}, {}, u"x"_s, {}});
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::BadInput);
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        const auto run = shop.run(*plan, registry);
        CORDON_VERIFY(run);
        const auto noReason = makeReversal(*shop.session, {*run, {}, {}, {}});
        QVERIFY(!noReason);
        QCOMPARE(noReason.error().kind, ErrorKind::BadInput);
        const auto part = makeReversal(*shop.session, {*run, {accountSubject(u"spam1")}, u"x"_s, u"other"_s});
        CORDON_VERIFY(part);
        QCOMPARE(part->why.policy, u"other"_s);
        QVERIFY(std::none_of(part->steps.begin(), part->steps.end(),
                             [](const PlanStep& step) { return step.subject == accountSubject(u"spam1"); }));
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        const auto reader = makeReversal(*shop.session, {*run, {}, u"x"_s, {}});
        QVERIFY(!reader);
        QCOMPARE(reader.error().kind, ErrorKind::NeedsPerson);
    }

    void aBystanderWhoWasNotMadeGoodIsReinstatedByTheReversal_data()
    {
        QTest::addColumn<bool>("cancelled");
        QTest::newRow("paused") << false;
        QTest::newRow("cancelled") << true;
    }
    void aBystanderWhoWasNotMadeGoodIsReinstatedByTheReversal()
    {
        QFETCH(const bool, cancelled);
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        std::stop_source pause;
        registry.beforeSend = [&](const Subject& subject) {
            if (subject == projectSubject(u"spam-a")) {
                pause.request_stop(); // behind the quarantine that freezes amber
            }
        };
        const auto run = shop.run(*plan, registry, pause.get_token());
        CORDON_VERIFY(run);
        QCOMPARE(registry.things[accountSubject(u"amber")].state, u"frozen"_s);
        if (cancelled) {
            CORDON_VERIFY(cancelRun(*shop.session, *run));
        }
        registry.beforeSend = {};
        const auto reversal = makeReversal(*shop.session, {*run, {}, u"They were hacked."_s, {}});
        CORDON_VERIFY(reversal);
        CORDON_VERIFY(shop.run(*reversal, registry));
        QCOMPARE(registry.things[accountSubject(u"amber")].state, u"active"_s);
    }

    void aBystanderWhomAnotherHadFrozenStaysSoWhenTheRunIsReversed()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        registry.things[accountSubject(u"amber")].state = u"frozen"_s;
        const auto run = shop.run(*plan, registry);
        CORDON_VERIFY(run);
        const auto reversal = makeReversal(*shop.session, {*run, {}, u"They were hacked."_s, {}});
        CORDON_VERIFY(reversal);
        CORDON_VERIFY(shop.run(*reversal, registry));
        QCOMPARE(registry.things[accountSubject(u"amber")].state, u"frozen"_s);
        QCOMPARE(registry.things[accountSubject(u"spam1")].state, u"active"_s);
    }

    void whatIsUncertainIsNotCalledUntouched()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        registry.fates[accountSubject(u"spam2")] = {Fate::AuthLost};
        QVERIFY(!shop.run(*plan, registry));
        const auto runs = listRuns(*shop.session);
        CORDON_VERIFY(runs);
        const auto reversal = makeReversal(*shop.session, {runs->front().id, {}, u"x"_s, {}});
        CORDON_VERIFY(reversal);
        const auto remark = std::find_if(reversal->excluded.begin(), reversal->excluded.end(),
                                         [](const Remark& one) { return one.subject == accountSubject(u"spam2"); });
        QVERIFY(remark != reversal->excluded.end());
        QVERIFY2(remark->why.contains(u"not known yet"), qPrintable(remark->why));
    }

    void aRunThatIsNotThereIsSaidSo()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        QVERIFY(!planOfRun(*shop.session, RunId{1}));
        QVERIFY(!runSteps(*shop.session, RunId{1}));
        QVERIFY(!cancelRun(*shop.session, RunId{1}));
        const auto runs = listRuns(*shop.session);
        CORDON_VERIFY(runs);
        QVERIFY(runs->empty());
    }

    void cancellingEndsWhatWasNotBegun()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        const auto run = shop.begin(*plan);
        CORDON_VERIFY(run);
        const auto totals = cancelRun(*shop.session, *run, clockAt(u"2025-07-16T00:00:00Z"_s));
        CORDON_VERIFY(totals);
        QCOMPARE(totals->skipped, 6);
        QCOMPARE(totals->waiting, 0);
        const auto runs = listRuns(*shop.session);
        CORDON_VERIFY(runs);
        QCOMPARE(runs->front().state, u"cancelled"_s);
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        const auto reader = cancelRun(*shop.session, *run);
        QVERIFY(!reader);
        QCOMPARE(reader.error().kind, ErrorKind::NeedsPerson);
    }

    void theLedgerIsReadInWords()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto empty = ledgerLines(*shop.session);
        CORDON_VERIFY(empty);
        QVERIFY(empty->empty());
        const auto plan = shop.plan({Verb::Ban}, u"name:spam1,spam2"_s);
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        registry.fates[accountSubject(u"spam2")] = {Fate::Rejected};
        CORDON_VERIFY(shop.run(*plan, registry));
        CORDON_VERIFY(exportLedgerTo(*shop.session, shop.path(u"ledger.jsonl"_s)));
        const auto lines = ledgerLines(*shop.session);
        CORDON_VERIFY(lines);
        const QString hash = hex(planHash(*plan)).left(12);
        QStringList words;
        for (const LedgerLine& line : *lines) {
            QCOMPARE(line.sequence, static_cast<std::uint64_t>(words.size()) + 1);
            QCOMPARE(line.hash.size(), 64);
            words << line.inWords;
        }
        QCOMPARE(words.first(), u"plan %1 kept by %2"_s.arg(hash, desktopUser()));
        QCOMPARE(words.at(1), u"run of plan %1 begun on %2 by nora"_s.arg(hash, kOrigin));
        QCOMPARE(words.at(2), u"run 1, step 1: ban account Spam1, PLANNED → INTENT (About to be sent.)"_s);
        QVERIFY(words.contains(u"run 1: running → finished"_s));
        QVERIFY2(words.filter(u"INTENT → REJECTED"_s).value(0).endsWith(u"Not allowed.)"_s),
                 qPrintable(words.join(u'\n')));
        QCOMPARE(words.last(), u"ledger as ledger.jsonl exported by %1"_s.arg(desktopUser()));
        const auto last = ledgerLines(*shop.session, 2);
        CORDON_VERIFY(last);
        QCOMPARE(last->size(), 2U);
        QCOMPARE(last->back().inWords, words.last());
        QCOMPARE(ledgerLines(*shop.session, 1'000)->size(), lines->size());
    }

    void anExportVerifiesFromItselfAlone()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(shop.plan());
        const QString path = shop.path(u"ledger.jsonl"_s);
        CORDON_VERIFY(exportLedgerTo(*shop.session, path));
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
        const auto own = verifyWorkspaceLedger(*shop.session);
        const auto file = verifyLedgerAt(path);
        CORDON_VERIFY(own);
        CORDON_VERIFY(file);
        QVERIFY(own->ok && file->ok);
        QCOMPARE(own->head, file->head);
        QCOMPARE(file->entries, 2U); // the plan and the export itself
        writeAll(path, readAll(path).replace("spam", "spim"));
        const auto touched = verifyLedgerAt(path);
        CORDON_VERIFY(touched);
        QVERIFY(!touched->ok);
        QCOMPARE(touched->firstBad, 1U);
        QVERIFY(!touched->why.isEmpty());
    }

    void anExportThatCannotBeWrittenIsSaid()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto unwritten = exportLedgerTo(*shop.session, shop.path(u"no/such/folder/ledger.jsonl"_s));
        QVERIFY(!unwritten);
        QCOMPARE(unwritten.error().kind, ErrorKind::Io);
        const auto unread = verifyLedgerAt(shop.path(u"nowhere"_s));
        QVERIFY(!unread);
        QCOMPARE(unread.error().kind, ErrorKind::BadInput);
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        const auto reader = exportLedgerTo(*shop.session, shop.path(u"ledger.jsonl"_s));
        QVERIFY(!reader);
        QCOMPARE(reader.error().kind, ErrorKind::NeedsPerson);
        QVERIFY(!QFile::exists(shop.path(u"ledger.jsonl"_s)));
    }
};

QTEST_GUILESS_MAIN(TestRunsLedger)
#include "tst_runs_ledger.moc"
