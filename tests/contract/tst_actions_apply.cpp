// SPDX-License-Identifier: Apache-2.0
// Applying, pausing, resuming and taking back, through the connector against the simulated registry.
// What really happened is read from the registry's own effects file and state.
#include "app/simulator/simulator.h"
#include "core/actions/apply.h"
#include "core/actions/import.h"
#include "core/actions/init.h"
#include "core/actions/ledger.h"
#include "core/actions/plan.h"
#include "core/actions/report.h"
#include "core/actions/runs.h"
#include "core/actions/select.h"
#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/store/cache_store.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

/// A registry, and a workspace that has imported the same files.
class Desk {
public:
    [[nodiscard]] Done open()
    {
        writeFiles();
        if (auto made = initWorkspace(m_dir.filePath(u"ws"_s)); !made) {
            return tl::unexpected(made.error());
        }
        auto opened = Session::open(m_dir.filePath(u"ws"_s), OpenMode::ReadWrite);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        session = std::move(*opened);
        if (auto imported = importInto(*session, {{data()}, {}}, {}, {}); !imported) {
            return tl::unexpected(imported.error());
        }
        auto started = startRegistry();
        if (!started) {
            return tl::unexpected(started.error());
        }
        registry = std::move(*started);
        return addRegistry(*session, u"sim"_s, registry->url(), {}, 200);
    }
    [[nodiscard]] Result<std::unique_ptr<simulator::Simulator>> startRegistry() const
    {
        simulator::Options options;
        options.data = data();
        options.effects = m_dir.filePath(u"effects.jsonl"_s);
        return simulator::Simulator::start(options);
    }

    [[nodiscard]] Credentials cookie() const { return {{}, {}, {}, registry->openSessionCookie()}; }
    [[nodiscard]] Credentials passwordOf(const QString& role) const
    {
        for (const simulator::User& user : registry->users()) {
            if (user.role == role) {
                return {user.username, user.password, user.totpSecret, {}};
            }
        }
        return {};
    }
    [[nodiscard]] Result<Plan> plan(const QString& filter = u"domain:inbox.ru -name:honest*"_s,
                                    const std::vector<Verb>& verbs = {Verb::Ban, Verb::Quarantine})
    {
        SelectOrder order;
        order.name = u"wave"_s;
        order.filter = filter;
        if (const auto selected = makeSelection(*session, order); !selected) {
            return tl::unexpected(selected.error());
        }
        Justification why;
        why.policy = u"spam"_s;
        why.reason = u"A wave of empty projects."_s;
        return makePlan(*session, {u"wave"_s, verbs, why, {}});
    }
    [[nodiscard]] Result<ApplyOutcome> apply(const Plan& plan, bool resume = false, std::stop_token pause = {},
                                             const std::function<void(const RunEvent&)>& onEvent = {})
    {
        return applyPlan(*session, {plan, {}, cookie(), resume, {}}, onEvent, pause);
    }
    /// "subject before after" of each change that really happened.
    [[nodiscard]] QStringList effects() const
    {
        QStringList lines;
        for (const QByteArray& line : readAll(m_dir.filePath(u"effects.jsonl"_s)).split('\n')) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            if (!row.isEmpty()) {
                lines += u"%1 %2 %3"_s.arg(row["subject"_L1].toString().toLower(), row["before"_L1].toString(),
                                           row["after"_L1].toString());
            }
        }
        return lines;
    }
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }

    std::unique_ptr<simulator::Simulator> registry;
    std::unique_ptr<Session> session;

