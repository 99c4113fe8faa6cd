// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/run/breaker.h"
#include "core/run/judge.h"
#include "core/run/outbox.h"
#include "core/run/pace.h"
#include "core/run/step_machine.h"
#include "tests/support/support.h"
#include "tests/unit/run/fake_registry.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

namespace {

constexpr int kStates = 13;
constexpr int kEvents = static_cast<int>(StepEvent::Cancel) + 1;

SubjectSeen seenAs(const QString& state)
{
    SubjectSeen seen;
    seen.exists = true;
    seen.state = state;
    seen.since = day(1);
    return seen;
}

PlanStep stepOf(Verb verb, const Subject& subject, const QString& expected)
{
    PlanStep step;
    step.verb = verb;
    step.subject = subject;
    step.pin.since = day(1);
    step.expected = expected;
    return step;
}

} // namespace

class TestStepMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableHoldsItsInvariants()
    {
        for (int s = 0; s < kStates; ++s) {
            for (int e = 0; e < kEvents; ++e) {
                const auto state = static_cast<StepState>(s);
                const auto event = static_cast<StepEvent>(e);
                const std::optional<StepState> to = next(state, event);
                if (!to) {
                    continue;
                }
                // Nothing leaves an end but a later confirmation.
                QVERIFY(!isTerminal(state) || (state == StepState::Done && *to == StepState::Confirmed));
                // A send begins only where nothing is under way.
                QVERIFY(*to != StepState::Intent || state == StepState::Planned);
                // Done only after something was sent, by a read.
                QVERIFY(*to != StepState::Done || state == StepState::Accepted || state == StepState::Unknown);
                // What may have happened is never cancelled, never simply forgotten.
                QVERIFY(*to != StepState::Cancelled || state == StepState::Planned || state == StepState::Throttled);
                QVERIFY(event != StepEvent::Cancel || *to == StepState::Cancelled);
                QVERIFY(state != StepState::Accepted || *to != StepState::Planned);
            }
        }
    }

    void theTableIsThatOfTheDesign()
    {
        QCOMPARE(next(StepState::Planned, StepEvent::Begin), std::optional(StepState::Intent));
        QCOMPARE(next(StepState::Intent, StepEvent::Unsure), std::optional(StepState::Unknown));
        QCOMPARE(next(StepState::Accepted, StepEvent::ReadNot), std::optional(StepState::Unknown));
        QCOMPARE(next(StepState::Throttled, StepEvent::WaitOver), std::optional(StepState::Planned));
        QCOMPARE(next(StepState::Unknown, StepEvent::ReadNot), std::optional(StepState::Planned));
        QCOMPARE(next(StepState::Unknown, StepEvent::GiveUp), std::optional(StepState::Parked));
        QVERIFY(!next(StepState::Unknown, StepEvent::Begin));
        QVERIFY(!next(StepState::Intent, StepEvent::Cancel));
        QVERIFY(!next(StepState::Unknown, StepEvent::Cancel));
        QVERIFY(!next(StepState::Rejected, StepEvent::Begin));
    }

    void totalsSpeakTheWordsOfTheDesign()
    {
        std::vector<StepRow> rows(kStates);
        for (int s = 0; s < kStates; ++s) {
            rows[static_cast<std::size_t>(s)].state = static_cast<StepState>(s);
        }
        const RunTotals totals = totalsOf(rows);
        QCOMPARE(totals.steps, 13);
        QCOMPARE(totals.done, 2);
        QCOMPARE(totals.already, 2);
        QCOMPARE(totals.skipped, 2);
        QCOMPARE(totals.failed, 1);
        QCOMPARE(totals.uncertain, 3);
        QCOMPARE(totals.parked, 1);
        QCOMPARE(totals.waiting, 2);
    }

    void readsAreJudged_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("seen");
        QTest::addColumn<int>("finding");
        const auto row = [](const char* name, Verb verb, const QString& expected, const QString& seen,
                            Finding finding) {
            QTest::newRow(name) << static_cast<int>(verb) << expected << seen << static_cast<int>(finding);
        };
        row("as planned", Verb::Quarantine, u"active"_s, u"active"_s, Finding::Ready);
        row("exit is active", Verb::Quarantine, u"active"_s, u"quarantine-exit"_s, Finding::Ready);
        row("active is exit", Verb::Quarantine, u"quarantine-exit"_s, u"active"_s, Finding::Ready);
        row("there already", Verb::Quarantine, u"active"_s, u"quarantine-enter"_s, Finding::InTarget);
        row("archived since", Verb::Quarantine, u"active"_s, u"archived"_s, Finding::Changed);
        row("archived as planned", Verb::Quarantine, u"archived"_s, u"archived"_s, Finding::Ready);
        row("cleared", Verb::Clear, u"quarantine-enter"_s, u"quarantine-exit"_s, Finding::InTarget);
        row("active again", Verb::Clear, u"quarantine-enter"_s, u"active"_s, Finding::InTarget);
        row("nothing expected", Verb::Quarantine, QString(), u"archived"_s, Finding::Ready);
        row("odd word", Verb::Quarantine, u"active"_s, u"deprecated"_s, Finding::Changed);
    }
    void readsAreJudged()
    {
        QFETCH(int, verb);
        QFETCH(QString, expected);
        QFETCH(QString, seen);
        const Judgement found = judge(stepOf(static_cast<Verb>(verb), projectSubject(u"x"), expected), seenAs(seen));
        QTEST(static_cast<int>(found.finding), "finding");
        QCOMPARE(found.why.isEmpty(), found.finding == Finding::Ready);
    }

    void anotherSubjectOfThatNameIsStale()
    {
        const PlanStep step = stepOf(Verb::Ban, accountSubject(u"x"), u"active"_s);
        QCOMPARE(judge(step, SubjectSeen{}).finding, Finding::Changed);
        SubjectSeen seen = seenAs(u"active"_s);
        seen.since = day(1) + 23h;
        QCOMPARE(judge(step, seen).finding, Finding::Ready); // account pages tell the day
        seen.since = day(2);
        QCOMPARE(judge(step, seen).finding, Finding::Changed);
        seen.state = u"frozen"_s;
        QCOMPARE(judge(step, seen).finding, Finding::Changed); // somebody else is frozen
        seen.since.reset();
        QCOMPARE(judge(step, seen).finding, Finding::InTarget); // the page does not tell

        PlanStep pinned = step;
        pinned.pin.uuid = u"ABC"_s;
        seen = seenAs(u"active"_s);
        seen.uuid = u"abc"_s;
        seen.since = day(9);
        QCOMPARE(judge(pinned, seen).finding, Finding::Ready); // the id outweighs the time
        seen.uuid = u"abd"_s;
        QCOMPARE(judge(pinned, seen).finding, Finding::Changed);

        const PlanStep project = stepOf(Verb::Quarantine, projectSubject(u"x"), u"active"_s);
        seen = seenAs(u"active"_s);
        seen.since = day(1) + 59s;
        QCOMPARE(judge(project, seen).finding, Finding::Ready);
        seen.since = day(1) + 61s;
        QCOMPARE(judge(project, seen).finding, Finding::Changed);
    }

    void aRemovedProjectIsNotThere()
    {
        const PlanStep step = stepOf(Verb::Remove, projectSubject(u"x"), u"active"_s);
        QCOMPARE(judge(step, SubjectSeen{}).finding, Finding::InTarget);
        QVERIFY(isApplied(Verb::Remove, SubjectSeen{}));
        QVERIFY(!isApplied(Verb::Quarantine, SubjectSeen{}));
        QVERIFY(!isApplied(Verb::Remove, seenAs(u"active"_s)));
    }

    void authorshipIsClaimedOnlyWithProof()
    {
        SubjectSeen seen = seenAs(u"frozen"_s);
        const QStringList us{u"Nora"_s, u"nora-old"_s};
        QCOMPARE(authorOf(seen, us, true).who, u"Nora"_s);
        QCOMPARE(authorOf(seen, us, false).who, u"Nora (unproven)"_s);
        QVERIFY(authorOf(seen, us, false).ours);
        seen.changedBy = u"nora"_s;
        QVERIFY(authorOf(seen, us, false).ours);
        QCOMPARE(authorOf(seen, us, false).who, u"nora"_s);
        seen.changedBy = u"nora-old"_s;
        QVERIFY(authorOf(seen, us, false).ours);
        seen.changedBy = u"mallory"_s;
        QVERIFY(!authorOf(seen, us, true).ours);
        QCOMPARE(authorOf(seen, us, true).who, u"mallory"_s);
    }

    void theRateHoldsInEveryWindow()
    {
        FakeTime time;
        Pace pace(4.0);
        std::vector<Instant> sent;
        for (int i = 0; i < 40; ++i) {
            time.now += pace.waitAt(time.now);
            QCOMPARE(pace.waitAt(time.now).count(), 0);
            pace.sent(time.now);
            sent.push_back(time.now);
        }
        for (std::size_t i = 4; i < sent.size(); ++i) {
            QVERIFY(sent[i] - sent[i - 4] >= 1s);
        }
        QVERIFY(sent.back() - sent.front() <= 10s);
        Pace uncapped(0);
        uncapped.sent(time.now);
        QCOMPARE(uncapped.waitAt(time.now).count(), 0);
    }

    void aClockThatIsSetBackProlongsNothing()
    {
        Pace pace(1.0);
        pace.sent(day(40));
        QVERIFY(pace.waitAt(day(1)) <= 1s);
        QCOMPARE(pace.waitAt(day(41)).count(), 0);
    }

    void theRegistrysWishIsHeard()
    {
        Pace pace(0);
        QCOMPARE(pace.throttled(day(1), 30s), 30s);
        QCOMPARE(pace.waitAt(day(1) + 10s), 20s);
        QCOMPARE(pace.throttled(day(1), 1000h), 1h);
        QCOMPARE(pace.throttled(day(1), -5s), 1s);
        QCOMPARE(pace.throttles(), 3);
        QCOMPARE(pace.throttled(day(1), std::nullopt), 8s); // longer each time
        for (int i = 0; i < 80; ++i) {
            QVERIFY(pace.throttled(day(1), std::nullopt) <= 60s);
        }
        pace.answered();
        QCOMPARE(pace.throttled(day(1), std::nullopt), 1s);
    }

    void theBreakerOpensInTime()
    {
        Breaker unknowns(3);
        unknowns.unknown();
        unknowns.unknown();
        unknowns.good();
        unknowns.unknown();
        unknowns.unknown();
        QVERIFY(!unknowns.isOpen());
        unknowns.unknown();
        QVERIFY(unknowns.isOpen());

        Breaker share(5);
        for (int i = 0; i < 25; ++i) {
            i % 5 == 0 ? share.failed() : share.good(); // a fifth exactly
        }
        QVERIFY(!share.isOpen());
        share.failed(); // the failure that left the window is replaced
        QVERIFY(!share.isOpen());
        share.failed();
        QVERIFY(share.isOpen());
    }
};

QTEST_GUILESS_MAIN(TestStepMachine)
#include "tst_step_machine.moc"
