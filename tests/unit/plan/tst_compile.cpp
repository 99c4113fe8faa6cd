// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/plan/world.h"

#include <algorithm>

using namespace cordon;
using namespace cordon::test;

namespace {

const Remark* find(const std::vector<Remark>& remarks, const QString& name)
{
    const auto found =
        std::find_if(remarks.begin(), remarks.end(), [&](const Remark& r) { return r.subject.name == name; });
    return found == remarks.end() ? nullptr : &*found;
}

} // namespace

class TestCompile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsStandBansFirstThenQuarantinesByNormalisedName();
    void bystanderGetsOneReinstateBehindTheLastOfHisProjects();
    void bystandersWhoShareProjectsStandTogether();
    void ownerIsNamedAndNotMadeGood();
    void selectedAccountThatIsFrozenWithItsProjectIsSaid();
    void selectedAccountToBeReinstatedDoesNotEndFrozen();
    void subjectsWithoutWorkAreExcludedWithTheReason_data();
    void subjectsWithoutWorkAreExcludedWithTheReason();
    void protectedSubjectsArePlannedAndListed();
    void removeIsIrreversibleAndNamesWhoLosesAProject();
    void removeBehindQuarantineExpectsTheQuarantine();
    void prohibitNamesTheHonestUsersOfTheDomain();
    void orderOfTheOtherVerbs();
    void refusedOrders_data();
    void refusedOrders();
    void pinIsTheUuidElseTheTime();
    void estimateFollowsThePace();
    void roleHolderUnknownToTheSnapshotCountsAsActive();
};

void TestCompile::stepsStandBansFirstThenQuarantinesByNormalisedName()
{
    Scene scene;
    scene.account(u"Zed"_s);
    scene.account(u"abel"_s);
    scene.project(u"B_two"_s, u"Zed"_s);
    scene.project(u"a.One"_s, u"abel"_s);
    scene.select({projectSubject(u"b-TWO"), accountSubject(u"ZED"), projectSubject(u"A-one"), accountSubject(u"Abel"),
                  accountSubject(u"zed")});
    scene.order.verbs = {Verb::Quarantine, Verb::Ban, Verb::Quarantine};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan), QStringList({u"ban account:abel"_s, u"ban account:Zed"_s, u"quarantine project:a.One"_s,
                                        u"quarantine project:B_two"_s}));
    QVERIFY(plan->verbs == std::vector<Verb>({Verb::Quarantine, Verb::Ban}));
    QCOMPARE(plan->steps[0].expected, u"active"_s);
    QVERIFY(plan->steps[0].inverse == Verb::Reinstate);
    QVERIFY(plan->steps[2].inverse == Verb::Clear);
    QVERIFY(plan->collateral.empty());
    QVERIFY(plan->excluded.empty());
    QVERIFY(!plan->needsSecondPerson());
    QVERIFY(plan->residue.at(0).contains(u"2 projects as quarantine-exit"));
}

void TestCompile::bystanderGetsOneReinstateBehindTheLastOfHisProjects()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.account(u"kind"_s);
    scene.account(u"cold"_s, true);
    scene.project(u"a"_s, u"bad"_s, {u"kind"_s, u"cold"_s});
    scene.project(u"b"_s, u"bad"_s);
    scene.project(u"c"_s, u"bad"_s, {u"kind"_s});
    scene.select({accountSubject(u"bad"), projectSubject(u"a"), projectSubject(u"b"), projectSubject(u"c")});
    scene.order.verbs = {Verb::Quarantine, Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan), QStringList({u"ban account:bad"_s, u"quarantine project:a"_s, u"quarantine project:c"_s,
                                        u"reinstate account:kind (c)"_s, u"quarantine project:b"_s}));
    const PlanStep& reinstate = plan->steps[3];
    QCOMPARE(reinstate.expected, u"frozen"_s);
    QVERIFY(!reinstate.inverse);
    QCOMPARE(names(plan->collateral), QStringList({u"kind"_s}));
    QVERIFY(plan->collateral[0].madeGood);
    QVERIFY2(plan->collateral[0].why.startsWith(u"Maintainer of a and 1 more project;"),
             qPrintable(plan->collateral[0].why));
}

