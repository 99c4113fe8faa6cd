// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/plan/world.h"

#include <algorithm>

using namespace cordon;
using namespace cordon::test;

namespace {

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

/// The same order and snapshot with every list in another order.
Plan compiledShuffled(Scene scene, Dice& dice)
{
    std::shuffle(scene.order.subjects.begin(), scene.order.subjects.end(), dice);
    std::shuffle(scene.order.verbs.begin(), scene.order.verbs.end(), dice);
    std::shuffle(scene.snapshot.accounts.begin(), scene.snapshot.accounts.end(), dice);
    std::shuffle(scene.snapshot.projects.begin(), scene.snapshot.projects.end(), dice);
    return compile(scene.order, scene.snapshot, policies()).value();
}

} // namespace

class TestWholePlans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foundingCase();
    void randomSnapshots();
};

void TestWholePlans::foundingCase()
{
    CORDON_NEEDS_SHARED(folder, "inboxru-recon");
    Scene scene;
    std::map<QString, std::vector<QString>> maintainers;
    for (const QStringList& row : csv(folder + u"/roles.csv"_s)) {
        if (row[2] != u"Owner") {
            maintainers[row[0]].push_back(row[1]);
        }
    }
    for (const QStringList& row : csv(folder + u"/accounts.csv"_s)) {
        scene.account(row[0]);
        scene.snapshot.accounts.back().account.joined = *parseInstant(row[3]);
    }
    for (const QStringList& row : csv(folder + u"/projects.csv"_s)) {
        scene.project(row[0], row[2], maintainers[row[0]]);
    }
    for (const QStringList& row : csv(folder + u"/truth_accounts.csv"_s)) {
        if (row[1] == u"campaign") {
            scene.select({accountSubject(row[0])});
        }
    }
    for (const QStringList& row : csv(folder + u"/truth_projects.csv"_s)) {
        if (row[1] == u"campaign") {
            scene.select({projectSubject(row[0])});
        }
    }
    scene.order.verbs = {Verb::Quarantine, Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    QCOMPARE(plan->steps.size(), std::size_t(1780));
    QCOMPARE(names(plan->collateral), QStringList({u"amberzephyr3974"_s}));
    QVERIFY(plan->excluded.empty() && plan->protectedSubjects.empty());
    for (std::size_t i = 0; i < 254; ++i) {
        QCOMPARE(plan->steps[i].verb, Verb::Ban);
    }
    const auto reinstate =
        std::find_if(plan->steps.begin(), plan->steps.end(), [](const PlanStep& s) { return s.compensates; });
    QVERIFY(reinstate != plan->steps.end());
    QCOMPARE(reinstate->because, u"tidy-yieldcache"_s);
    QCOMPARE((reinstate - 1)->subject.key, reinstate->because);

    World world = scene.world;
    const std::vector<StepOutcome> outcomes = world.applyAll(*plan);
    QVERIFY(std::all_of(outcomes.begin(), outcomes.end(), [](const StepOutcome& o) { return o.ours; }));
    const auto frozen = std::count_if(world.accounts.begin(), world.accounts.end(),
                                      [](const auto& entry) { return entry.second == u"frozen"; });
    QCOMPARE(frozen, 254);

    const Result<Plan> back = compileReversal(*plan, outcomes, {}, why(u"reversal"_s), policies());
    CORDON_VERIFY(back);
    QCOMPARE(back->steps.size(), std::size_t(1779));
    for (std::size_t i = 0; i < back->steps.size(); ++i) {
        QCOMPARE(back->steps[i].verb, i < 1525 ? Verb::Clear : Verb::Reinstate);
        QCOMPARE(back->steps[i].expected, i < 1525 ? u"quarantine-enter"_s : u"frozen"_s);
        QVERIFY(back->steps[i].subject.name != u"amberzephyr3974");
    }
    QVERIFY(back->reverses == planHash(*plan));
    QVERIFY(back->residue.at(0).contains(u"1,525 projects as quarantine-exit"));
    (void)world.applyAll(*back);
    QVERIFY(world.asCounted() == scene.world.asCounted());
    QCOMPARE(planBytes(*readPlan(planBytes(*plan))), planBytes(*plan));
}

void TestWholePlans::randomSnapshots()
{
    std::vector<std::vector<Verb>> verbs = reversibleVerbs();
    verbs.push_back({Verb::Quarantine, Verb::Remove, Verb::Ban});
    verbs.push_back({Verb::Remove});
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        Dice dice(seed);
        Scene scene = randomScene(dice, verbs);
        const QByteArray told = "seed " + QByteArray::number(seed);
        const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
        CORDON_VERIFY(plan);

        if (seed % 4 == 0) {
            QVERIFY2(planBytes(*plan) == planBytes(compiledShuffled(scene, dice)), told.constData());
        }

        const std::set<Subject> selected(scene.order.subjects.begin(), scene.order.subjects.end());
        std::set<std::pair<Verb, Subject>> seen;
        std::set<Subject> stepped;
        World world = scene.world;
        for (std::size_t i = 0; i < plan->steps.size(); ++i) {
            const PlanStep& step = plan->steps[i];
            QVERIFY2(seen.insert({step.verb, step.subject}).second, told.constData());
            QVERIFY2(step.compensates || selected.contains(step.subject), told.constData());
            stepped.insert(step.subject);
            QVERIFY2(world.apply(step, static_cast<int>(i)).ours, told.constData()); // each finds what it expects
        }
        for (const Collateral& one : plan->collateral) {
            QVERIFY2(one.subject.kind == SubjectKind::Domain || !selected.contains(one.subject), told.constData());
        }
        std::size_t left = 0;
        for (const Subject& subject : selected) {
            left += stepped.contains(subject) ? 0U : 1U;
        }
        QVERIFY2(left == plan->excluded.size(), told.constData());
        // Whoever is frozen without being asked for is named, and nobody else is.
        for (const auto& [key, state] : world.accounts) {
            const Subject account = accountSubject(key);
            const auto named = std::find_if(plan->collateral.begin(), plan->collateral.end(),
                                            [&](const Collateral& c) { return c.subject == account; });
            const bool frozenByUs = state == u"frozen" && scene.world.accounts.at(key) == u"active";
            if (!selected.contains(account) && frozenByUs) {
                QVERIFY2(named != plan->collateral.end() && !named->madeGood, told.constData());
            }
            if (named != plan->collateral.end() && named->madeGood) {
                QVERIFY2(state == u"active", told.constData());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestWholePlans)
#include "tst_whole_plans.moc"
