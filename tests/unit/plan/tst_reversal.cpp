// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/plan/world.h"

#include <algorithm>

using namespace cordon;
using namespace cordon::test;

namespace {

/// bad owns a and b, kind maintains a.
Scene small()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.account(u"kind"_s);
    scene.project(u"a"_s, u"bad"_s, {u"kind"_s});
    scene.project(u"b"_s, u"bad"_s);
    scene.select({accountSubject(u"bad"), projectSubject(u"a"), projectSubject(u"b")});
    scene.order.verbs = {Verb::Quarantine, Verb::Ban};
    return scene;
}

Result<Plan> reversed(const Plan& plan, const std::vector<StepOutcome>& outcomes,
                      const std::vector<Subject>& except = {})
{
    return compileReversal(plan, outcomes, except, why(u"reversal"_s), policies());
}

QString reasonFor(const Plan& plan, const QString& name)
{
    for (const Remark& remark : plan.excluded) {
        if (remark.subject.name == name) {
            return remark.why;
        }
    }
    return {};
}

} // namespace

class TestReversal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesBackLastFirstAndLeavesTheCompensatedAlone();
    void leavesOutWhatWasNotOurs();
    void leavesOutExceptions();
    void exceptionThatIsNoPartOfTheRunIsShown();
    void reinstatesWhomAQuarantineFroze();
    void reinstatesABystanderWhoseCompensationNeverRan();
    void leavesABystanderWhomSomebodyElseReinstated();
    void leavesABystanderWhomSomebodyElseFrozeBefore();
    void saysWhatIsNotKnownYet();
    void accountFrozenByAnotherBeforeUsStaysFrozen();
    void keepsAnAccountFrozenWithAProjectThatStays();
    void archivedProjectsAreResidue();
    void removalStaysAndItsQuarantineToo();
    void takingBackAClearSparesThoseWhoWereActive();
    void refusesOutcomesOfAnotherPlan_data();
    void refusesOutcomesOfAnotherPlan();
    void refusesAnIncompleteJustification();
    void protectedSubjectsStillNeedASecondPerson();
    void randomRunsAreRestored();
    void randomReversalsCanBeTakenBack();
};

void TestReversal::takesBackLastFirstAndLeavesTheCompensatedAlone()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"clear project:b"_s, u"clear project:a"_s, u"reinstate account:bad"_s}));
    QVERIFY(back->verbs == std::vector<Verb>({Verb::Clear, Verb::Reinstate}));
    QVERIFY(back->reverses == planHash(plan));
    QVERIFY(back->steps[0].inverse == Verb::Quarantine);
    QVERIFY(back->excluded.empty());
    QCOMPARE(names(back->facts), QStringList({u"bad"_s, u"a"_s, u"b"_s}));
    CORDON_VERIFY(readPlan(planBytes(*back)));
}

void TestReversal::leavesOutWhatWasNotOurs()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    std::vector<StepOutcome> outcomes = scene.world.applyAll(plan);
    outcomes[0] = {0, false, u"frozen"_s};
    outcomes[3] = {3, true, u"quarantine-enter"_s};
    const Result<Plan> back = reversed(plan, outcomes);
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"clear project:a"_s}));
    QVERIFY(reasonFor(*back, u"bad"_s).startsWith(u"not changed by this run"));
    QCOMPARE(reasonFor(*back, u"b"_s), u"was quarantine-enter before the run already"_s);

    const Result<Plan> nothing = reversed(plan, {});
    CORDON_VERIFY(nothing);
    QVERIFY(nothing->steps.empty() && nothing->verbs.empty());
    QCOMPARE(nothing->excluded.size(), std::size_t(3));
    CORDON_VERIFY(readPlan(planBytes(*nothing)));
}

void TestReversal::leavesOutExceptions()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back =
        reversed(plan, scene.world.applyAll(plan), {accountSubject(u"BAD"), projectSubject(u"b")});
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"clear project:a"_s}));
    QCOMPARE(reasonFor(*back, u"bad"_s), u"left out on request"_s);
    QCOMPARE(reasonFor(*back, u"b"_s), u"left out on request"_s);
}

void TestReversal::exceptionThatIsNoPartOfTheRunIsShown()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan), {accountSubject(u"typo")});
    CORDON_VERIFY(back);
    QCOMPARE(reasonFor(*back, u"typo"_s), u"to be left out, but not part of this run"_s);
}