void TestCompile::bystandersWhoShareProjectsStandTogether()
{
    Scene scene;
    for (const QString& name : {u"bad"_s, u"p"_s, u"q"_s, u"r"_s}) {
        scene.account(name);
    }
    scene.project(u"a"_s, u"bad"_s, {u"p"_s});
    scene.project(u"b"_s, u"bad"_s, {u"r"_s});
    scene.project(u"c"_s, u"bad"_s, {u"q"_s});
    scene.project(u"d"_s, u"bad"_s, {u"p"_s, u"q"_s});
    scene.project(u"e"_s, u"bad"_s);
    for (const QString& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}) {
        scene.select({projectSubject(name)});
    }
    scene.select({accountSubject(u"bad")});
    scene.order.verbs = {Verb::Quarantine};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan),
             QStringList({u"quarantine project:a"_s, u"quarantine project:c"_s, u"quarantine project:d"_s,
                          u"reinstate account:p (d)"_s, u"reinstate account:q (d)"_s, u"quarantine project:b"_s,
                          u"reinstate account:r (b)"_s, u"quarantine project:e"_s}));
}

void TestCompile::ownerIsNamedAndNotMadeGood()
{
    Scene scene;
    scene.account(u"owner"_s);
    scene.account(u"second"_s);
    scene.project(u"a"_s, u"owner"_s, {u"second"_s});
    scene.project(u"b"_s, u"second"_s, {u"owner"_s});
    scene.select({projectSubject(u"a")});
    scene.order.verbs = {Verb::Quarantine};
    Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan), QStringList({u"quarantine project:a"_s, u"reinstate account:second (a)"_s}));
    QCOMPARE(names(plan->collateral), QStringList({u"owner"_s, u"second"_s}));
    QVERIFY(!plan->collateral[0].madeGood);
    QVERIFY(plan->collateral[0].why.startsWith(u"owns a;"));

    scene.select({projectSubject(u"b")});
    plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(plan->steps.size(), std::size_t(2)); // each owns one of the two: nobody is made good
    QVERIFY(!plan->collateral[0].madeGood && !plan->collateral[1].madeGood);
}

void TestCompile::selectedAccountThatIsFrozenWithItsProjectIsSaid()
{
    Scene scene;
    scene.account(u"bad"_s, false, true);
    scene.project(u"a"_s, u"bad"_s);
    scene.select({accountSubject(u"bad"), projectSubject(u"a")});
    scene.order.verbs = {Verb::Quarantine};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QVERIFY(plan->collateral.empty());
    QVERIFY(find(plan->excluded, u"bad"_s));
    QCOMPARE(find(plan->excluded, u"bad"_s)->why,
             u"no verb of this plan acts on accounts; frozen all the same by the quarantine of a"_s);
    QVERIFY(find(plan->protectedSubjects, u"bad"_s));
}

void TestCompile::selectedAccountToBeReinstatedDoesNotEndFrozen()
{
    Scene scene;
    scene.account(u"me"_s);
    scene.account(u"cold"_s, true);
    scene.project(u"a"_s, u"me"_s, {u"cold"_s});
    scene.select({accountSubject(u"me"), accountSubject(u"cold"), projectSubject(u"a")});
    scene.order.verbs = {Verb::Quarantine, Verb::Reinstate};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan),
             QStringList({u"quarantine project:a"_s, u"reinstate account:me (a)"_s, u"reinstate account:cold"_s}));
    QVERIFY(plan->collateral.empty() && plan->excluded.empty());
}

void TestCompile::subjectsWithoutWorkAreExcludedWithTheReason_data()
{
    QTest::addColumn<std::vector<Verb>>("verbs");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    const std::vector<Verb> hard{Verb::Quarantine, Verb::Ban, Verb::Prohibit, Verb::Remove};
    const std::vector<Verb> soft{Verb::Clear, Verb::Reinstate, Verb::Permit};
    QTest::newRow("frozen") << hard << u"cold"_s << u"already frozen"_s;
    QTest::newRow("removed") << hard << u"gone"_s << u"already removed; already removed"_s;
    QTest::newRow("prohibited") << hard << u"bad.example"_s << u"already prohibited"_s;
    QTest::newRow("active") << soft << u"warm"_s << u"already active"_s;
    QTest::newRow("not in quarantine") << soft << u"open"_s << u"not in quarantine"_s;
    QTest::newRow("cleared before") << soft << u"freed"_s << u"not in quarantine"_s;
    QTest::newRow("permitted") << soft << u"good.example"_s << u"not prohibited"_s;
    QTest::newRow("in quarantine") << std::vector<Verb>{Verb::Quarantine} << u"shut"_s << u"already in quarantine"_s;
    QTest::newRow("unknown") << hard << u"nobody"_s << u"the cache does not know it"_s;
    QTest::newRow("domain without verb") << std::vector<Verb>{Verb::Ban} << u"good.example"_s
                                         << u"no verb of this plan acts on domains"_s;
}

