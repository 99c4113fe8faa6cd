// SPDX-License-Identifier: Apache-2.0
// The journal's plans, runs, steps and decisions. Every change of these stands in the ledger, in
// the same transaction.
#include "core/store/journal.h"
#include "core/store/ledger_chain.h"
#include "core/store/many_rows.h"

#include <algorithm>
#include <optional>
#include <span>

namespace cordon::store {

namespace {

constexpr const char* kSelectRun =
    "SELECT r.id, r.plan_id, p.hash, r.registry, r.state, r.started, r.finished, r.actor "
    "FROM run AS r JOIN plan AS p ON p.id = r.plan_id ORDER BY r.id";
constexpr const char* kSelectRunById =
    "SELECT r.id, r.plan_id, p.hash, r.registry, r.state, r.started, r.finished, r.actor "
    "FROM run AS r JOIN plan AS p ON p.id = r.plan_id WHERE r.id = ?";
constexpr const char* kSelectRunByPlan =
    "SELECT r.id, r.plan_id, p.hash, r.registry, r.state, r.started, r.finished, r.actor "
    "FROM run AS r JOIN plan AS p ON p.id = r.plan_id WHERE p.hash = ?";

RunRow runFrom(const Query& row)
{
    RunRow run;
    run.id = RunId{row.number(0)};
    run.plan = PlanId{row.number(1)};
    run.planHash = row.digest(2);
    run.registry = row.text(3);
    run.state = row.as<RunState>(4);
    run.started = row.instant(5);
    run.finished = row.maybeInstant(6);
    run.actor = row.text(7);
    return run;
}

StoredPlan planFrom(const Query& row)
{
    return {PlanId{row.number(0)}, row.digest(1), row.blob(2), row.instant(3)};
}

/// At most one row, made a value.
template<class Make>
auto firstOf(Query&& row, Make make) -> Result<std::optional<decltype(make(row))>>
{
    using Found = std::optional<decltype(make(row))>;
    return row.next() ? Found(make(row)) : Found();
}

tl::unexpected<Error> noEntry()
{
    return failure(ErrorKind::BadInput, QStringLiteral("Every change of a run needs an entry for the ledger."),
                   QStringLiteral("Nothing was written."));
}

struct NumberedDecision {
    const DecisionHead* decision = nullptr;
    std::int64_t id = 0;
};

/// The heads in the order of their keys: next to each other in the file, whatever order a plan has.
/// Of two on one subject the later one holds.
void keepHeads(Connection& connection, std::vector<NumberedDecision>& decisions)
{
    std::ranges::stable_sort(decisions, [](const NumberedDecision& a, const NumberedDecision& b) {
        const Subject &left = a.decision->subject, &right = b.decision->subject;
        return left.kind != right.kind ? left.kind < right.kind : left.key < right.key;
    });
    ManyRows heads(connection, "INSERT INTO decision_head(kind, key, decision_id)", 3, decisions.size(),
                   "ON CONFLICT(kind, key) DO UPDATE SET decision_id = excluded.decision_id");
    for (const NumberedDecision& numbered : decisions) {
        const Subject& subject = numbered.decision->subject;
        heads.add(static_cast<std::int64_t>(subject.kind), subject.key, numbered.id);
    }
    heads.finish();
}

void appendDecisions(Connection& connection, const std::vector<const DecisionHead*>& decisions)
{
    if (decisions.empty()) {
        return;
    }
    std::int64_t id = connection.number("SELECT coalesce(max(id), 0) FROM decision");
    std::vector<NumberedDecision> numbered;
    numbered.reserve(decisions.size());
    ManyRows rows(connection, "INSERT INTO decision(id, kind, key, name, verb, at, run_id)", 7, decisions.size());
    for (const DecisionHead* decision : decisions) {
        const Subject& subject = decision->subject;
        rows.add(++id, static_cast<std::int64_t>(subject.kind), subject.key, subject.name,
                 static_cast<std::int64_t>(decision->verb), std::int64_t{decision->at.time_since_epoch().count()},
                 decision->run);
        numbered.push_back({decision, id});
    }
    rows.finish();
    keepHeads(connection, numbered);
}

/// Steps of one batch say much the same: a text that was bound for the row before stays bound.
class StepUpdate {
public:
    explicit StepUpdate(Connection& connection)
        : m_statement(connection.database(),
                      "UPDATE step SET state = ?1, attempts = ?2, not_before = ?3, before = ?4, attributed_to = ?5, "
                      "note = ?6 WHERE run_id = ?7 AND ordinal = ?8")
    {
    }

