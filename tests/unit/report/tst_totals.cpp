// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/report/incident.h"

using namespace cordon;
using namespace cordon::test;

namespace {

using ChangeFacts = std::function<void(IncidentFacts&)>;
using ChangeReport = std::function<void(IncidentReport&)>;

std::vector<QStringList> csv(const QString& path)
{
    std::vector<QStringList> out;
    for (const QByteArray& line : readAll(path).replace('\r', "").split('\n')) {
        if (!line.isEmpty()) {
            out.push_back(QString::fromUtf8(line).split(u','));
        }
    }
    out.erase(out.begin());
    return out;
}

} // namespace

class TestTotals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void totalsAreOfTheFirstRunsOwnSteps();
    void wavesAreCutAfterMoreThanTwelveHours();
    void aTimeThatIsUnknownIsInNoDayAndNoWave();
    void brokenFactsAreRefusedWithBothFigures_data();
    void brokenFactsAreRefusedWithBothFigures();
    void brokenTotalsAreRefusedWithBothFigures_data();
    void brokenTotalsAreRefusedWithBothFigures();
    void withoutARunThereIsNoReport();
    void labels_data();
    void labels();
    void levelsHaveWords();
    void foundingCase();
};

void TestTotals::totalsAreOfTheFirstRunsOwnSteps()
{
    const Result<IncidentReport> report = makeReport(incident(), ReportLevel::Internal);
    CORDON_VERIFY(report);
    QCOMPARE(report->accounts, 3);
    QCOMPARE(report->projects, 4);
    QCOMPARE(report->leftAloneAccounts, 1);
    QCOMPARE(report->leftAloneProjects, 1);
    QVERIFY((report->projectsPerDay ==
             std::vector<std::pair<QString, std::int64_t>>{{u"2025-06-26"_s, 3}, {u"2025-07-10"_s, 1}}));
    QVERIFY((report->accountsPerDay ==
             std::vector<std::pair<QString, std::int64_t>>{{u"2025-06-09"_s, 1}, {u"2025-06-11"_s, 2}}));
    QCOMPARE(report->domains.size(), std::size_t(1));
    QCOMPARE(report->domains[0].second.first, 3);
    QCOMPARE(report->domains[0].second.second, 4);
    QVERIFY(report->firstJoined == at("2025-06-09T09:00:00Z"));
    QVERIFY(report->firstUpload == at("2025-06-26T08:00:00Z"));
}

void TestTotals::wavesAreCutAfterMoreThanTwelveHours()
{
    IncidentFacts facts = incident();
    Result<IncidentReport> report = makeReport(facts, ReportLevel::Internal);
    CORDON_VERIFY(report);
    QCOMPARE(report->waves.size(), std::size_t(2)); // exactly twelve hours do not cut
    QCOMPARE(report->waves[1].accounts, 2);
    facts.runs[0].items[2].time = at("2025-06-11T21:00:00.000001Z");
    report = makeReport(facts, ReportLevel::Internal);
    CORDON_VERIFY(report);
    QCOMPARE(report->waves.size(), std::size_t(3));
}

void TestTotals::aTimeThatIsUnknownIsInNoDayAndNoWave()
{
    IncidentFacts facts = incident();
    facts.runs[0].items[0].time = Instant{};
    facts.runs[0].items[3].time = Instant{};
    const Result<IncidentReport> report = makeReport(facts, ReportLevel::Internal);
    CORDON_VERIFY(report);
    QCOMPARE(report->undatedAccounts, 1);
    QCOMPARE(report->undatedProjects, 1);
    QCOMPARE(report->waves.size(), std::size_t(1));
    const QString text = QString::fromUtf8(toMarkdown(*report));
    QVERIFY(!text.contains(u"1970"));
    QVERIFY(text.contains(u"| unknown | 1 |"));
}