private:
    [[nodiscard]] QString data() const { return m_dir.filePath(u"data"_s); }
    void writeFiles() const
    {
        QDir(m_dir.path()).mkpath(u"data"_s);
        writeAll(data() + u"/accounts.csv", "username,email,email_verified,date_joined,state\n"
                                            "Spam1,a@Inbox.RU,true,2025-06-11T09:00:00Z,active\n"
                                            "spam2,b@inbox.ru,true,2025-06-11T09:05:00Z,active\n"
                                            "honest,h@inbox.ru,true,2020-02-02T00:00:00Z,active\n"
                                            "amber,amber@uni.test,true,2019-02-03T12:00:00Z,active\n");
        writeAll(data() + u"/projects.csv", "project,owner,created,py_modules,state\n"
                                            "Spam.A,Spam1,2025-06-12T10:00:00Z,0,active\n"
                                            "spam-b,Spam1,2025-06-12T10:01:00Z,0,active\n"
                                            "spam-c,spam2,2025-06-13T10:00:00Z,0,active\n"
                                            "honest-lib,honest,2020-03-01T00:00:00Z,4,active\n");
        writeAll(data() + u"/roles.csv", "project,username,role\n"
                                         "Spam.A,Spam1,Owner\nSpam.A,amber,Maintainer\n"
                                         "spam-b,Spam1,Owner\nspam-c,spam2,Owner\nhonest-lib,honest,Owner\n");
    }

    QTemporaryDir m_dir;
};

const QStringList kWave{u"spam1 unfrozen frozen"_s,          u"spam2 unfrozen frozen"_s,
                        u"spam.a active quarantine-enter"_s, u"amber unfrozen frozen"_s,
                        u"amber frozen unfrozen"_s,          u"spam-b active quarantine-enter"_s,
                        u"spam-c active quarantine-enter"_s};

} // namespace