void TestReversal::reinstatesWhomAQuarantineFroze()
{
    Scene scene;
    scene.account(u"owner"_s);
    scene.account(u"taken"_s);
    scene.project(u"a"_s, u"owner"_s, {u"taken"_s});
    scene.select({projectSubject(u"a"), accountSubject(u"taken")});
    scene.order.verbs = {Verb::Quarantine};
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const World before = scene.world;
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back),
             QStringList({u"clear project:a"_s, u"reinstate account:taken"_s, u"reinstate account:owner"_s}));
    QVERIFY(back->steps[1].pin == (Pin{{}, at("2025-06-11T09:00:00Z")}));
    (void)scene.world.applyAll(*back);
    QVERIFY(scene.world.asCounted() == before.asCounted());

    const Result<Plan> kept = reversed(plan, {{0, true, u"active"_s}}, {accountSubject(u"owner")});
    CORDON_VERIFY(kept);
    QCOMPARE(brief(*kept), QStringList({u"clear project:a"_s, u"reinstate account:taken"_s}));
    QCOMPARE(reasonFor(*kept, u"owner"_s), u"left out on request"_s);
}

void TestReversal::reinstatesABystanderWhoseCompensationNeverRan()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    std::vector<StepOutcome> outcomes = scene.world.applyAll(plan);
    outcomes.resize(2); // stopped behind the quarantine of a
    const Result<Plan> back = reversed(plan, outcomes);
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back),
             QStringList({u"clear project:a"_s, u"reinstate account:bad"_s, u"reinstate account:kind"_s}));
}

void TestReversal::leavesABystanderWhomSomebodyElseReinstated()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    std::vector<StepOutcome> outcomes = scene.world.applyAll(plan);
    QVERIFY(plan.steps[2].compensates);
    outcomes[2] = {2, false, u"active"_s};
    const Result<Plan> back = reversed(plan, outcomes);
    CORDON_VERIFY(back);
    QVERIFY(!brief(*back).contains(u"reinstate account:kind"_s));
}

void TestReversal::leavesABystanderWhomSomebodyElseFrozeBefore()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    std::vector<StepOutcome> outcomes = scene.world.applyAll(plan);
    QVERIFY(plan.steps[2].compensates);
    outcomes[2] = {2, false, u"frozen"_s, false, true};
    const Result<Plan> back = reversed(plan, outcomes);
    CORDON_VERIFY(back);
    QVERIFY(!brief(*back).contains(u"reinstate account:kind"_s));
    outcomes[2] = {2, false, u"frozen"_s, false, false}; // refused: it is we who froze him
    QVERIFY(brief(reversed(plan, outcomes).value()).contains(u"reinstate account:kind"_s));
}

void TestReversal::saysWhatIsNotKnownYet()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    std::vector<StepOutcome> outcomes = scene.world.applyAll(plan);
    outcomes[3] = {3, false, u"active"_s, true, false};
    const Result<Plan> back = reversed(plan, outcomes);
    CORDON_VERIFY(back);
    QVERIFY(!brief(*back).contains(u"clear project:b"_s));
    QVERIFY2(reasonFor(*back, u"b"_s).contains(u"not known yet"), qPrintable(reasonFor(*back, u"b"_s)));
}

void TestReversal::accountFrozenByAnotherBeforeUsStaysFrozen()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    scene.world.accounts[u"bad"_s] = u"frozen"_s;
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"clear project:b"_s, u"clear project:a"_s}));
}

void TestReversal::keepsAnAccountFrozenWithAProjectThatStays()
{
    Scene scene;
    scene.account(u"owner"_s);
    scene.project(u"a"_s, u"owner"_s);
    scene.project(u"b"_s, u"owner"_s);
    scene.select({projectSubject(u"a"), projectSubject(u"b")});
    scene.order.verbs = {Verb::Quarantine};
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan), {projectSubject(u"b")});
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"clear project:a"_s}));
    QVERIFY(reasonFor(*back, u"owner"_s).contains(u"stays in quarantine"));
}

void TestReversal::archivedProjectsAreResidue()
{
    Scene scene;
    scene.account(u"bad"_s, true);
    scene.project(u"old"_s, u"bad"_s, {}, ProjectState::Archived);
    scene.select({projectSubject(u"old")});
    scene.order.verbs = {Verb::Quarantine};
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    QVERIFY(plan.residue.at(1).contains(u"1 project among them would have to be archived again"));
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QVERIFY(back->residue.at(1).contains(u"1 project among them must be archived again"));
}

void TestReversal::removalStaysAndItsQuarantineToo()
{
    Scene scene = small();
    scene.order.verbs = {Verb::Quarantine, Verb::Remove};
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"reinstate account:bad"_s}));
    QCOMPARE(reasonFor(*back, u"a"_s), u"a removal cannot be taken back"_s);
}