void TestCompile::subjectsWithoutWorkAreExcludedWithTheReason()
{
    QFETCH(const std::vector<Verb>, verbs);
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    Scene scene;
    scene.account(u"cold"_s, true);
    scene.account(u"warm"_s);
    scene.project(u"gone"_s, u"cold"_s, {}, ProjectState::Removed);
    scene.project(u"open"_s, u"cold"_s);
    scene.project(u"freed"_s, u"cold"_s, {}, ProjectState::QuarantineExit);
    scene.project(u"shut"_s, u"cold"_s, {}, ProjectState::Quarantined);
    scene.domain(u"bad.example"_s, 0, true);
    scene.domain(u"good.example"_s, 3);
    scene.select({accountSubject(u"cold"), accountSubject(u"warm"), accountSubject(u"nobody"), projectSubject(u"gone"),
                  projectSubject(u"open"), projectSubject(u"freed"), projectSubject(u"shut"),
                  domainSubject(u"bad.example"), domainSubject(u"good.example")});
    scene.order.verbs = verbs;
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QVERIFY(find(plan->excluded, name));
    QCOMPARE(find(plan->excluded, name)->why, reason);
}

void TestCompile::protectedSubjectsArePlannedAndListed()
{
    Scene scene;
    scene.account(u"vip"_s, false, true);
    scene.account(u"friend"_s, false, true);
    scene.account(u"idle"_s, true, true);
    scene.project(u"famous"_s, u"vip"_s, {u"friend"_s}, ProjectState::Active, true);
    scene.select({accountSubject(u"vip"), accountSubject(u"idle"), projectSubject(u"famous")});
    scene.order.verbs = {Verb::Quarantine, Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(plan->steps.size(), std::size_t(3));
    QCOMPARE(names(plan->protectedSubjects), QStringList({u"friend"_s, u"vip"_s, u"famous"_s}));
    QVERIFY(find(plan->protectedSubjects, u"friend"_s)->why.contains(u"quarantine of famous"));
    QVERIFY(plan->needsSecondPerson());
}

void TestCompile::removeIsIrreversibleAndNamesWhoLosesAProject()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.account(u"kind"_s);
    scene.project(u"a"_s, u"bad"_s, {u"kind"_s});
    scene.select({accountSubject(u"bad"), projectSubject(u"a")});
    scene.order.verbs = {Verb::Remove};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(plan->irreversible(), 1);
    QVERIFY(plan->needsSecondPerson());
    QVERIFY(!plan->steps[0].inverse);
    QCOMPARE(names(plan->collateral), QStringList({u"kind"_s}));
    QVERIFY(!plan->collateral[0].madeGood);
    QVERIFY(plan->residue.at(0).contains(u"1 project cannot be brought back"));
}

void TestCompile::removeBehindQuarantineExpectsTheQuarantine()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.project(u"a"_s, u"bad"_s);
    scene.select({projectSubject(u"a"), accountSubject(u"bad")});
    scene.order.verbs = {Verb::Remove, Verb::Quarantine, Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan), QStringList({u"ban account:bad"_s, u"quarantine project:a"_s, u"remove project:a"_s}));
    QCOMPARE(plan->steps[2].expected, u"quarantine-enter"_s);
}

void TestCompile::prohibitNamesTheHonestUsersOfTheDomain()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.domain(u"inbox.ru"_s, 275);
    scene.select({accountSubject(u"bad"), domainSubject(u"Inbox.RU")});
    scene.order.verbs = {Verb::Prohibit, Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan), QStringList({u"ban account:bad"_s, u"prohibit domain:inbox.ru"_s}));
    QVERIFY(plan->needsSecondPerson());
    QCOMPARE(plan->collateral.size(), std::size_t(1));
    QCOMPARE(plan->collateral[0].why,
             u"no new account can use it; of 275 known accounts on it, 274 are not selected"_s);
}

void TestCompile::orderOfTheOtherVerbs()
{
    Scene scene;
    scene.account(u"cold"_s, true);
    scene.project(u"shut"_s, u"cold"_s, {}, ProjectState::Quarantined);
    scene.domain(u"bad.example"_s, 0, true);
    scene.select({accountSubject(u"cold"), projectSubject(u"shut"), domainSubject(u"bad.example")});
    scene.order.verbs = {Verb::Permit, Verb::Reinstate, Verb::Clear};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan),
             QStringList({u"clear project:shut"_s, u"reinstate account:cold"_s, u"permit domain:bad.example"_s}));
    QVERIFY(plan->collateral.empty());
}