void TestTotals::brokenFactsAreRefusedWithBothFigures_data()
{
    QTest::addColumn<ChangeFacts>("change");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("a step less than the ledger")
        << ChangeFacts([](IncidentFacts& f) { f.runs[0].items.erase(f.runs[0].items.begin() + 3); })
        << u"steps done 6"_s << u"the ledger counts 7"_s;
    QTest::newRow("ledger counts more") << ChangeFacts([](IncidentFacts& f) { ++f.counted[u"failed"_s]; })
                                        << u"steps failed 1"_s << u"the ledger counts 2"_s;
    QTest::newRow("ledger counts nothing")
        << ChangeFacts([](IncidentFacts& f) { f.counted.clear(); }) << u"steps done 7"_s << u"the ledger counts 0"_s;
    QTest::newRow("ledger knows another outcome") << ChangeFacts([](IncidentFacts& f) { f.counted[u"exploded"_s] = 3; })
                                                  << u"steps 10"_s << u"the ledger counts 13"_s;
    QTest::newRow("an outcome without a word") << ChangeFacts([](IncidentFacts& f) {
        f.runs[0].items[0].outcome = u"exploded"_s;
        countAgain(f);
    }) << u"outcomes of run 1 7"_s << u"steps 8"_s;
    QTest::newRow("a step twice") << ChangeFacts([](IncidentFacts& f) {
        f.runs[0].items.push_back(f.runs[0].items[0]);
        countAgain(f);
    }) << u"different steps of run 1 8"_s
                                  << u"steps 9"_s;
    QTest::newRow("two times for one project") << ChangeFacts([](IncidentFacts& f) {
        f.runs[0].items.push_back(item(projectSubject(u"p.one"), Verb::Remove, "2025-06-27T08:00:00Z"));
        countAgain(f);
    }) << u"projects by day 5"_s << u"projects 4"_s;
    QTest::newRow("two times for one account") << ChangeFacts([](IncidentFacts& f) {
        f.runs[0].items.push_back(item(accountSubject(u"bad1"), Verb::Reinstate, "2025-06-10T08:00:00Z"));
        countAgain(f);
    }) << u"accounts by day 4"_s << u"accounts 3"_s;
    QTest::newRow("two domains for one account") << ChangeFacts([](IncidentFacts& f) {
        f.runs[0].items.push_back(item(accountSubject(u"bad1"), Verb::Reinstate, "2025-06-09T09:00:00Z"));
        f.runs[0].items.back().domain = u"mail.ru"_s;
        countAgain(f);
    }) << u"accounts by mail domain 4"_s << u"accounts 3"_s;
    QTest::newRow("left alone twice") << ChangeFacts([](IncidentFacts& f) { f.leftAlone.push_back(f.leftAlone[0]); })
                                      << u"accounts listed as left alone 2"_s << u"accounts left alone 1"_s;
    QTest::newRow("acted on and left alone") << ChangeFacts([](IncidentFacts& f) {
        f.leftAlone.push_back({accountSubject(u"BAD2"), u"inbox.ru"_s, {}, {}, {}});
    }) << u"both acted on and left alone 1"_s << u"expected 0"_s;
}

void TestTotals::brokenFactsAreRefusedWithBothFigures()
{
    QFETCH(const ChangeFacts, change);
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    IncidentFacts facts = incident();
    change(facts);
    const Result<IncidentReport> report = makeReport(facts, ReportLevel::Internal);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Integrity);
    QVERIFY2(report.error().what.contains(one), qPrintable(report.error().sentence()));
    QVERIFY2(report.error().what.contains(other), qPrintable(report.error().sentence()));
}

void TestTotals::brokenTotalsAreRefusedWithBothFigures_data()
{
    QTest::addColumn<ChangeReport>("change");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("accounts") << ChangeReport([](IncidentReport& r) { ++r.accounts; }) << u" 3,"_s << u" 4."_s;
    QTest::newRow("projects") << ChangeReport([](IncidentReport& r) { --r.projects; }) << u" 4,"_s << u" 3."_s;
    QTest::newRow("a day") << ChangeReport([](IncidentReport& r) { ++r.projectsPerDay[0].second; }) << u" 5,"_s
                           << u" 4."_s;
    QTest::newRow("a day missing") << ChangeReport([](IncidentReport& r) { r.accountsPerDay.pop_back(); }) << u" 1,"_s
                                   << u" 3."_s;
    QTest::newRow("a wave") << ChangeReport([](IncidentReport& r) { ++r.waves[0].accounts; }) << u"by wave 4,"_s
                            << u" 3."_s;
    QTest::newRow("domain accounts") << ChangeReport([](IncidentReport& r) { --r.domains[0].second.first; }) << u" 2,"_s
                                     << u" 3."_s;
    QTest::newRow("domain projects") << ChangeReport([](IncidentReport& r) { ++r.domains[0].second.second; })
                                     << u" 5,"_s << u" 4."_s;
    QTest::newRow("undated") << ChangeReport([](IncidentReport& r) { ++r.undatedProjects; }) << u" 5,"_s << u" 4."_s;
    QTest::newRow("left alone accounts") << ChangeReport([](IncidentReport& r) { ++r.leftAloneAccounts; }) << u" 1,"_s
                                         << u" 2."_s;
    QTest::newRow("left alone projects") << ChangeReport([](IncidentReport& r) { --r.leftAloneProjects; }) << u" 1,"_s
                                         << u" 0."_s;
    QTest::newRow("runs") << ChangeReport([](IncidentReport& r) { r.facts.runs.clear(); }) << u" 0,"_s << u" 1."_s;
}

void TestTotals::brokenTotalsAreRefusedWithBothFigures()
{
    QFETCH(const ChangeReport, change);
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    IncidentReport report = makeReport(incident(), ReportLevel::Internal).value();
    CORDON_VERIFY(reconcile(report));
    change(report);
    const Done verdict = reconcile(report);
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().kind, ErrorKind::Integrity);
    QVERIFY2(verdict.error().what.contains(one), qPrintable(verdict.error().what));
    QVERIFY2(verdict.error().what.contains(other), qPrintable(verdict.error().what));
}

