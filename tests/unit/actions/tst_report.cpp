// SPDX-License-Identifier: Apache-2.0
#include "core/actions/report.h"
#include "tests/unit/actions/workshop.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

/// From a run to the incident report.
class TestReport : public QObject {
    Q_OBJECT

    // A run over everything the spammers have, done by a registry in memory.
    static Result<RunId> doneRun(Workshop& shop, FakeRegistry& registry)
    {
        const auto plan = shop.plan();
        return plan ? shop.run(*plan, registry) : tl::unexpected(plan.error());
    }

private Q_SLOTS:
    void theReportSaysWhatWasDone()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto run = doneRun(shop, registry);
        CORDON_VERIFY(run);
        ReportOrder order;
        order.run = *run;
        order.leftAloneWhy[u"account:honest"_s] = u"years older"_s;
        const auto report = previewReport(*shop.session, order, clockAt(u"2025-07-20T00:00:00Z"_s));
        CORDON_VERIFY(report);
        QCOMPARE(report->accounts, 2);
        QCOMPARE(report->projects, 3);
        QCOMPARE(report->leftAloneAccounts, 1);
        QCOMPARE(report->leftAloneProjects, 1);
        QCOMPARE(report->projectsPerDay.size(), 2U);
        QCOMPARE(report->domains.size(), 1U);
        const IncidentFacts& facts = report->facts;
        QCOMPARE(facts.tlp, u"TLP:AMBER+STRICT"_s);
        QCOMPARE(facts.firstReport, parseInstant(u"2025-06-19T00:00:00Z"));
        QCOMPARE(formatInstant(facts.madeAt), u"2025-07-20T00:00:00Z"_s);
        QCOMPARE(facts.runs.size(), 1U);
        QCOMPARE(facts.runs.front().items.size(), 6U);
        QCOMPARE(facts.runs.front().items.front().email, u"a@Inbox.RU"_s);
        QCOMPARE(facts.runs.front().collateral.size(), 1U);
        QVERIFY(facts.runs.front().collateral.front().second.endsWith(u"; made good"_s));
        QCOMPARE(facts.leftAlone.front().why, u"years older"_s);
        QCOMPARE(facts.leftAlone.back().why, u"not in the selection"_s);
        QCOMPARE(facts.counted.at(u"done"_s), 6);
    }

    void aReversalIsToldBesideItsRunFromEitherEnd()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto run = doneRun(shop, registry);
        CORDON_VERIFY(run);
        const auto reversal = makeReversal(*shop.session, {*run, {}, u"Hacked."_s, {}});
        CORDON_VERIFY(reversal);
        const auto back = shop.run(*reversal, registry);
        CORDON_VERIFY(back);
        for (const RunId asked : {*run, *back}) {
            ReportOrder order;
            order.run = asked;
            const auto report = previewReport(*shop.session, order);
            CORDON_VERIFY(report);
            QCOMPARE(report->facts.runs.size(), 2U);
            QCOMPARE(report->facts.runs.at(0).id, run->value);
            QCOMPARE(report->facts.runs.at(1).id, back->value);
            QCOMPARE(report->accounts, 2);
        }
    }

    void everyOutcomeHasItsWord()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        registry.things[accountSubject(u"spam1")].state = u"frozen"_s;
        registry.things[projectSubject(u"spam-b")].state = u"archived"_s;
        registry.fates[projectSubject(u"spam-c")] = {Fate::Rejected};
        const auto run = shop.run(*plan, registry);
        CORDON_VERIFY(run);
        ReportOrder order;
        order.run = *run;
        const auto report = previewReport(*shop.session, order);
        CORDON_VERIFY(report);
        const auto& counted = report->facts.counted;
        QCOMPARE(counted.at(u"already"_s), 1);
        QCOMPARE(counted.at(u"skipped"_s), 1);
        QCOMPARE(counted.at(u"failed"_s), 1);
        QCOMPARE(counted.at(u"done"_s), 3);
    }

    void whatAnotherRunActedOnWasNotLeftAlone()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto first = shop.plan({Verb::Ban, Verb::Quarantine}, u"name:spam2,spam-c"_s);
        CORDON_VERIFY(first);
        const auto earlier = shop.run(*first, registry);
        CORDON_VERIFY(earlier);
        const auto second = shop.plan({Verb::Ban}, u"name:spam1"_s);
        CORDON_VERIFY(second);
        ReportOrder order;
        order.run = shop.run(*second, registry).value_or(RunId{});
        const auto report = previewReport(*shop.session, order);
        CORDON_VERIFY(report);
        QCOMPARE(report->leftAloneAccounts, 1); // honest, and not spam2
        QCOMPARE(report->leftAloneProjects, 3); // and not spam-c
        // Once it is taken back, it is left alone after all.
        const auto reversal = makeReversal(*shop.session, {*earlier, {}, u"Hacked."_s, {}});
        CORDON_VERIFY(reversal);
        CORDON_VERIFY(shop.run(*reversal, registry));
        QCOMPARE(previewReport(*shop.session, order)->leftAloneAccounts, 2);
    }

    void aBystanderIsMadeGoodOnlyWhereThatHappened()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        FakeRegistry registry = shop.registry();
        registry.fates[accountSubject(u"amber")] = {Fate::Rejected};
        ReportOrder order;
        order.run = shop.run(*plan, registry).value_or(RunId{});
        const auto report = previewReport(*shop.session, order);
        CORDON_VERIFY(report);
        const QString told = report->facts.runs.front().collateral.front().second;
        QVERIFY2(told.endsWith(u"; not made good (step failed)"), qPrintable(told));
    }

    void aRunThatHasNotBegunIsToldAsWaiting()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto plan = shop.plan();
        CORDON_VERIFY(plan);
        const auto run = shop.begin(*plan);
        CORDON_VERIFY(run);
        ReportOrder order;
        order.run = *run;
        const auto report = previewReport(*shop.session, order);
        CORDON_VERIFY(report);
        QCOMPARE(report->facts.counted.at(u"waiting"_s), 6);
    }

    void filesHaveGeneratedNamesAndBelongToTheirOwner()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto run = doneRun(shop, registry);
        CORDON_VERIFY(run);
        ReportOrder order;
        order.run = *run;
        order.folder = shop.path(u"out/of/nothing"_s);
        const auto written = writeReport(*shop.session, order, clockAt(u"2025-07-20T00:00:00Z"_s));
        CORDON_VERIFY(written);
        QStringList names;
        for (const ReportFile& file : written->files) {
            names << file.name;
            const QString path = order.folder + u'/' + file.name;
            QCOMPARE(file.sha256, hex(sha256(readAll(path))));
            QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                     QFileDevice::Permissions());
        }
        QCOMPARE(names, QStringList({u"incident-2025-07-11-run-1.md"_s, u"incident-2025-07-11-run-1.html"_s,
                                     u"incident-2025-07-11-run-1.csv"_s}));
        // The ledger was told first, so the report's head covers its own export.
        QVERIFY(shop.ledgerKinds().endsWith(u" exported"_s));
        const auto head = shop.journal().ledgerHead();
        CORDON_VERIFY(head);
        QCOMPARE(written->ledgerHead, hex((*head)->hash));
        QVERIFY(readAll(order.folder + u'/' + names.first()).contains(written->ledgerHead.toLatin1()));
    }

    void addressesLeaveOnlyAtTheInternalLevel_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("label");
        QTest::addColumn<bool>("addresses");
        QTest::newRow("internal") << int(ReportLevel::Internal) << u"TLP:AMBER+STRICT"_s << true;
        QTest::newRow("partner") << int(ReportLevel::Partner) << u"TLP:AMBER"_s << false;
        QTest::newRow("public") << int(ReportLevel::Public) << u"TLP:CLEAR"_s << false;
    }
    void addressesLeaveOnlyAtTheInternalLevel()
    {
        QFETCH(const int, level);
        QFETCH(const QString, label);
        QFETCH(const bool, addresses);
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto run = doneRun(shop, registry);
        CORDON_VERIFY(run);
        ReportOrder order;
        order.run = *run;
        order.level = static_cast<ReportLevel>(level);
        order.folder = shop.path(u"out"_s);
        const auto written = writeReport(*shop.session, order);
        CORDON_VERIFY(written);
        QCOMPARE(written->report.facts.tlp, label);
        for (const ReportFile& file : written->files) {
            const QByteArray bytes = readAll(order.folder + u'/' + file.name);
            QVERIFY2(bytes.contains("a@Inbox.RU") == addresses, qPrintable(file.name));
        }
    }

    void whatCannotBeReportedIsSaidAndWritesNothing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("no run") << u"no run"_s << int(ErrorKind::BadInput);
        QTest::newRow("a later format") << u"pdf"_s << int(ErrorKind::Usage);
        QTest::newRow("no format") << u"no format"_s << int(ErrorKind::Usage);
        QTest::newRow("not a label") << u"TLP:WHITE"_s << int(ErrorKind::Usage);
        QTest::newRow("a label that gives addresses away") << u"TLP:CLEAR"_s << int(ErrorKind::Usage);
        QTest::newRow("a folder that cannot be made") << u"folder"_s << int(ErrorKind::Io);
        QTest::newRow("a file that cannot be written") << u"file"_s << int(ErrorKind::Io);
        QTest::newRow("read-only") << u"read-only"_s << int(ErrorKind::NeedsPerson);
    }
    void whatCannotBeReportedIsSaidAndWritesNothing()
    {
        QFETCH(const QString, what);
        QFETCH(const int, kind);
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto run = doneRun(shop, registry);
        CORDON_VERIFY(run);
        ReportOrder order;
        order.run = what == u"no run" ? RunId{9} : *run;
        order.folder = shop.path(u"out"_s);
        if (what == u"pdf") {
            order.formats << what;
        } else if (what == u"no format") {
            order.formats.clear();
        } else if (what.startsWith(u"TLP:")) {
            order.tlp = what;
        } else if (what == u"folder") {
            order.folder = shop.file(u"file"_s, "x") + u"/below";
        } else if (what == u"file") {
            QDir().mkpath(order.folder + u"/incident-2025-07-11-run-1.md"_s);
        }
        QVERIFY(what != u"read-only" || shop.reopen(OpenMode::ReadOnly));
        const auto written = writeReport(*shop.session, order);
        QVERIFY(!written);
        QVERIFY2(int(written.error().kind) == kind, qPrintable(written.error().sentence()));
        QVERIFY(QDir(order.folder).entryList(QDir::Files).isEmpty());
    }

    // The journal says one thing and the ledger another: nothing may be written over that.
    void totalsThatDifferAreRefusedWithTheTwoFigures()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        FakeRegistry registry = shop.registry();
        const auto run = doneRun(shop, registry);
        CORDON_VERIFY(run);
        LedgerEntry lie;
        lie.kind = EntryKind::StepChanged;
        lie.at = day(41);
        lie.actor = u"nora"_s;
        lie.run = run->value;
        lie.ordinal = 0;
        lie.from = u"DONE"_s;
        lie.to = u"REJECTED"_s;
        CORDON_VERIFY(shop.journal().appendLedger(encode(lie)));
        const QString before = shop.ledgerKinds();
        ReportOrder order;
        order.run = *run;
        order.folder = shop.path(u"out"_s);
        const auto written = writeReport(*shop.session, order);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Integrity);
        const QString words = written.error().sentence();
        QVERIFY2(words.contains(u'6') && words.contains(u'5'), qPrintable(words));
        QVERIFY(!QFile::exists(order.folder));
        QCOMPARE(shop.ledgerKinds(), before);

        lie.to = u"NONSENSE"_s;
        CORDON_VERIFY(shop.journal().appendLedger(encode(lie)));
        const auto nonsense = previewReport(*shop.session, order);
        QVERIFY(!nonsense);
        QCOMPARE(nonsense.error().kind, ErrorKind::Integrity);
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