void TestCompile::refusedOrders_data()
{
    QTest::addColumn<std::vector<Verb>>("verbs");
    QTest::addColumn<double>("pace");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("word");
    const QString reason = u"Spam."_s;
    QTest::newRow("no verb") << std::vector<Verb>{} << 0.0 << reason << ErrorKind::Usage << u"at least one verb"_s;
    QTest::newRow("dismiss") << std::vector<Verb>{Verb::Dismiss} << 0.0 << reason << ErrorKind::Usage
                             << u"dismiss is a local decision"_s;
    QTest::newRow("fits nothing") << std::vector<Verb>{Verb::Ban, Verb::Prohibit} << 0.0 << reason << ErrorKind::Usage
                                  << u"prohibit fits no selected subject"_s;
    QTest::newRow("contradiction") << std::vector<Verb>{Verb::Ban, Verb::Reinstate} << 0.0 << reason << ErrorKind::Usage
                                   << u"contradict"_s;
    QTest::newRow("clear and remove") << std::vector<Verb>{Verb::Remove, Verb::Clear} << 0.0 << reason
                                      << ErrorKind::Usage << u"contradict"_s;
    QTest::newRow("pace") << std::vector<Verb>{Verb::Ban} << -1.0 << reason << ErrorKind::Usage << u"pace"_s;
    QTest::newRow("no reason") << std::vector<Verb>{Verb::Ban} << 0.0 << u" "_s << ErrorKind::BadInput << u"reason"_s;
}

void TestCompile::refusedOrders()
{
    QFETCH(const std::vector<Verb>, verbs);
    QFETCH(const double, pace);
    QFETCH(const QString, reason);
    QFETCH(const ErrorKind, kind);
    QFETCH(const QString, word);
    Scene scene;
    scene.account(u"bad"_s);
    scene.project(u"a"_s, u"bad"_s);
    scene.select({accountSubject(u"bad"), projectSubject(u"a")});
    scene.order.verbs = verbs;
    scene.order.mutationsPerSecond = pace;
    scene.order.why.reason = reason;
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, kind);
    QVERIFY2(plan.error().sentence().contains(word), qPrintable(plan.error().sentence()));
}

void TestCompile::pinIsTheUuidElseTheTime()
{
    Scene scene;
    scene.account(u"a"_s);
    scene.account(u"b"_s);
    scene.account(u"c"_s);
    scene.snapshot.accounts[0].account.uuid = u"7a1f"_s;
    scene.snapshot.accounts[2].account.joined = Instant{};
    scene.select({accountSubject(u"a"), accountSubject(u"b"), accountSubject(u"c")});
    scene.order.verbs = {Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QVERIFY(plan->steps[0].pin == (Pin{u"7a1f"_s, std::nullopt}));
    QVERIFY(plan->steps[1].pin == (Pin{{}, at("2025-06-11T09:00:00Z")}));
    QVERIFY(plan->steps[2].pin == Pin{});
}

void TestCompile::estimateFollowsThePace()
{
    Scene scene;
    for (int i = 0; i < 101; ++i) {
        scene.account(u"a%1"_s.arg(i));
        scene.select({accountSubject(u"a%1"_s.arg(i))});
    }
    scene.order.verbs = {Verb::Ban};
    scene.order.mutationsPerSecond = 2;
    QCOMPARE(compile(scene.order, scene.snapshot, policies())->estimateSeconds, 51);
    scene.order.mutationsPerSecond = 0;
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    QCOMPARE(plan->estimateSeconds, 3);
    QCOMPARE(plan->calls, 404);
}

void TestCompile::roleHolderUnknownToTheSnapshotCountsAsActive()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.project(u"a"_s, u"bad"_s, {u"Ghost"_s});
    scene.select({accountSubject(u"bad"), projectSubject(u"a")});
    scene.order.verbs = {Verb::Quarantine};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(brief(*plan), QStringList({u"quarantine project:a"_s, u"reinstate account:ghost (a)"_s}));
    // Taken in as well, he is still nobody the snapshot describes.
    scene.select({accountSubject(u"ghost")});
    scene.order.verbs = {Verb::Quarantine, Verb::Reinstate};
    const Result<Plan> both = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(both);
    QVERIFY(brief(*both).contains(u"reinstate account:ghost (a)"_s));
}

QTEST_GUILESS_MAIN(TestCompile)
#include "tst_compile.moc"