void TestTotals::withoutARunThereIsNoReport()
{
    const Result<IncidentReport> report = makeReport({}, ReportLevel::Internal);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::BadInput);
}

void TestTotals::labels_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<ReportLevel>("level");
    QTest::addColumn<QString>("given"); // empty: refused
    QTest::newRow("internal") << QString() << ReportLevel::Internal << u"TLP:AMBER+STRICT"_s;
    QTest::newRow("partner") << QString() << ReportLevel::Partner << u"TLP:CLEAR"_s;
    QTest::newRow("asked for") << u"TLP:RED"_s << ReportLevel::Public << u"TLP:RED"_s;
    QTest::newRow("clear over addresses") << u"TLP:CLEAR"_s << ReportLevel::Internal << QString();
    QTest::newRow("clear over masked ones") << u"TLP:CLEAR"_s << ReportLevel::Partner << u"TLP:CLEAR"_s;
    QTest::newRow("not a label") << u"TLP:PURPLE"_s << ReportLevel::Partner << QString();
    QTest::newRow("not spelled so") << u"tlp:red"_s << ReportLevel::Partner << QString();
}

void TestTotals::labels()
{
    QFETCH(const QString, asked);
    QFETCH(const ReportLevel, level);
    QFETCH(const QString, given);
    IncidentFacts facts = incident();
    facts.tlp = asked;
    const Result<IncidentReport> report = makeReport(facts, level);
    QCOMPARE(report.has_value(), !given.isEmpty());
    if (report) {
        QCOMPARE(report->facts.tlp, given);
    } else {
        QCOMPARE(report.error().kind, ErrorKind::Usage);
    }
}

void TestTotals::levelsHaveWords()
{
    for (const ReportLevel level : {ReportLevel::Internal, ReportLevel::Partner, ReportLevel::Public}) {
        QVERIFY(reportLevelFromWord(word(level)) == level);
    }
    QVERIFY(!reportLevelFromWord(u"secret"));
}

void TestTotals::foundingCase()
{
    CORDON_NEEDS_SHARED(folder, "inboxru-recon");
    std::map<QString, QString> truth, owners;
    for (const QString& file : {u"/truth_accounts.csv"_s, u"/truth_projects.csv"_s}) {
        for (const QStringList& row : csv(folder + file)) {
            truth[row[0]] = row[1];
        }
    }
    IncidentFacts facts = incident();
    RunFacts& run = facts.runs[0];
    facts.runs.resize(1);
    run.items.clear();
    facts.leftAlone.clear();
    std::map<QString, bool> onDomain;
    for (const QStringList& row : csv(folder + u"/accounts.csv"_s)) {
        onDomain[row[0]] = row[1].endsWith(u"@inbox.ru", Qt::CaseInsensitive);
        const QByteArray joined = row[3].toLatin1();
        if (truth[row[0]] == u"campaign") {
            run.items.push_back(item(accountSubject(row[0]), Verb::Ban, joined.constData()));
        } else if (onDomain[row[0]]) {
            facts.leftAlone.push_back(
                {accountSubject(row[0]), u"inbox.ru"_s, row[1], u"honest"_s, at(joined.constData())});
        }
    }
    for (const QStringList& row : csv(folder + u"/projects.csv"_s)) {
        const QByteArray created = row[3].toLatin1();
        if (truth[row[0]] == u"campaign") {
            run.items.push_back(item(projectSubject(row[0]), Verb::Quarantine, created.constData()));
        } else if (onDomain[row[2]]) {
            facts.leftAlone.push_back(
                {projectSubject(row[0]), u"inbox.ru"_s, {}, u"honest"_s, at(created.constData())});
        }
    }
    countAgain(facts);
    const Result<IncidentReport> report = makeReport(facts, ReportLevel::Public);
    CORDON_VERIFY(report);
    QCOMPARE(report->accounts, 254);
    QCOMPARE(report->projects, 1525);
    QCOMPARE(report->leftAloneAccounts, 21);
    QCOMPARE(report->leftAloneProjects, 36);
    QCOMPARE(report->projectsPerDay.size(), std::size_t(9));
    QCOMPARE(report->waves.size(), std::size_t(3));
    QCOMPARE(report->waves[1].accounts, 46);
    QCOMPARE(report->waves[2].accounts, 207);
    const QString text = QString::fromUtf8(toMarkdown(*report));
    QVERIFY(text.contains(u"**1 / 46 / 207** waves"));
    QVERIFY(text.contains(u"First 50 of 1,525, all in the CSV."));
    QVERIFY2(text.contains(u"by then 1,497 of 1,525 projects"), qPrintable(text.left(2000)));
    QVERIFY(text.contains(u"| 2025-06-30 | 740 |"));
    QCOMPARE(toCsv(*report).count("\r\n"), 1 + 254 + 1525 + 21 + 36 + 1); // head, subjects, the bystander
}

QTEST_GUILESS_MAIN(TestTotals)
#include "tst_totals.moc"
