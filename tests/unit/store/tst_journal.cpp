// SPDX-License-Identifier: Apache-2.0
// The journal: what is kept, in which order, whole or not at all.
#include "core/store/connection.h"
#include "core/store/many_rows.h"
#include "tests/unit/store/store_fixture.h"

#include <QElapsedTimer>

#include <thread>

using namespace cordon;
using namespace cordon::test;

namespace {

/// The chain computed from the outside.
bool chainHolds(const JournalStore& journal, std::uint64_t entries)
{
    Digest previous{};
    std::uint64_t expected = 0;
    bool good = true;
    const Done read = journal.readLedger(1, [&](const LedgerRow& row) {
        ++expected;
        good = good && row.sequence == expected && row.hash == chainLink(expected, previous, row.entry);
        previous = row.hash;
        return true;
    });
    return read && good && expected == entries;
}

} // namespace

class TstJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsOtherThanPromisedAreRefused()
    {
        const Place place;
        store::Connection connection(place.file(QStringLiteral("journal.db")), store::journalSchema(),
                                     store::Mode::Write);
        const QString text = QStringLiteral("text");
        for (const std::int64_t promised : {1, 64, 130}) {
            connection.execute("DELETE FROM draft");
            store::ManyRows rows(connection, "INSERT INTO draft(key, text)", 2, static_cast<std::size_t>(promised));
            QVERIFY_THROWS_EXCEPTION(SQLite::Exception, rows.add(text));
            for (std::int64_t i = 0; i < promised; ++i) {
                QVERIFY_THROWS_EXCEPTION(SQLite::Exception, rows.finish());
                rows.add(i, text);
            }
            rows.finish();
            QVERIFY_THROWS_EXCEPTION(SQLite::Exception, rows.add(promised, text));
            QCOMPARE(connection.number("SELECT count(*) FROM draft"), promised);
        }
    }

    void init()
    {
        m_place = std::make_unique<Place>();
        reopen();
    }
    void cleanup()
    {
        m_workspace.reset();
        m_place.reset();
    }

    void keepsSelectionsByName()
    {
        StoredSelection first{QStringLiteral("campaign"),
                              {accountSubject(QStringLiteral("Nora")), projectSubject(QStringLiteral("Py.Z"))},
                              QStringLiteral("domain:inbox.ru"),
                              at(3)};
        CORDON_VERIFY(journal().saveSelection(first));
        first.subjects.pop_back();
        first.subjects.push_back(first.subjects.front()); // a repeat is kept once
        CORDON_VERIFY(journal().saveSelection(first));
        CORDON_VERIFY(journal().saveSelection({QStringLiteral("a"), {}, {}, at(4)}));
        QVERIFY(!journal().saveSelection({}));
        reopen();
        const auto sizes = journal().selectionSizes();
        CORDON_VERIFY(sizes);
        QCOMPARE(sizes->size(), std::size_t(2));
        QCOMPARE(sizes->front().name, QStringLiteral("a"));
        QCOMPARE(sizes->front().subjects, 0);
        QCOMPARE(sizes->back().name, QStringLiteral("campaign"));
        QCOMPARE(sizes->back().subjects, 1);
        const auto found = journal().selection(QStringLiteral("campaign"));
        CORDON_VERIFY(found);
        QVERIFY(found->has_value());
        QCOMPARE((*found)->provenance, QStringLiteral("domain:inbox.ru"));
        QCOMPARE((*found)->subjects.size(), std::size_t(1));
        QCOMPARE((*found)->subjects[0].key, QStringLiteral("nora"));
        QCOMPARE((*found)->subjects[0].name, QStringLiteral("Nora"));
        QVERIFY((*found)->at == at(3));
        QVERIFY(!journal().selection(QStringLiteral("none"))->has_value());
    }

    void keepsAPlanOnce()
    {
        const StoredPlan plan{{}, sha256("{}"), "{}", at(1)};
        const auto first = journal().keepPlan(plan, "kept");
        CORDON_VERIFY(first);
        const auto again = journal().keepPlan(plan, "kept again");
        CORDON_VERIFY(again);
        QVERIFY(*first == *again);
        QVERIFY(chainHolds(journal(), 1));
        QCOMPARE((*journal().plan(plan.hash))->json, QByteArray("{}"));
        QVERIFY((*journal().plan(*first))->hash == plan.hash);
        QVERIFY(!journal().plan(sha256("other"))->has_value());
        QVERIFY(!journal().plan(PlanId{99})->has_value());
        QVERIFY(!journal().keepPlan({{}, sha256("x"), "x", {}}, {}));
    }

    void onePlanHasOneRun()
    {
        const auto run = startRun(journal(), 3);
        CORDON_VERIFY(run);
        const auto second = startRun(journal(), 3);
        QVERIFY(!second && second.error().kind == ErrorKind::BadInput);
        QVERIFY(second.error().what.contains(QString::number(run->value)));
        QVERIFY(chainHolds(journal(), 2));

        RunRow lost;
        lost.planHash = sha256("never kept");
        const auto none = journal().beginRun(lost, 1, "x");
        QVERIFY(!none && none.error().kind == ErrorKind::BadInput);
        QVERIFY(!journal().beginRun(lost, 1, {}));

        const auto byHash = journal().runOfPlan(sha256("{}"));
        CORDON_VERIFY(byHash);
        QVERIFY((*byHash)->id == *run && (*byHash)->state == RunState::Running && !(*byHash)->finished);
        QCOMPARE((*byHash)->registry, QStringLiteral("http://127.0.0.1:1"));
        QCOMPARE((*byHash)->actor, QStringLiteral("moderator"));
        QVERIFY((*byHash)->planHash == sha256("{}"));
        QCOMPARE(journal().steps(*run)->size(), std::size_t(3));
        QVERIFY(journal().steps(*run)->back().state == StepState::Planned);
    }

    void aRunMayBeBegunByThePlansHash()
    {
        CORDON_VERIFY(journal().keepPlan({{}, sha256("{}"), "{}", at(1)}, "kept"));
        RunRow run;
        run.planHash = sha256("{}");
        CORDON_VERIFY(journal().beginRun(run, 0, "begun"));
    }

    void aRunEndsAndIsListed()
    {
        const auto run = startRun(journal(), 1);
        CORDON_VERIFY(run);
        CORDON_VERIFY(startRun(journal(), 1, "second"));
        CORDON_VERIFY(journal().setRunState(*run, RunState::Paused, at(9), "paused"));
        QVERIFY(!(*journal().run(*run))->finished);
        CORDON_VERIFY(journal().setRunState(*run, RunState::Finished, at(10), "finished"));
        const auto runs = journal().runs();
        CORDON_VERIFY(runs);
        QCOMPARE(runs->size(), std::size_t(2));
        QVERIFY(runs->front().state == RunState::Finished && runs->front().finished == at(10));
        const Done none = journal().setRunState(RunId{77}, RunState::Paused, at(1), "x");
        QVERIFY(!none && none.error().kind == ErrorKind::BadInput);
        QVERIFY(!journal().setRunState(*run, RunState::Paused, at(1), {}));
        QVERIFY(!journal().run(RunId{77})->has_value());
        QVERIFY(chainHolds(journal(), 6));
    }

    void aStepChangesWithItsAttemptDecisionAndEntry()
    {
        const auto run = startRun(journal(), 2);
        CORDON_VERIFY(run);
        StepChange step = change(*run, 1, StepState::Accepted, "accepted");
        step.row.attempts = 1;
        step.row.notBefore = at(50);
        step.row.before = QStringLiteral("active");
        step.row.attributedTo = QStringLiteral("moderator");
        step.row.note = QStringLiteral("a note");
        step.attempt = AttemptRow{1, 1, at(40), 303, QStringLiteral("accepted"), QStringLiteral("flash")};
        step.decision = DecisionHead{accountSubject(QStringLiteral("Nora")), Verb::Ban, at(41), *run};
        CORDON_VERIFY(journal().changeStep(step));
        step.row.notBefore.reset();
        step.attempt.reset();
        step.decision->verb = Verb::Reinstate;
        CORDON_VERIFY(journal().changeStep(step));
        reopen();

        const auto steps = journal().steps(*run);
        CORDON_VERIFY(steps);
        QVERIFY(steps->at(0).state == StepState::Planned);
        const StepRow& row = steps->at(1);
        QVERIFY(row.state == StepState::Accepted && row.attempts == 1 && !row.notBefore);
        QCOMPARE(row.before, QStringLiteral("active"));
        QCOMPARE(row.attributedTo, QStringLiteral("moderator"));
        QCOMPARE(row.note, QStringLiteral("a note"));
        const auto attempts = journal().attempts(*run);
        CORDON_VERIFY(attempts);
        QCOMPARE(attempts->size(), std::size_t(1));
        QVERIFY(attempts->front().sentAt == at(40) && attempts->front().httpStatus == 303);
        QCOMPARE(attempts->front().classified, QStringLiteral("accepted"));
        QCOMPARE(attempts->front().answer, QStringLiteral("flash"));
        const auto heads = journal().decisions();
        CORDON_VERIFY(heads);
        QCOMPARE(heads->size(), std::size_t(1));
        QVERIFY(heads->front().verb == Verb::Reinstate && heads->front().run == *run);
        QCOMPARE(heads->front().subject.name, QStringLiteral("Nora"));
        QVERIFY(chainHolds(journal(), 4));
    }

    void changesAreKeptWholeOrNotAtAll()
    {
        const auto run = startRun(journal(), 2);
        CORDON_VERIFY(run);
        const Done failed =
            journal().changeSteps({change(*run, 0, StepState::Intent), change(*run, 1, StepState::Intent),
                                   change(*run, 2, StepState::Intent)});
        QVERIFY(!failed && failed.error().kind == ErrorKind::BadInput);
        QVERIFY(journal().steps(*run)->front().state == StepState::Planned);
        QVERIFY(chainHolds(journal(), 2));

        QVERIFY(!journal().changeSteps({change(*run, 0, StepState::Intent, {})}));
        QVERIFY(!journal().changeStep(change(*run, 0, StepState::Intent, {})));
        CORDON_VERIFY(journal().changeSteps({change(*run, 0, StepState::Intent), change(*run, 1, StepState::Intent)}));
        QVERIFY(chainHolds(journal(), 4));
    }

    void decisionsWithoutARegistry()
    {
        const DecisionHead dismissed{projectSubject(QStringLiteral("Py.Z")), Verb::Dismiss, at(5), {}};
        CORDON_VERIFY(journal().decide({dismissed}, "dismissed"));
        QVERIFY(!journal().decide({dismissed}, {}));
        const auto heads = journal().decisions();
        CORDON_VERIFY(heads);
        QVERIFY(heads->at(0).verb == Verb::Dismiss && !heads->at(0).run.valid());
        QVERIFY(chainHolds(journal(), 1));
    }

    void theLedgerIsReadFromAnywhereAndStops()
    {
        QVERIFY(!journal().ledgerHead()->has_value());
        QVERIFY(!journal().appendLedger({}));
        for (int i = 1; i <= 1'500; ++i) {
            if (i % 100 == 0) {
                CORDON_VERIFY(journal().appendLedger(QByteArray::number(i)));
            }
        }
        QVERIFY(chainHolds(journal(), 15));
        std::vector<std::uint64_t> seen;
        CORDON_VERIFY(journal().readLedger(7, [&seen](const LedgerRow& row) {
            seen.push_back(row.sequence);
            return seen.size() < 3;
        }));
        QVERIFY(seen == std::vector<std::uint64_t>({7, 8, 9}));
        QCOMPARE((*journal().ledgerHead())->entry, QByteArray("1500"));
    }

    void aVisitorMayReadTheJournalHeWalks()
    {
        const auto run = startRun(journal(), 1'100);
        CORDON_VERIFY(run);
        std::vector<StepChange> changes;
        for (int i = 0; i < 1'100; ++i) {
            changes.push_back(change(*run, i, StepState::Done));
        }
        CORDON_VERIFY(journal().changeSteps(changes));
        int good = 0;
        CORDON_VERIFY(journal().readLedger(1, [&](const LedgerRow&) {
            good += journal().ledgerHead() ? 1 : 0;
            return true;
        }));
        QCOMPARE(good, 1'102);
        QVERIFY(chainHolds(journal(), 1'102));
    }

    void historyCannotBeRewritten_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char* sql :
             {"UPDATE ledger SET entry = x'00'", "DELETE FROM ledger",
              "INSERT INTO ledger VALUES (9, x'00', zeroblob(32))",
              "INSERT OR REPLACE INTO ledger VALUES (1, x'00', zeroblob(32))", "UPDATE decision SET verb = 1",
              "DELETE FROM decision", "UPDATE attempt SET answer = ''", "DELETE FROM attempt",
              "UPDATE plan SET json = x'00'", "DELETE FROM plan"}) {
            QTest::newRow(sql) << QString::fromLatin1(sql);
        }
    }
    void historyCannotBeRewritten()
    {
        QFETCH(const QString, sql);
        const auto run = startRun(journal(), 1);
        CORDON_VERIFY(run);
        StepChange step = change(*run, 0, StepState::Done);
        step.attempt = AttemptRow{0, 1, at(1), 303, QStringLiteral("accepted"), {}};
        step.decision = DecisionHead{accountSubject(QStringLiteral("nora")), Verb::Ban, at(1), *run};
        CORDON_VERIFY(journal().changeStep(step));
        m_workspace.reset();

        // Our own connection, as a mistake of ours would use it.
        store::Connection connection(m_place->file(QStringLiteral("journal.db")), store::journalSchema(),
                                     store::Mode::Write);
        connection.trust();
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, connection.execute(sql.toStdString()));
    }

    void protectedSubjectsRegistriesAndDrafts()
    {
        CORDON_VERIFY(journal().protectSubject(domainSubject(QStringLiteral("gmail.com")), true));
        CORDON_VERIFY(journal().protectSubject(accountSubject(QStringLiteral("Nora")), true));
        CORDON_VERIFY(journal().protectSubject(accountSubject(QStringLiteral("NORA")), true));
        CORDON_VERIFY(journal().protectSubject(domainSubject(QStringLiteral("gmail.com")), false));
        const auto subjects = journal().protectedSubjects();
        CORDON_VERIFY(subjects);
        QCOMPARE(subjects->size(), std::size_t(1));
        QCOMPARE(subjects->front().name, QStringLiteral("NORA"));

        RegistryRow registry{QStringLiteral("pypi"), QStringLiteral("https://pypi.org"), {}, 180'000};
        CORDON_VERIFY(journal().saveRegistry(registry));
        registry.quiescenceMs = 5;
        registry.caFile = QStringLiteral("/ca.pem");
        CORDON_VERIFY(journal().saveRegistry(registry));
        const auto registries = journal().registries();
        CORDON_VERIFY(registries);
        QCOMPARE(registries->size(), std::size_t(1));
        QCOMPARE(registries->front().quiescenceMs, 5);
        QCOMPARE(registries->front().caFile, QStringLiteral("/ca.pem"));
        QVERIFY(!journal().saveRegistry({}));

        QCOMPARE(journal().draft(QStringLiteral("j")).value(), QString());
        CORDON_VERIFY(journal().saveDraft(QStringLiteral("j"), QStringLiteral("as typed, \u00e4")));
        reopen();
        QCOMPARE(journal().draft(QStringLiteral("j")).value(), QStringLiteral("as typed, \u00e4"));
        CORDON_VERIFY(journal().saveDraft(QStringLiteral("j"), {}));
        QCOMPARE(journal().draft(QStringLiteral("j")).value(), QString());
    }

    void writersOfSeveralThreadsTakeTurns()
    {
        constexpr int kThreads = 4;
        constexpr int kEach = 25;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < kThreads; ++i) {
                threads.emplace_back([this] {
                    for (int n = 0; n < kEach; ++n) {
                        static_cast<void>(journal().appendLedger("entry"));
                    }
                });
            }
        }
        QVERIFY(chainHolds(journal(), kThreads * kEach));
    }

    void aBusyFileIsSaidToBeBusyAndStopsTheJournal()
    {
        SQLite::Database other(m_place->file(QStringLiteral("journal.db")).toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        const Done refused = journal().saveDraft(QStringLiteral("a"), QStringLiteral("b"));
        other.exec("ROLLBACK");
        QVERIFY(!refused && refused.error().kind == ErrorKind::NeedsPerson);
        const Done later = journal().saveDraft(QStringLiteral("a"), QStringLiteral("b"));
        QVERIFY2(!later, "a journal whose write failed once is opened again first");
        QVERIFY(later.error().what.contains(QLatin1String("earlier write failed")));
        reopen();
        CORDON_VERIFY(journal().saveDraft(QStringLiteral("a"), QStringLiteral("b")));
    }

    void wordsOfStates()
    {
        QCOMPARE(word(StepState::DoneByOther), QStringLiteral("DONE_BY_OTHER"));
        QStringList words;
        int terminal = 0;
        for (int i = 0; i <= 12; ++i) {
            words << word(static_cast<StepState>(i));
            terminal += isTerminal(static_cast<StepState>(i)) ? 1 : 0;
        }
        QCOMPARE(words.join(QLatin1Char(' ')),
                 QStringLiteral("PLANNED INTENT ACCEPTED THROTTLED UNKNOWN DONE CONFIRMED ALREADY DONE_BY_OTHER STALE "
                                "REJECTED PARKED CANCELLED"));
        QCOMPARE(terminal, 8);
        QCOMPARE(word(RunState::Running) + word(RunState::Paused) + word(RunState::Finished) +
                     word(RunState::Cancelled),
                 QStringLiteral("runningpausedfinishedcancelled"));
    }

    void aThousandStepChangesAreEachOnTheDisk()
    {
        const auto run = startRun(journal(), 1'000);
        CORDON_VERIFY(run);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 1'000; ++i) {
            StepChange step = change(*run, i, StepState::Done, QByteArray(200, 'e'));
            step.attempt = AttemptRow{i, 1, at(i), 303, QStringLiteral("accepted"), QStringLiteral("flash")};
            step.decision = DecisionHead{accountSubject(QStringLiteral("user%1").arg(i)), Verb::Ban, at(i), *run};
            CORDON_VERIFY(journal().changeStep(step));
        }
        qInfo("1,000 step changes: %lld ms", timer.elapsed());
        QVERIFY(chainHolds(journal(), 1'002));
        timer.restart();
        reopen();
        qInfo("opened with 1,002 ledger entries: %lld ms", timer.elapsed());
    }

private:
    JournalStore& journal() { return m_workspace->journal(); }
    void reopen()
    {
        m_workspace.reset();
        auto opened = m_place->open();
        CORDON_VERIFY(opened);
        m_workspace = std::move(*opened);
    }

    std::unique_ptr<Place> m_place;
    std::unique_ptr<Workspace> m_workspace;
};

int main(int argc, char** argv)
{
    return testMain<TstJournal>(argc, argv);
}

#include "tst_journal.moc"