class TestActionsApply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanDoesWhatItSaysAndNothingElse()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        QCOMPARE(plan->registry, desk.registry->url());
        int events = 0;
        const auto outcome = desk.apply(*plan, false, {}, [&](const RunEvent& event) {
            ++events;
            QCOMPARE(event.totals.steps, 6);
        });
        CORDON_VERIFY(outcome);
        QVERIFY2(!outcome->stoppedKind, qPrintable(outcome->stoppedBecause));
        QCOMPARE(outcome->totals.done, 6);
        QVERIFY(!outcome->sentNothing);
        QVERIFY(events >= 12);
        QCOMPARE(desk.effects(), kWave);
        // The picture knows at once, decisions and states alike.
        const auto index = desk.session->index();
        QCOMPARE(index->account(*index->findAccount(u"spam1")).state, AccountState::Frozen);
        QCOMPARE(index->account(*index->findAccount(u"amber")).state, AccountState::Active);
        QCOMPARE(index->project(*index->findProject(u"spam-c")).state, ProjectState::Quarantined);
        QVERIFY(index->decided(Table::Accounts).test(*index->findAccount(u"spam2")));
        const auto verdict = verifyWorkspaceLedger(*desk.session);
        CORDON_VERIFY(verdict);
        QVERIFY(verdict->ok);
        // Everything stands as the plan wants it.
        QCOMPARE(checkPlan(*index, *plan).already, 5);
    }

    void applyingAgainSendsNothingEvenWithoutTheRegistry()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        const auto first = desk.apply(*plan);
        CORDON_VERIFY(first);
        desk.registry->stop();
        const auto settled = appliedBefore(*desk.session, {*plan, {}, {}, false, {}});
        CORDON_VERIFY(settled);
        QVERIFY(settled->has_value() && (*settled)->sentNothing);
        const auto again = applyPlan(*desk.session, {*plan, {}, {}, false, {}}, {}, {});
        CORDON_VERIFY(again);
        QVERIFY(again->sentNothing);
        QCOMPARE(again->run, first->run);
        QCOMPARE(desk.effects(), kWave);
    }

    void aPausedRunGoesOnWhereItStopped()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        std::stop_source pause;
        const auto first = desk.apply(*plan, false, pause.get_token(), [&](const RunEvent& event) {
            if (event.totals.done == 2) {
                pause.request_stop();
            }
        });
        CORDON_VERIFY(first);
        QVERIFY(!first->stoppedKind); // asked for, so no trouble
        QCOMPARE(first->totals.waiting, 4);
        QCOMPARE(listRuns(*desk.session)->front().state, u"paused"_s);
        const auto unasked = desk.apply(*plan);
        QVERIFY(!unasked);
        QCOMPARE(unasked.error().kind, ErrorKind::NeedsPerson);
        const auto second = desk.apply(*plan, true);
        CORDON_VERIFY(second);
        QCOMPARE(second->run, first->run);
        QCOMPARE(second->totals.done, 6);
        QCOMPARE(desk.effects(), kWave);
    }

    void whatAPausedRunHasNotBegunCanBeCancelled()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        std::stop_source pause;
        const auto run = desk.apply(*plan, false, pause.get_token(), [&](const RunEvent& event) {
            if (event.totals.done == 1) {
                pause.request_stop();
            }
        });
        CORDON_VERIFY(run);
        const auto totals = cancelRun(*desk.session, run->run);
        CORDON_VERIFY(totals);
        QCOMPARE(totals->done, 1);
        QCOMPARE(totals->skipped, 5);
        const auto again = desk.apply(*plan);
        CORDON_VERIFY(again);
        QVERIFY(again->sentNothing);
        QCOMPARE(desk.effects(), QStringList{kWave.first()});
    }

    void aReversalBringsBackWhatWas()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        const auto run = desk.apply(*plan);
        CORDON_VERIFY(run);
        const auto reversal = makeReversal(*desk.session, {run->run, {}, u"They were hacked."_s, {}});
        CORDON_VERIFY(reversal);
        QCOMPARE(reversal->registry, desk.registry->url());
        QVERIFY(!reversal->residue.empty());
        const auto back = desk.apply(*reversal);
        CORDON_VERIFY(back);
        QCOMPARE(back->totals.done, back->totals.steps);
        const auto index = desk.session->index();
        for (Row row = 0; row < index->size(Table::Accounts); ++row) {
            QCOMPARE(index->account(row).state, AccountState::Active);
        }
        for (Row row = 0; row < index->size(Table::Projects); ++row) {
            QVERIFY(countsAsActive(index->project(row).state));
        }
        ReportOrder order;
        order.run = run->run;
        order.folder = desk.path(u"report"_s);
        const auto report = writeReport(*desk.session, order);
        CORDON_VERIFY(report);
        QCOMPARE(report->report.accounts, 2);
        QCOMPARE(report->report.projects, 3);
        QCOMPARE(report->report.facts.runs.size(), 2U);
        // A plan that was taken back is finished all the same.
        const auto again = desk.apply(*plan);
        CORDON_VERIFY(again);
        QVERIFY(again->sentNothing);
    }

    void whatOthersDidMeanwhileIsNotSentAgain()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        const auto small = desk.plan(u"name:spam2"_s, {Verb::Ban});
        CORDON_VERIFY(small);
        CORDON_VERIFY(desk.apply(*small));
        const auto outcome = desk.apply(*plan);
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->totals.already, 1);
        QCOMPARE(outcome->totals.done, 5);
        QCOMPARE(desk.effects().count(u"spam2 unfrozen frozen"_s), 1);
    }

    void whatWasSoAlreadyIsRememberedAsItWasRead()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        CORDON_VERIFY(desk.session->workspace().cache().setProjectState(u"spam-c"_s, ProjectState::Quarantined));
        CORDON_VERIFY(desk.session->reload());
        const auto plan = desk.plan(u"kind:project name:spam-c"_s, {Verb::Clear});
        CORDON_VERIFY(plan);
        const auto outcome = desk.apply(*plan);
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->totals.already, 1);
        const auto index = desk.session->index();
        QCOMPARE(index->project(*index->findProject(u"spam-c")).state, ProjectState::Active);
    }

    void aPersonWhoMayNotIsToldAndNothingHappens_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("wrong password") << u"password"_s;
        QTest::newRow("wrong code") << u"code"_s;
        QTest::newRow("no credentials") << u"none"_s;
    }
    void aPersonWhoMayNotIsToldAndNothingHappens()
    {
        QFETCH(const QString, what);
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        Credentials credentials = desk.passwordOf(u"superuser"_s);
        if (what == u"password") {
            credentials.password += u'x';
        } else if (what == u"code") {
            credentials.totpSecret = u"JBSWY3DPEHPK3PXP"_s;
        } else {
            credentials = {};
        }
        const auto outcome = applyPlan(*desk.session, {*plan, {}, credentials, false, {}}, {}, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::NeedsPerson);
        QVERIFY(desk.effects().isEmpty());
        QCOMPARE(listRuns(*desk.session)->size(), 0U);
        const auto status = registryStatus(*desk.session, u"sim"_s, credentials, {});
        CORDON_VERIFY(status);
        QVERIFY(!status->loggedIn);
        QVERIFY(status->reachable);
        QVERIFY(!status->trouble.isEmpty());
    }

    // A step that is refused is lost to its plan, so a moderator must not begin what only a superuser may.
    void aModeratorRunsWhatAModeratorMayAndNothingElse()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        const Credentials moderator = desk.passwordOf(u"moderator"_s);
        const auto refused = applyPlan(*desk.session, {*plan, {}, moderator, false, {}}, {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NeedsPerson);
        QVERIFY(desk.effects().isEmpty());
        QCOMPARE(listRuns(*desk.session)->size(), 0U);
        const auto small = desk.plan(u"kind:project name:spam-c"_s, {Verb::Quarantine});
        CORDON_VERIFY(small);
        const auto outcome = applyPlan(*desk.session, {*small, {}, moderator, false, {}}, {}, {});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->totals.done, 1);
    }

    void aRegistryThatGoesAwayLeavesARunToResume()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        std::atomic_bool enough = false;
        std::jthread plug([&](const std::stop_token& stop) {
            while (!enough && !stop.stop_requested()) {
                std::this_thread::yield();
            }
            desk.registry->stop();
        });
        const auto outcome = desk.apply(*plan, false, {}, [&](const RunEvent& event) {
            if (event.totals.done == 1 && !enough) {
                enough = true;
                plug.join();
            }
        });
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->stoppedKind, std::optional(ErrorKind::Registry));
        QVERIFY(!outcome->stoppedBecause.isEmpty());
        QCOMPARE(outcome->totals.done, 1);
        QCOMPARE(listRuns(*desk.session)->front().state, u"paused"_s);
    }

    void whoWeAreIsTold_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("superuser") << u"superuser"_s;
        QTest::newRow("moderator") << u"moderator"_s;
    }
    void whoWeAreIsTold()
    {
        QFETCH(const QString, role);
        Desk desk;
        CORDON_VERIFY(desk.open());
        const Credentials credentials = desk.passwordOf(role);
        const auto bare = registryStatus(*desk.session, {}, {}, {});
        CORDON_VERIFY(bare);
        QVERIFY(bare->reachable && !bare->loggedIn);
        const auto in = logInTo(*desk.session, u"sim"_s, credentials, {});
        CORDON_VERIFY(in);
        QCOMPARE(in->username, credentials.username);
        QCOMPARE(in->superuser, role == u"superuser");
        QVERIFY(in->reachable && in->loggedIn);
    }

    void statusTellsWhoWeAre()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto status = registryStatus(*desk.session, u"sim"_s, desk.passwordOf(u"superuser"_s), {});
        CORDON_VERIFY(status);
        QVERIFY(status->reachable && status->loggedIn && status->superuser);
        QVERIFY(status->trouble.isEmpty());
    }

    // A window looks at the picture and at the runs while a worker applies.
    void othersMayLookOnWhileARunGoes()
    {
        Desk desk;
        CORDON_VERIFY(desk.open());
        const auto plan = desk.plan();
        CORDON_VERIFY(plan);
        std::atomic_bool go = true;
        std::atomic_int troubles = 0;
        std::jthread looker([&] {
            while (go) {
                const auto picture = desk.session->index();
                troubles += picture->size(Table::Accounts) == 4 ? 0 : 1;
                troubles += listRuns(*desk.session) ? 0 : 1;
                troubles += ledgerLines(*desk.session, 5) ? 0 : 1;
            }
        });
        const auto outcome = desk.apply(*plan);
        go = false;
        looker.join();
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->totals.done, 6);
        QCOMPARE(troubles.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestActionsApply)
#include "tst_actions_apply.moc"
