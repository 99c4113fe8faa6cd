// SPDX-License-Identifier: Apache-2.0
// Verbs, justification, live figures and the checked plan: one number in all of them.
#include "tests/ui/demo_bench.h"
#include "ui/models/plan_desk.h"
#include "ui/panels/check_panel.h"
#include "ui/panels/justification_panel.h"
#include "ui/panels/plan_tray.h"

#include <QComboBox>
#include <QSignalSpy>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

const JustificationDraft kWhy{
    {}, u"squatting"_s, u"Empty projects in waves."_s, u"ticket 1\n\n ticket 2 "_s, u"2025-08-31"_s};

bool waitPreview(const PlanDesk& desk)
{
    return QTest::qWaitFor([&] { return desk.preview() != nullptr; }, kPatience);
}

} // namespace

class TestPlanDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePreviewIsWhatTheCheckCompiles()
    {
        DemoBench demo;
        QVERIFY(demo.ready);
        PlanDesk desk(demo.bench);
        PlanTray tray(demo.bench, desk);
        CheckPanel panel(desk);
        QVERIFY(demo.tickCampaign());
        QCOMPARE(tray.figures(), u"254 accounts + 1,525 projects"_s);
        desk.toggleVerb(Verb::Quarantine);
        desk.toggleVerb(Verb::Ban);
        QVERIFY(waitPreview(desk));
        QTRY_COMPARE_WITH_TIMEOUT(desk.preview()->steps.size(), std::size_t(1780), kPatience);
        QCOMPARE(desk.preview()->collateral.size(), std::size_t(1));
        desk.setDraft(kWhy);
        QCOMPARE(desk.missing(), QString());
        QSignalSpy checked(&desk, &PlanDesk::checkedChanged);
        desk.check();
        QTRY_VERIFY_WITH_TIMEOUT(desk.checked() != nullptr, 2 * kPatience);
        const Plan& plan = desk.checked()->plan;
        QCOMPARE(plan.steps.size(), desk.preview()->steps.size());
        for (std::size_t i = 0; i < plan.steps.size(); ++i) {
            QCOMPARE(plan.steps[i].subject, desk.preview()->steps[i].subject);
            QCOMPARE(plan.steps[i].verb, desk.preview()->steps[i].verb);
        }
        QCOMPARE(plan.collateral.front().subject.name, u"amberzephyr3974"_s);
        QCOMPARE(plan.selection, u"inbox.ru"_s);
        QCOMPARE(plan.why.evidence, (QStringList{u"ticket 1"_s, u"ticket 2"_s}));
        QVERIFY(plan.why.reviewBy.has_value());
        QVERIFY(panel.asksForCount());
        QVERIFY(!panel.countTyped());
        auto* count = panel.findChild<QLineEdit*>();
        count->setText(u"1779"_s);
        QVERIFY(!panel.countTyped());
        count->setText(u"1,780"_s);
        QVERIFY(panel.countTyped());
    }

    void anyChangeMakesTheCheckStale()
    {
        DemoBench demo;
        PlanDesk desk(demo.bench);
        QVERIFY(demo.tick(Table::Accounts, u"domain:bk.ru"_s));
        desk.toggleVerb(Verb::Ban);
        desk.setDraft(kWhy);
        const auto check = [&] {
            desk.check();
            return QTest::qWaitFor([&] { return !desk.checking() && desk.checked(); }, 5'000) && !desk.isStale();
        };
        QVERIFY(check());
        const QString hash = desk.checked()->hash;
        desk.setDraft({kWhy.name, kWhy.policy, u"Other words."_s, {}, {}});
        QVERIFY(desk.isStale());
        QVERIFY(check());
        QVERIFY(desk.checked()->hash != hash);
        demo.bench.set().undo();
        QVERIFY(desk.isStale());
        demo.bench.set().redo();
        QVERIFY(check());
        desk.toggleVerb(Verb::Quarantine);
        QVERIFY(desk.isStale());
        QSignalSpy failed(&desk, &PlanDesk::checkFailed);
        QVERIFY(!check()); // there is no project in it
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].value<Error>().sentence().contains(u"quarantine"_s));
        desk.toggleVerb(Verb::Quarantine);
        QVERIFY(check());
        desk.forgetChecked();
        QVERIFY(desk.checked() == nullptr);
    }

    void aFilterThatNamesTheSelectionFollowsWhatIsCheckedUnderIt()
    {
        DemoBench demo;
        PlanDesk desk(demo.bench);
        desk.toggleVerb(Verb::Ban);
        JustificationDraft draft = kWhy;
        draft.name = u"wave"_s;
        desk.setDraft(draft);
        QVERIFY(demo.tick(Table::Accounts, u"domain:bk.ru"_s));
        const std::int64_t first = demo.bench.set().accounts();
        const auto check = [&] {
            desk.check();
            return QTest::qWaitFor([&] { return !desk.checking() && desk.checked() && !desk.isStale(); }, kPatience) &&
                   demo.waitView();
        };
        QVERIFY(check());
        QVERIFY(!demo.bench.setFilterText(u"flagged:yes,no (in:wave OR name:no-such)"_s));
        QVERIFY(demo.waitView());
        QCOMPARE(demo.bench.view()->count(Table::Accounts), first);
        const auto other = Filter::parse(u"domain:mail.ru"_s);
        CORDON_VERIFY(other);
        const auto rows = match(*other, *demo.bench.index(), Table::Accounts);
        CORDON_VERIFY(rows);
        QVERIFY(demo.bench.set().tick(Table::Accounts, *rows, true, u"more"_s) > 0);
        QVERIFY(check());
        QVERIFY(demo.bench.set().accounts() > first);
        QCOMPARE(demo.bench.view()->matching(Table::Accounts), demo.bench.set().ticked().accounts);
    }

    void aCheckAsksNothingAnewWhereNoSelectionIsNamed()
    {
        DemoBench demo;
        PlanDesk desk(demo.bench);
        QVERIFY(demo.tick(Table::Accounts, u"domain:bk.ru"_s));
        desk.toggleVerb(Verb::Ban);
        desk.setDraft(kWhy);
        QSignalSpy answers(&demo.bench, &Workbench::viewChanged);
        desk.check();
        QTRY_VERIFY_WITH_TIMEOUT(desk.checked() != nullptr && !demo.bench.viewPending(), kPatience);
        QVERIFY(answers.isEmpty());
    }

    void whatIsMissingIsSaidInOrder()
    {
        DemoBench demo;
        PlanDesk desk(demo.bench);
        QSignalSpy started(&desk, &PlanDesk::checkStarted);
        QVERIFY(desk.missing().contains(u"ticked"_s));
        desk.check();
        QVERIFY(demo.tick(Table::Accounts, u"domain:bk.ru"_s));
        QVERIFY(desk.missing().contains(u"verb"_s));
        desk.check();
        desk.toggleVerb(Verb::Ban);
        QVERIFY(desk.missing().contains(u"justification"_s));
        desk.check();
        JustificationDraft draft = kWhy;
        draft.reviewBy = u"soon"_s;
        desk.setDraft(draft);
        QVERIFY(desk.missing().contains(u"date"_s));
        desk.check();
        draft.reason = u"  \n"_s;
        desk.setDraft(draft);
        QVERIFY(desk.missing().contains(u"justification"_s));
        QVERIFY(started.isEmpty());
    }

    void aVerbReplacesItsOpposite()
    {
        SmallBench small;
        PlanDesk desk(small.bench);
        desk.toggleVerb(Verb::Ban);
        desk.toggleVerb(Verb::Reinstate);
        QCOMPARE(desk.verbs(), std::vector<Verb>{Verb::Reinstate});
        desk.toggleVerb(Verb::Reinstate);
        QVERIFY(desk.verbs().empty());
        QVERIFY(desk.missing().contains(u"reading only"_s)); // no workspace behind it
    }

    void theCoOwnerIsNamedUnlessHeIsTaken()
    {
        SmallBench small;
        PlanDesk desk(small.bench);
        PlanTray tray(small.bench, desk);
        small.bench.set().tickOne(Table::Projects, small.project("p3"), true);
        desk.toggleVerb(Verb::Quarantine);
        QVERIFY(waitPreview(desk));
        QTRY_COMPARE_WITH_TIMEOUT(desk.preview()->collateral.size(), std::size_t(2), kPatience); // owner, co-owner
        const auto madeGood = [&] {
            return std::count_if(desk.preview()->collateral.begin(), desk.preview()->collateral.end(),
                                 [](const Collateral& one) { return one.madeGood; });
        };
        QCOMPARE(madeGood(), 1);
        small.bench.set().tickOne(Table::Accounts, small.account("ada"), true);
        QTRY_COMPARE_WITH_TIMEOUT(madeGood(), 0, kPatience);
        small.bench.set().clear();
        QTRY_VERIFY_WITH_TIMEOUT(desk.preview() == nullptr, kPatience);
        QCOMPARE(tray.figures(), u"Nothing ticked"_s);
    }

    void whatWasTypedSurvivesTheProgram()
    {
        DemoBench demo;
        {
            PlanDesk desk(demo.bench);
            JustificationPanel panel(desk);
            panel.show();
            panel.begin();
            QTest::keyClicks(panel.findChild<QComboBox*>(), u"squ"_s);
            QTest::keyClicks(panel.findChildren<QPlainTextEdit*>().at(0), u"Half a sent"_s);
            QSignalSpy saving(&demo.bench.jobs(), &JobRunner::busyChanged);
            demo.bench.set().toggleLeftOut(Table::Accounts, 3);
            QTRY_VERIFY_WITH_TIMEOUT(!saving.isEmpty(), kPatience);
        }
        PlanDesk again(demo.bench);
        demo.bench.openWorkspace(demo.folder.filePath(u"workspace"_s));
        QTRY_COMPARE_WITH_TIMEOUT(again.draft().reason, u"Half a sent"_s, 2 * kPatience);
        QCOMPARE(again.draft().policy, u"squatting"_s);
        QCOMPARE(demo.bench.set().leftOutCount(), 1);
    }

    void whatIsTickedSurvivesTheProgram()
    {
        DemoBench demo;
        const QString folder = demo.folder.filePath(u"workspace"_s);
        Selection ticked;
        {
            PlanDesk desk(demo.bench);
            QVERIFY(demo.tickCampaign());
            ticked = demo.bench.set().ticked();
            QVERIFY(ticked.count() > 1'000);
            desk.keepDraft();
            QTRY_VERIFY_WITH_TIMEOUT(!desk.hasUnkeptDraft(), kPatience);
        }
        PlanDesk again(demo.bench);
        demo.bench.openWorkspace(folder);
        QVERIFY(demo.bench.set().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(demo.bench.set().ticked(), ticked, 2 * kPatience);
        QVERIFY(demo.bench.set().leftOutCount() > 0);
        demo.bench.set().clear();
        again.keepDraft();
        QTRY_VERIFY_WITH_TIMEOUT(!again.hasUnkeptDraft(), kPatience);
        demo.bench.openWorkspace(folder);
        QTRY_VERIFY_WITH_TIMEOUT(demo.bench.isOpen() && demo.bench.jobs().idle(), 2 * kPatience);
        QVERIFY(demo.bench.set().isEmpty());
    }

    void nothingIsKeptBeforeWhatWasKeptIsRead()
    {
        DemoBench demo;
        PlanDesk desk(demo.bench);
        desk.setDraft(kWhy);
        desk.keepDraft();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.hasUnkeptDraft(), kPatience);
        demo.bench.openWorkspace(demo.folder.filePath(u"workspace"_s));
        desk.setDraft({}); // before the workspace is there
        QVERIFY(QTest::qWaitFor([&] { return demo.bench.isOpen(); }, 2 * kPatience));
        desk.keepDraft(); // and before its drafts are
        QTRY_COMPARE_WITH_TIMEOUT(desk.draft(), kWhy, 2 * kPatience);
    }

    void aDraftIsReadBackAsItWas()
    {
        QCOMPARE(draftFromText(toText(kWhy)), kWhy);
        QCOMPARE(toText({}), QString());
        QCOMPARE(draftFromText(u"no JSON"_s), JustificationDraft());
    }

    void theJustificationSaysWhatIsWrong()
    {
        SmallBench small;
        PlanDesk desk(small.bench);
        JustificationPanel panel(desk);
        panel.show();
        const auto says = [&](const QString& text) {
            for (const PlainLabel* label : panel.findChildren<PlainLabel*>()) {
                if (label->text().contains(text)) {
                    return true;
                }
            }
            return false;
        };
        QVERIFY(says(u"policy code is missing"_s));
        desk.setDraft({{}, u"malware"_s, {}, {}, {}});
        QVERIFY(says(u"sentence is missing"_s));
        desk.setDraft({{}, u"malware"_s, u"Because."_s, {}, u"31.8."_s});
        QVERIFY(says(u"not a date"_s));
        desk.setDraft({{}, u"malware"_s, u"Because."_s, {}, {}});
        QVERIFY(says(u"Complete."_s));
        for (const Policy& policy : builtInPolicies()) {
            const bool offered = panel.findChild<QComboBox*>()->findData(policy.code) >= 0;
            QCOMPARE(offered, policy.code != u"reversal"_s);
        }
    }
};

QTEST_MAIN(TestPlanDesk)
#include "tst_plan_desk.moc"
