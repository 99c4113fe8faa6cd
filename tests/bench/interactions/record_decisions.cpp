// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/store/journal_store.h"
#include "core/store/workspace.h"
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/plain_model.h"
#include "tests/bench/rivals/status_journal.h"
#include "tests/bench/rivals/tuned_table.h"

#include <QScrollBar>

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

/// The longest frame of a table that scrolls while another thread records.
double longestFrame(OurJournal& journal)
{
    PlainTable table(1'000'000, kFrameColumns);
    QTableView view;
    tune(view);
    view.setModel(&table);
    showFrame(view);
    std::atomic<bool> recorded = false;
    std::thread recorder([&] {
        journal.record();
        recorded = true;
    });
    std::vector<double> frames;
    for (int place = 0; !recorded || frames.size() < 3; place = (place + 7919) % 999'000) {
        frames.push_back(millisecondsOf([&] {
            view.verticalScrollBar()->setValue(place);
            view.viewport()->repaint();
        }));
    }
    recorder.join();
    return *std::max_element(frames.begin(), frames.end());
}

Measured record(Stage& stage, Measured&& result, int count, int least)
{
    result.rival = QStringLiteral("UPDATE of an indexed status");
    const QString file = stage.scratch(QStringLiteral("status.db"));
    StatusJournal::build(stage.world(), file.toStdString());
    StatusJournal rival(file.toStdString());
    std::unique_ptr<OurJournal> journal;
    const auto fresh = [&] {
        journal.reset();
        journal = std::make_unique<OurJournal>(stage.scratch(QStringLiteral("journal")), count);
    };
    const Side ours{[&] {
                        journal->record();
                        return Answer{journal->gained(), 0};
                    },
                    fresh};
    const Side theirs{[&] { return Answer{rival.record(count), 0}; }, [&] { rival.begin(count); }};
    compare(result, ours, theirs, stage.rounds(least));
    fresh();
    result.note = QStringLiteral("longest frame meanwhile %1 ms").arg(longestFrame(*journal), 0, 'f', 1);
    return std::move(result);
}

} // namespace

/// Steps, decisions and chained ledger entries, one durable transaction.
Results recordDecisions(Stage& stage)
{
    Results results;
    results.push_back(
        record(stage, stage.begin("record-decisions", "record 10,000 decisions", {1.0 / 8, 50, 50, 50}), 10'000, 4));
    if (stage.scale().name == 'M') {
        results.push_back(record(
            stage, stage.begin("record-decisions-100k", "record 100,000 decisions", {1.0 / 3, 0, 500, 0}), 100'000, 3));
    } else if (stage.scale().name == 'L') {
        results.push_back(
            record(stage, stage.begin("record-decisions-1m", "record 1,000,000 decisions", {1.0 / 3, 0, 0, 4000}),
                   1'000'000, 3));
    }
    return results;
}

} // namespace cordon::bench