    /// False where the run has no such step.
    [[nodiscard]] bool run(RunId run, const StepRow& row)
    {
        m_statement.bind(1, static_cast<int>(row.state));
        m_statement.bind(2, row.attempts);
        if (row.notBefore) {
            m_statement.bind(3, std::int64_t{row.notBefore->time_since_epoch().count()});
        } else {
            m_statement.bind(3);
        }
        bind(4, m_before, row.before);
        bind(5, m_attributedTo, row.attributedTo);
        bind(6, m_note, row.note);
        m_statement.bind(7, run.value);
        m_statement.bind(8, row.ordinal);
        const bool found = m_statement.exec() == 1;
        m_statement.reset();
        return found;
    }

private:
    void bind(int index, std::optional<QString>& last, const QString& text)
    {
        if (last != text) {
            m_statement.bind(index, text.toStdString());
            last = text;
        }
    }

    SQLite::Statement m_statement;
    std::optional<QString> m_before, m_attributedTo, m_note;
};

Done changeRow(Connection& connection, StepUpdate& update, const StepChange& change)
{
    if (!update.run(change.run, change.row)) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("Run %1 has no step %2.").arg(change.run.value).arg(change.row.ordinal),
                       QStringLiteral("Nothing was written."));
    }
    if (change.attempt) {
        const AttemptRow& attempt = *change.attempt;
        connection.run("INSERT INTO attempt(run_id, ordinal, number, sent_at, http_status, classified, answer) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)",
                       change.run, attempt.ordinal, attempt.number, attempt.sentAt, attempt.httpStatus,
                       attempt.classified, attempt.answer);
    }
    return {};
}

/// Table by table, so that each is written from its front to its end.
Done changeAll(Connection& connection, std::span<const StepChange> changes)
{
    std::vector<const DecisionHead*> decisions;
    std::vector<const QByteArray*> entries;
    entries.reserve(changes.size());
    StepUpdate update(connection);
    for (const StepChange& change : changes) {
        if (const Done done = changeRow(connection, update, change); !done) {
            return done;
        }
        if (change.decision) {
            decisions.push_back(&*change.decision);
        }
        entries.push_back(&change.ledgerEntry);
    }
    appendDecisions(connection, decisions);
    appendAllToChain(connection, entries);
    return {};
}

/// The id of the plan that the run is of: by id, else by hash.
PlanId planOf(Connection& connection, const RunRow& run)
{
    Query row =
        connection.query("SELECT id FROM plan WHERE id = ?1 OR (?1 IS NULL AND hash = ?2)", run.plan, run.planHash);
    return row.next() ? PlanId{row.number(0)} : PlanId{};
}

Done checkBegin(Connection& connection, PlanId plan)
{
    if (!plan.valid()) {
        return failure(ErrorKind::BadInput, QStringLiteral("The plan of this run is not in the journal."),
                       QStringLiteral("Nothing was written."));
    }
    Query run = connection.query("SELECT id FROM run WHERE plan_id = ?", plan);
    if (run.next()) {
        return failure(ErrorKind::BadInput, QStringLiteral("This plan has a run already: %1.").arg(run.number(0)),
                       QStringLiteral("Nothing was written."),
                       QStringLiteral("Resume that run, or make a new plan: one plan, one run."));
    }
    return {};
}

} // namespace

Result<PlanId> Journal::keepPlan(const StoredPlan& plan, const QByteArray& ledgerEntry)
{
    if (ledgerEntry.isEmpty()) {
        return noEntry();
    }
    return m_writer.write([&](Connection& connection) -> Result<PlanId> {
        {
            Query known = connection.query("SELECT id FROM plan WHERE hash = ?", plan.hash);
            if (known.next()) {
                return PlanId{known.number(0)};
            }
        }
        connection.run("INSERT INTO plan(hash, json, at) VALUES (?, ?, ?)", plan.hash, plan.json, plan.at);
        const PlanId id{connection.lastId()};
        static_cast<void>(appendToChain(connection, ledgerEntry));
        return id;
    });
}

Result<std::optional<StoredPlan>> Journal::plan(const Digest& hash) const
{
    return m_readers.read({}, [&hash](Connection& connection) {
        return firstOf(connection.query("SELECT id, hash, json, at FROM plan WHERE hash = ?", hash), planFrom);
    });
}

Result<std::optional<StoredPlan>> Journal::plan(PlanId id) const
{
    return m_readers.read({}, [id](Connection& connection) {
        return firstOf(connection.query("SELECT id, hash, json, at FROM plan WHERE id = ?", id), planFrom);
    });
}

Result<RunId> Journal::beginRun(const RunRow& run, int steps, const QByteArray& ledgerEntry)
{
    if (ledgerEntry.isEmpty()) {
        return noEntry();
    }
    return m_writer.write([&](Connection& connection) -> Result<RunId> {
        const PlanId plan = planOf(connection, run);
        if (const Done possible = checkBegin(connection, plan); !possible) {
            return tl::unexpected(possible.error());
        }
        connection.run("INSERT INTO run(plan_id, registry, state, started, actor) VALUES (?, ?, ?, ?, ?)", plan,
                       run.registry, RunState::Running, run.started, run.actor);
        const RunId id{connection.lastId()};
        for (int ordinal = 0; ordinal < steps; ++ordinal) {
            connection.run("INSERT INTO step(run_id, ordinal) VALUES (?, ?)", id, ordinal);
        }
        static_cast<void>(appendToChain(connection, ledgerEntry));
        return id;
    });
}

