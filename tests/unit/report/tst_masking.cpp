// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/report/incident.h"

using namespace cordon;
using namespace cordon::test;

namespace {

QString everything(const IncidentReport& report)
{
    // Escapes would hide a canary from the search, not from a reader.
    return QString::fromUtf8(toMarkdown(report) + toHtml(report) + toCsv(report) + timelineSvg(report)).remove(u'\\');
}

QString told(const IncidentFacts& facts, ReportLevel level)
{
    return everything(makeReport(facts, level).value());
}

} // namespace

class TestMasking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreWholeAtInternalOnly();
    void machineAddressesGoAtEveryLevel_data();
    void machineAddressesGoAtEveryLevel();
    void whatOnlyLooksLikeAMachineStays_data();
    void whatOnlyLooksLikeAMachineStays();
    void peopleBecomeNumbersAtPublic();
    void namesAreFoundInEverySpelling_data();
    void namesAreFoundInEverySpelling();
    void notesThatMayNameStrangersAreNotPublic();
    void numbersAreStableAndTheSameAllThrough();
    void maskedReportStillAddsUp();
};

void TestMasking::addressesAreWholeAtInternalOnly()
{
    IncidentFacts facts = incident();
    const QString canary = u"canary-7f3a@secret.example"_s;
    facts.title = u"About "_s + canary;
    for (RunFacts& run : facts.runs) {
        run.actor = run.why.author = canary;
        run.why.reason = u"Written to <%1>, answered."_s.arg(canary);
        run.why.evidence = {u"mailto:"_s + canary, u"https://example.org/?u=%1&x=1"_s.arg(canary)};
        run.residue = {canary};
        for (IncidentItem& one : run.items) {
            one.email = one.note = one.owner = canary;
        }
        run.items[0].subject.name = canary;
        for (auto& bystander : run.collateral) {
            bystander.second = canary;
        }
    }
    for (LeftAlone& one : facts.leftAlone) {
        one.email = canary;
        one.why = u"("_s + canary + u")";
    }
    QVERIFY(told(facts, ReportLevel::Internal).contains(u"canary-7f3a@secret.example"));
    for (const ReportLevel level : {ReportLevel::Partner, ReportLevel::Public}) {
        const QString text = told(facts, level);
        QVERIFY2(!text.contains(u"canary-7f3a", Qt::CaseInsensitive), qPrintable(word(level)));
        QVERIFY(text.contains(u"c…@secret.example"));
    }
}

void TestMasking::machineAddressesGoAtEveryLevel_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canary");
    for (const char* address : {"198.51.100.23", "203.0.113.9", "2001:db8::beef", "2001:db8:1:2:3:4:5:6",
                                "::ffff:198.51.100.23", "fe80::1"}) {
        const QString ip = QString::fromLatin1(address);
        QTest::addRow("%s inside", address) << u"signed up from %1, twice"_s.arg(ip) << ip;
        QTest::addRow("%s at the end", address) << u"signed up from %1."_s.arg(ip) << ip;
        QTest::addRow("%s in brackets", address) << u"[%1]"_s.arg(ip) << ip;
        QTest::addRow("%s alone", address) << ip << ip;
    }
}

void TestMasking::machineAddressesGoAtEveryLevel()
{
    QFETCH(const QString, text);
    QFETCH(const QString, canary);
    IncidentFacts facts = incident();
    facts.title = text;
    facts.runs[0].why.reason = text;
    facts.runs[0].why.evidence = {text};
    facts.runs[0].items[0].note = text;
    facts.runs[0].collateral[0].second = text;
    facts.runs[0].residue = {text};
    facts.leftAlone[0].why = text;
    for (const ReportLevel level : {ReportLevel::Internal, ReportLevel::Partner, ReportLevel::Public}) {
        const QString out = told(facts, level);
        QVERIFY2(!out.contains(canary), qPrintable(word(level)));
        QVERIFY(out.contains(u"[IP address withheld]"));
    }
}

void TestMasking::whatOnlyLooksLikeAMachineStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("time") << u"at 10:17:00 sharp"_s;
    QTest::newRow("RFC 3339") << u"2025-06-11T10:17:00Z"_s;
    QTest::newRow("three numbers") << u"version 1.2.3"_s;
    QTest::newRow("too large") << u"300.400.500.600"_s;
    QTest::newRow("colons") << u"a::b means nothing: really"_s.replace(u"a::b"_s, u"std::move"_s);
    QTest::newRow("two colons") << u"x :: y"_s;
}

void TestMasking::whatOnlyLooksLikeAMachineStays()
{
    QFETCH(const QString, text);
    IncidentFacts facts = incident();
    facts.runs[0].why.reason = text;
    QCOMPARE(makeReport(facts, ReportLevel::Internal)->facts.runs[0].why.reason, text);
}

