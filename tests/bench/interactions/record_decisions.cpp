// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/store/journal_store.h"
#include "core/store/workspace.h"
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/status_journal.h"
#include "tests/bench/stage/our_view.h"

#include <QThread>

#include <algorithm>
#include <atomic>
#include <thread>

namespace cordon::bench {

namespace {

/// A journal with one run, ready to record what became of its steps.
class OurJournal {
public:
    OurJournal(const QString& folder, int steps)
    {
        orTrouble(Workspace::create(folder));
        m_workspace = orTrouble(Workspace::open(folder, Access::ReadWrite));
        const QByteArray json("{}");
        orTrouble(journal().keepPlan({{}, sha256(json), json, Instant{}}, ledgerEntry(0)));
        RunRow run;
        run.planHash = sha256(json);
        run.actor = QStringLiteral("moderator");
        m_run = orTrouble(journal().beginRun(run, steps, ledgerEntry(1)));
        m_before = sequence();
        prepare(steps);
    }

    void record() { orTrouble(journal().changeSteps(m_changes)); }
    [[nodiscard]] std::int64_t gained() { return sequence() - m_before; }

private:
    [[nodiscard]] JournalStore& journal() { return m_workspace->journal(); }
    [[nodiscard]] std::int64_t sequence()
    {
        return static_cast<std::int64_t>(orTrouble(journal().ledgerHead())->sequence);
    }
    void prepare(int steps)
    {
        const QString active = QStringLiteral("active"), actor = QStringLiteral("moderator");
        m_changes.reserve(static_cast<std::size_t>(steps));
        for (int ordinal = 0; ordinal < steps; ++ordinal) {
            const QString name = QStringLiteral("account%1").arg(std::int64_t{ordinal} * 7919 % 1'000'003);
            StepChange change;
            change.run = m_run;
            change.row = {ordinal, StepState::Done, 1, std::nullopt, active, actor, {}};
            change.decision = DecisionHead{Subject{SubjectKind::Account, name, name}, Verb::Ban, Instant{}, m_run};
            change.ledgerEntry = ledgerEntry(ordinal);
            m_changes.push_back(std::move(change));
        }
    }

    std::unique_ptr<Workspace> m_workspace;
    RunId m_run;
    std::int64_t m_before = 0;
    std::vector<StepChange> m_changes;
};

struct Frames {
    std::vector<double> took;
    double mostWorked = 0; ///< by the thread itself in one frame
};

/// Frames of the list of accounts, which scrolls while another thread records.
void framesMeanwhile(AccountsView& view, OurJournal& journal, Frames& frames)
{
    std::atomic<bool> recorded = false;
    std::thread recorder([&] {
        journal.record();
        recorded = true;
    });
    const std::size_t least = frames.took.size() + 3;
    for (int place = 0; !recorded || frames.took.size() < least; place = (place + 7919) % view.rows()) {
        const double before = millisecondsWorked();
        frames.took.push_back(millisecondsOf([&] {
            view.jumpTo(place);
            view.paint();
        }));
        frames.mostWorked = std::max(frames.mostWorked, millisecondsWorked() - before);
        QThread::usleep(500); // as a window rests between frames
    }
    recorder.join();
}

/// Both sides begin every round from files of the same size as the round before.
void contest(Stage& stage, Measured& result, int count, int least)
{
    result.rival = QStringLiteral("UPDATE of an indexed status");
    const QString unused = stage.scratch(QStringLiteral("status.db"));
    StatusJournal::build(stage.world(), unused.toStdString());
    std::unique_ptr<StatusJournal> rival;
    std::unique_ptr<OurJournal> journal;
    const Side ours{[&] {
                        journal->record();
                        return Answer{journal->gained(), 0};
                    },
                    [&] {
                        journal.reset();
                        journal = std::make_unique<OurJournal>(stage.scratch(QStringLiteral("journal")), count);
                    }};
    const Side theirs{[&] {
                          return Answer{rival->record(count), 0};
                      },
                      [&] {
                          rival.reset();
                          const QString file = stage.scratch(QStringLiteral("status-round.db"));
                          copyToDisk(unused, file);
                          rival = std::make_unique<StatusJournal>(file.toStdString());
                          rival->begin(count);
                      }};
    compare(result, ours, theirs, stage.rounds(least));
}

Measured longestFrame(Stage& stage, Measured&& result, int count, int rounds)
{
    AccountsView view(stage.session().index());
    Frames frames;
    for (int round = 0; round < rounds; ++round) {
        OurJournal journal(stage.scratch(QStringLiteral("journal")), count);
        settleHeap(); // of the round before
        framesMeanwhile(view, journal, frames);
    }
    std::vector<double>& took = frames.took;
    std::sort(took.begin(), took.end());
    result.ours = figureOf({took.back()});
    result.runs = rounds;
    result.note = QStringLiteral("the longest of %1 frames, p99 %2 ms; the thread itself worked %3 ms at most")
                      .arg(took.size())
                      .arg(took[(took.size() - 1) * 99 / 100], 0, 'f', 1)
                      .arg(frames.mostWorked, 0, 'f', 1);
    return std::move(result);
}

/// So many decisions: the contest, and what it does to a window meanwhile.
Results record(Stage& stage, const char* name, const char* frameName, const Goal& goal, int count, int rounds)
{
    Measured result = stage.begin(name, "record decisions", goal);
    contest(stage, result, count, rounds);
    return {result, longestFrame(stage, stage.begin(frameName, "the longest frame meanwhile", {{}, 17, 17, 17}), count,
                                 rounds)};
}

} // namespace

/// Steps, decisions and chained ledger entries, one durable transaction.
Results recordDecisions(Stage& stage)
{
    Results results = record(stage, "record-decisions", "record-frame", {1.0 / 8, 50, 50, 50}, 10'000, 4);
    const char scale = stage.scale().name;
    if (scale != 'S') {
        const bool large = scale == 'L';
        for (Measured& each :
             large ? record(stage, "record-decisions-1m", "record-frame-1m", {1.0 / 3, 0, 0, 4000}, 1'000'000, 3)
                   : record(stage, "record-decisions-100k", "record-frame-100k", {1.0 / 3, 0, 500, 0}, 100'000, 3)) {
            results.push_back(std::move(each));
        }
    }
    return results;
}

} // namespace cordon::bench
