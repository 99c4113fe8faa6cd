// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/domain/ids.h"
#include "core/domain/instant.h"
#include "core/domain/result.h"
#include "core/domain/subject.h"

#include <QByteArray>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace cordon {

// g++ 12 takes the scoped name StepState::Done for a shadow of the alias Done.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// Where a step of a run stands (security.md 3.3). Stored by these numbers: never renumber.
enum class StepState : std::uint8_t {
    Planned = 0,
    Intent = 1,    ///< about to be sent, or sent and nothing known yet
    Accepted = 2,  ///< the answer looked right; not yet read back
    Throttled = 3, ///< refused before execution; will be tried again
    Unknown = 4,   ///< may or may not have happened; resolved by reading
    Done = 5,      ///< read back in the target state
    Confirmed = 6, ///< read back again later
    Already = 7,   ///< was so before we sent anything
    DoneByOther = 8,
    Stale = 9, ///< changed since it was planned; a person must look
    Rejected = 10,
    Parked = 11, ///< given up after the last attempt; a person must look
    Cancelled = 12,
};
#pragma GCC diagnostic pop
[[nodiscard]] QString word(StepState state); ///< "PLANNED", "INTENT", ...
[[nodiscard]] bool isTerminal(StepState state) noexcept;

enum class RunState : std::uint8_t { Running = 0, Paused = 1, Finished = 2, Cancelled = 3 };
[[nodiscard]] QString word(RunState state);

/// A named set of subjects and where it came from, sorted, without repeats.
struct StoredSelection {
    QString name;
    std::vector<Subject> subjects;
    QString provenance; ///< the filter, file or expression it was made from
    Instant at{};
};

struct SelectionSize {
    QString name;
    std::int64_t subjects = 0;
};

struct StoredPlan {
    PlanId id;
    Digest hash{};
    QByteArray json; ///< canonical bytes
    Instant at{};
};

/// One step as the outbox knows it. What the step does stands in the plan, at `ordinal`.
struct StepRow {
    int ordinal = 0; ///< 0-based place in the plan
    StepState state = StepState::Planned;
    int attempts = 0;
    std::optional<Instant> notBefore; ///< no reading or sending before this
    QString before;                   ///< registry's own word for the state read just before we sent
    QString attributedTo;             ///< who did it, as far as it can be proved; empty: nobody
    QString note;                     ///< a sentence for a person
};

struct RunRow {
    RunId id;
    PlanId plan;
    Digest planHash{};
    QString registry; ///< origin
    RunState state = RunState::Running;
    Instant started{};
    std::optional<Instant> finished;
    QString actor; ///< our account on the registry
};

/// One attempt to change something; append-only.
struct AttemptRow {
    int ordinal = 0;
    int number = 0;
    Instant sentAt{};
    int httpStatus = 0;
    QString classified; ///< "accepted", "throttled", "rejected", "unknown", "auth-lost"
    QString answer;     ///< flash text or error, sanitised
};

/// The current decision on a subject (head of the append-only list).
struct DecisionHead {
    Subject subject;
    Verb verb = Verb::Dismiss;
    Instant at{};
    RunId run;
};

struct LedgerRow {
    std::uint64_t sequence = 0; ///< 1-based, gap-free
    QByteArray entry;           ///< typed encoding (core/ledger)
    Digest hash{};              ///< chainLink of sequence, previous hash, entry
};

/// A change of one step together with what the ledger says of it: one transaction.
struct StepChange {
    RunId run;
    StepRow row;                          ///< the whole new row; `ordinal` says which
    std::optional<AttemptRow> attempt;    ///< appended
    std::optional<DecisionHead> decision; ///< appended, and becomes the head
    QByteArray ledgerEntry;               ///< appended to the chain; never empty
};

/// A registry that the workspace knows (name, origin and its settings).
struct RegistryRow {
    QString name;
    QString origin; ///< "https://host" or "http://127.0.0.1:port"
    QString caFile;
    std::int64_t quiescenceMs = 180'000;
};