Done Journal::setRunState(RunId run, RunState state, Instant at, const QByteArray& ledgerEntry)
{
    if (ledgerEntry.isEmpty()) {
        return noEntry();
    }
    return m_writer.write([&](Connection& connection) -> Done {
        const bool over = state == RunState::Finished || state == RunState::Cancelled;
        const std::int64_t before = connection.totalChanges();
        connection.run("UPDATE run SET state = ?, finished = ? WHERE id = ?", state,
                       over ? std::optional(at) : std::nullopt, run);
        if (connection.totalChanges() == before) {
            return failure(ErrorKind::BadInput, QStringLiteral("There is no run %1.").arg(run.value));
        }
        static_cast<void>(appendToChain(connection, ledgerEntry));
        return {};
    });
}

Done Journal::changeStep(const StepChange& change)
{
    if (change.ledgerEntry.isEmpty()) {
        return noEntry();
    }
    return m_writer.write([&change](Connection& connection) { return changeAll(connection, {&change, 1}); });
}

Done Journal::changeSteps(const std::vector<StepChange>& changes)
{
    if (std::ranges::any_of(changes, [](const StepChange& change) { return change.ledgerEntry.isEmpty(); })) {
        return noEntry();
    }
    return m_writer.write([&changes](Connection& connection) -> Done { return changeAll(connection, changes); });
}

Result<std::vector<RunRow>> Journal::runs() const
{
    return m_readers.read({}, [](Connection& connection) -> Result<std::vector<RunRow>> {
        std::vector<RunRow> runs;
        Query row = connection.query(kSelectRun);
        while (row.next()) {
            runs.push_back(runFrom(row));
        }
        return runs;
    });
}

Result<std::optional<RunRow>> Journal::run(RunId id) const
{
    return m_readers.read(
        {}, [id](Connection& connection) { return firstOf(connection.query(kSelectRunById, id), runFrom); });
}

Result<std::optional<RunRow>> Journal::runOfPlan(const Digest& planHash) const
{
    return m_readers.read({}, [&planHash](Connection& connection) {
        return firstOf(connection.query(kSelectRunByPlan, planHash), runFrom);
    });
}

Result<std::vector<StepRow>> Journal::steps(RunId run) const
{
    return m_readers.read({}, [run](Connection& connection) -> Result<std::vector<StepRow>> {
        std::vector<StepRow> steps;
        Query row = connection.query("SELECT ordinal, state, attempts, not_before, before, attributed_to, note "
                                     "FROM step WHERE run_id = ? ORDER BY ordinal",
                                     run);
        while (row.next()) {
            steps.push_back({row.small(0), row.as<StepState>(1), row.small(2), row.maybeInstant(3), row.text(4),
                             row.text(5), row.text(6)});
        }
        return steps;
    });
}

Result<std::vector<AttemptRow>> Journal::attempts(RunId run) const
{
    return m_readers.read({}, [run](Connection& connection) -> Result<std::vector<AttemptRow>> {
        std::vector<AttemptRow> attempts;
        Query row = connection.query("SELECT ordinal, number, sent_at, http_status, classified, answer FROM attempt "
                                     "WHERE run_id = ? ORDER BY ordinal, number, id",
                                     run);
        while (row.next()) {
            attempts.push_back({row.small(0), row.small(1), row.instant(2), row.small(3), row.text(4), row.text(5)});
        }
        return attempts;
    });
}

Result<std::vector<DecisionHead>> Journal::decisions() const
{
    return m_readers.read({}, [](Connection& connection) -> Result<std::vector<DecisionHead>> {
        std::vector<DecisionHead> heads;
        Query row = connection.query("SELECT d.kind, d.key, d.name, d.verb, d.at, d.run_id FROM decision_head AS h "
                                     "JOIN decision AS d ON d.id = h.decision_id ORDER BY h.kind, h.key");
        while (row.next()) {
            heads.push_back({Subject{row.as<SubjectKind>(0), row.text(1), row.text(2)}, row.as<Verb>(3), row.instant(4),
                             RunId{row.number(5)}});
        }
        return heads;
    });
}

Done Journal::decide(const std::vector<DecisionHead>& decisions, const QByteArray& ledgerEntry)
{
    if (ledgerEntry.isEmpty()) {
        return noEntry();
    }
    return m_writer.write([&](Connection& connection) -> Done {
        std::vector<const DecisionHead*> all;
        for (const DecisionHead& decision : decisions) {
            all.push_back(&decision);
        }
        appendDecisions(connection, all);
        static_cast<void>(appendToChain(connection, ledgerEntry));
        return {};
    });
}

} // namespace cordon::store