void TestMasking::peopleBecomeNumbersAtPublic()
{
    const IncidentFacts facts = incident();
    const QString partner = told(facts, ReportLevel::Partner);
    QVERIFY(partner.contains(u"kindmaintainer") && partner.contains(u"oldfriend") && partner.contains(u"Old_Project"));
    const QString text = told(facts, ReportLevel::Public);
    for (const QString& hidden :
         {u"kindmaintainer"_s, u"oldfriend"_s, u"Old_Project"_s, u"own-domain"_s, u"07:53"_s, u"03:04:05"_s}) {
        QVERIFY2(!text.contains(hidden, Qt::CaseInsensitive), qPrintable(hidden));
    }
    QVERIFY(text.contains(u"account 1") && text.contains(u"account 2") && text.contains(u"project 1"));
    QVERIFY(text.contains(u"account 2 joined years before"));
    QVERIFY(text.contains(u"bad1") && text.contains(u"p.one")); // those acted on are named
}

void TestMasking::namesAreFoundInEverySpelling_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    QTest::newRow("folded") << u"OldFriend wrote"_s << u"account 2 wrote"_s;
    QTest::newRow("possessive") << u"oldfriend's"_s << u"account 2's"_s;
    QTest::newRow("full stop") << u"by oldfriend."_s << u"by account 2."_s;
    QTest::newRow("joined by a full stop") << u"oldfriend.Then nothing"_s << u"account 2.Then nothing"_s;
    QTest::newRow("in a link") << u"https://registry.example/user/oldfriend/"_s
                               << u"https://registry.example/user/account 2/"_s;
    QTest::newRow("project") << u"old-project and OLD.PROJECT"_s << u"project 1 and project 1"_s;
    QTest::newRow("part of another name") << u"myoldfriendly"_s << u"myoldfriendly"_s;
    QTest::newRow("two in one") << u"oldfriend-kindmaintainer"_s << u"account 2-account 1"_s;
}

void TestMasking::namesAreFoundInEverySpelling()
{
    QFETCH(const QString, text);
    QFETCH(const QString, masked);
    IncidentFacts facts = incident();
    facts.runs[0].why.reason = text;
    QCOMPARE(makeReport(facts, ReportLevel::Public)->facts.runs[0].why.reason, masked);
}

void TestMasking::notesThatMayNameStrangersAreNotPublic()
{
    IncidentFacts facts = incident();
    const QString stranger = u"stranger9 has a role on the project p.one that the plan does not know of."_s;
    facts.runs[0].items[0].note = stranger;
    facts.runs[0].items[0].outcome = u"skipped"_s;
    countAgain(facts);
    QVERIFY(told(facts, ReportLevel::Internal).contains(u"stranger9"));
    QVERIFY(told(facts, ReportLevel::Partner).contains(u"stranger9"));
    const QString text = told(facts, ReportLevel::Public);
    QVERIFY(!text.contains(u"stranger9"));
    QVERIFY(text.contains(u"skipped"));
}

void TestMasking::numbersAreStableAndTheSameAllThrough()
{
    IncidentFacts facts = incident();
    facts.leftAlone.push_back({accountSubject(u"odd name!"), u"inbox.ru"_s, {}, u"odd name! is no name"_s, {}});
    facts.leftAlone.push_back({accountSubject(u"kindmaintainer"), u"inbox.ru"_s, {}, u"a bystander, too"_s, {}});
    IncidentFacts shuffled = facts;
    std::reverse(shuffled.leftAlone.begin(), shuffled.leftAlone.end());
    const IncidentReport one = makeReport(facts, ReportLevel::Public).value();
    const IncidentReport other = makeReport(shuffled, ReportLevel::Public).value();
    QCOMPARE(one.facts.leftAlone[2].subject.name, other.facts.leftAlone[1].subject.name);
    QCOMPARE(one.facts.leftAlone[2].why, u"account 2 is no name"_s);
    QCOMPARE(one.facts.leftAlone[3].subject.name, u"account 1"_s);
    QCOMPARE(one.facts.runs[0].items[6].subject.name, u"account 1"_s);
    QCOMPARE(one.facts.runs[0].collateral[0].first.name, u"account 1"_s);
}

void TestMasking::maskedReportStillAddsUp()
{
    for (const ReportLevel level : {ReportLevel::Internal, ReportLevel::Partner, ReportLevel::Public}) {
        CORDON_VERIFY(reconcile(makeReport(incident(), level).value()));
    }
}

QTEST_GUILESS_MAIN(TestMasking)
#include "tst_masking.moc"