/// journal.db: justifications, plans, outbox, ledger, selections, notes. synchronous=FULL: when a
/// call has returned, what it wrote survives a power cut. Never deleted or repaired.
/// After a failed write the store refuses every further one until it is opened again.
/// Thread: any; writes run on the workspace's writer thread while the caller waits.
class JournalStore {
public:
    virtual ~JournalStore() = default;

    [[nodiscard]] virtual Done saveSelection(const StoredSelection& selection) = 0; ///< replaces the one of that name
    [[nodiscard]] virtual Result<std::optional<StoredSelection>> selection(const QString& name) const = 0;
    /// All of them by name, each with the number of its subjects.
    [[nodiscard]] virtual Result<std::vector<SelectionSize>> selectionSizes() const = 0;

    /// Keeps a plan once by its hash and appends the entry to the ledger if it is new.
    [[nodiscard]] virtual Result<PlanId> keepPlan(const StoredPlan& plan, const QByteArray& ledgerEntry) = 0;
    [[nodiscard]] virtual Result<std::optional<StoredPlan>> plan(const Digest& hash) const = 0;
    [[nodiscard]] virtual Result<std::optional<StoredPlan>> plan(PlanId id) const = 0;

    /// Starts a run of `steps` steps, all Planned; one run a plan: BadInput where there is one.
    [[nodiscard]] virtual Result<RunId> beginRun(const RunRow& run, int steps, const QByteArray& ledgerEntry) = 0;
    [[nodiscard]] virtual Done setRunState(RunId run, RunState state, Instant at, const QByteArray& ledgerEntry) = 0;
    [[nodiscard]] virtual Done changeStep(const StepChange& change) = 0;
    /// Several changes in one transaction, in order.
    [[nodiscard]] virtual Done changeSteps(const std::vector<StepChange>& changes) = 0;
    [[nodiscard]] virtual Result<std::vector<RunRow>> runs() const = 0; ///< oldest first
    [[nodiscard]] virtual Result<std::optional<RunRow>> run(RunId id) const = 0;
    [[nodiscard]] virtual Result<std::optional<RunRow>> runOfPlan(const Digest& planHash) const = 0;
    [[nodiscard]] virtual Result<std::vector<StepRow>> steps(RunId run) const = 0; ///< by ordinal
    [[nodiscard]] virtual Result<std::vector<AttemptRow>> attempts(RunId run) const = 0;

    [[nodiscard]] virtual Result<std::vector<DecisionHead>> decisions() const = 0;
    /// A decision that no registry is told of (dismiss).
    [[nodiscard]] virtual Done decide(const std::vector<DecisionHead>& decisions, const QByteArray& ledgerEntry) = 0;

    /// Appends one entry; returns its row.
    [[nodiscard]] virtual Result<LedgerRow> appendLedger(const QByteArray& entry) = 0;
    /// Rows with sequence >= from, in order; `visit` returns false to stop.
    [[nodiscard]] virtual Done readLedger(std::uint64_t from,
                                          const std::function<bool(const LedgerRow&)>& visit) const = 0;
    [[nodiscard]] virtual Result<std::optional<LedgerRow>> ledgerHead() const = 0;

    [[nodiscard]] virtual Done protectSubject(const Subject& subject, bool on) = 0;
    [[nodiscard]] virtual Result<std::vector<Subject>> protectedSubjects() const = 0;

    [[nodiscard]] virtual Done saveRegistry(const RegistryRow& registry) = 0;
    [[nodiscard]] virtual Result<std::vector<RegistryRow>> registries() const = 0;

    /// A text as typed, by key ("justification"); an empty text forgets it.
    [[nodiscard]] virtual Done saveDraft(const QString& key, const QString& text) = 0;
    [[nodiscard]] virtual Result<QString> draft(const QString& key) const = 0;
};

} // namespace cordon