void TestReversal::takingBackAClearSparesThoseWhoWereActive()
{
    Scene scene;
    scene.account(u"cold"_s, true);
    scene.account(u"kind"_s);
    scene.project(u"a"_s, u"cold"_s, {u"kind"_s}, ProjectState::Quarantined);
    scene.project(u"b"_s, u"cold"_s, {}, ProjectState::Quarantined);
    scene.select({accountSubject(u"cold"), projectSubject(u"a"), projectSubject(u"b")});
    scene.order.verbs = {Verb::Clear, Verb::Reinstate};
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const World before = scene.world;
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QCOMPARE(brief(*back), QStringList({u"ban account:cold"_s, u"quarantine project:b"_s, u"quarantine project:a"_s,
                                        u"reinstate account:kind (a)"_s}));
    QCOMPARE(names(back->collateral), QStringList({u"kind"_s}));
    (void)scene.world.applyAll(*back);
    QVERIFY(scene.world == before);
    CORDON_VERIFY(readPlan(planBytes(*back)));
}

void TestReversal::refusesOutcomesOfAnotherPlan_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("negative") << -1 << 0;
    QTest::newRow("too far") << 0 << 4;
    QTest::newRow("twice") << 1 << 1;
}

void TestReversal::refusesOutcomesOfAnotherPlan()
{
    QFETCH(const int, first);
    QFETCH(const int, second);
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = reversed(plan, {{first, true, u"active"_s}, {second, true, u"active"_s}});
    QVERIFY(!back);
    QCOMPARE(back.error().kind, ErrorKind::BadInput);
}

void TestReversal::refusesAnIncompleteJustification()
{
    Scene scene = small();
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = compileReversal(plan, scene.world.applyAll(plan), {}, {}, policies());
    QVERIFY(!back);
    QCOMPARE(back.error().kind, ErrorKind::BadInput);
}

void TestReversal::protectedSubjectsStillNeedASecondPerson()
{
    Scene scene = small();
    scene.snapshot.projects[1].isProtected = true;
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Result<Plan> back = reversed(plan, scene.world.applyAll(plan));
    CORDON_VERIFY(back);
    QCOMPARE(names(back->protectedSubjects), QStringList({u"b"_s}));
    QVERIFY(back->needsSecondPerson());
}

void TestReversal::randomRunsAreRestored()
{
    for (unsigned seed = 1; seed <= 4000; ++seed) {
        Dice dice(seed);
        Scene scene = randomScene(dice, reversibleVerbs());
        const QByteArray told = "seed " + QByteArray::number(seed);
        const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
        CORDON_VERIFY(plan);
        // Every other run is stopped in the middle, and some of its steps are refused.
        World world = scene.world;
        std::vector<StepOutcome> outcomes;
        const int steps = static_cast<int>(plan->steps.size());
        const int until = seed % 2 == 0 || steps == 0 ? steps : roll(dice, steps + 1);
        for (int i = 0; i < until; ++i) {
            const PlanStep& step = plan->steps[static_cast<std::size_t>(i)];
            const bool refused = seed % 4 == 1 && roll(dice, 4) == 0;
            outcomes.push_back(refused ? StepOutcome{i, false, world.stateOf(step.subject)} : world.apply(step, i));
        }
        const Result<Plan> back = reversed(*plan, outcomes);
        CORDON_VERIFY(back);
        const std::vector<StepOutcome> undone = world.applyAll(*back);
        for (const StepOutcome& outcome : undone) {
            QVERIFY2(outcome.ours, told.constData());
        }
        QVERIFY2(world.asCounted() == scene.world.asCounted(), told.constData());
        if (seed % 8 == 0) {
            const Result<Plan> read = readPlan(planBytes(*back));
            QVERIFY2(read && planBytes(*read) == planBytes(*back), told.constData());
        }
    }
}

void TestReversal::randomReversalsCanBeTakenBack()
{
    for (unsigned seed = 1; seed <= 1500; ++seed) {
        Dice dice(seed);
        Scene scene = randomScene(dice, reversibleVerbs());
        const QByteArray told = "seed " + QByteArray::number(seed);
        World world = scene.world;
        const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
        const Plan back = reversed(plan, world.applyAll(plan)).value();
        const World done = world;
        const Result<Plan> again = reversed(back, world.applyAll(back));
        CORDON_VERIFY(again);
        (void)world.applyAll(*again);
        QVERIFY2(world.asCounted() == done.asCounted(), told.constData());
    }
}

QTEST_GUILESS_MAIN(TestReversal)
#include "tst_reversal.moc"
