// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/store/journal_store.h"

#include <map>

namespace cordon::test {

/// A journal in memory: as strict as the real one about what it is told, and it fails when asked to.
/// Open to the test, so that a ledger can be tampered with. Only runs, steps and ledger.
class MemoryJournal : public JournalStore {
public:
    std::vector<LedgerRow> ledger;
    std::vector<RunRow> runRows;
    std::vector<StepRow> stepRows; ///< of the one run
    std::vector<AttemptRow> attemptRows;
    std::vector<DecisionHead> heads;
    int transactions = 0;
    /// Asked before each transaction of steps; false: the disk fails, nothing is written, ever again.
    std::function<bool(const std::vector<StepChange>&)> allows;
    bool broken = false;

    Result<RunId> beginRun(const RunRow& run, int steps, const QByteArray& entry) override
    {
        runRows.push_back(run);
        runRows.back().id = RunId{std::ssize(runRows)};
        stepRows.clear();
        for (int i = 0; i < steps; ++i) {
            stepRows.push_back({});
            stepRows.back().ordinal = i;
        }
        append(entry);
        return runRows.back().id;
    }
    Done setRunState(RunId run, RunState state, Instant at, const QByteArray& entry) override
    {
        if (broken) {
            return noDisk();
        }
        RunRow& row = runRows.at(static_cast<std::size_t>(run.value - 1));
        row.state = state;
        row.finished = state == RunState::Finished ? std::optional(at) : std::nullopt;
        append(entry);
        return {};
    }
    Done changeStep(const StepChange& change) override { return changeSteps({change}); }
    Done changeSteps(const std::vector<StepChange>& changes) override
    {
        broken = broken || (allows && !allows(changes));
        if (broken) {
            return noDisk();
        }
        ++transactions;
        for (const StepChange& change : changes) {
            stepRows.at(static_cast<std::size_t>(change.row.ordinal)) = change.row;
            append(change.ledgerEntry);
            if (change.attempt) {
                attemptRows.push_back(*change.attempt);
            }
            if (change.decision) {
                heads.push_back(*change.decision);
            }
        }
        return {};
    }
    Result<std::vector<RunRow>> runs() const override { return runRows; }
    Result<std::optional<RunRow>> run(RunId id) const override
    {
        const bool known = id.valid() && id.value <= std::ssize(runRows);
        return known ? std::optional(runRows[static_cast<std::size_t>(id.value - 1)]) : std::nullopt;
    }
    Result<std::vector<StepRow>> steps(RunId /*run*/) const override { return stepRows; }
    Result<std::vector<AttemptRow>> attempts(RunId /*run*/) const override { return attemptRows; }
    Result<std::vector<DecisionHead>> decisions() const override { return heads; }

    Result<LedgerRow> appendLedger(const QByteArray& entry) override
    {
        append(entry);
        return ledger.back();
    }
    Done readLedger(std::uint64_t from, const std::function<bool(const LedgerRow&)>& visit) const override
    {
        if (broken) {
            return noDisk();
        }
        for (const LedgerRow& row : ledger) {
            if (row.sequence >= from && !visit(row)) {
                break;
            }
        }
        return {};
    }
    Result<std::optional<LedgerRow>> ledgerHead() const override
    {
        return ledger.empty() ? std::nullopt : std::optional(ledger.back());
    }

    Done saveSelection(const StoredSelection& /*selection*/) override { return unused(); }
    Result<std::optional<StoredSelection>> selection(const QString& /*name*/) const override { return unused(); }
    Result<std::vector<SelectionSize>> selectionSizes() const override { return unused(); }
    Result<PlanId> keepPlan(const StoredPlan& /*plan*/, const QByteArray& /*entry*/) override { return unused(); }
    Result<std::optional<StoredPlan>> plan(const Digest& /*hash*/) const override { return unused(); }
    Result<std::optional<StoredPlan>> plan(PlanId /*id*/) const override { return unused(); }
    Result<std::optional<RunRow>> runOfPlan(const Digest& /*hash*/) const override { return unused(); }
    Done decide(const std::vector<DecisionHead>& /*heads*/, const QByteArray& /*entry*/) override { return unused(); }
    Done protectSubject(const Subject& /*subject*/, bool /*on*/) override { return unused(); }
    Result<std::vector<Subject>> protectedSubjects() const override { return unused(); }
    Done saveRegistry(const RegistryRow& /*registry*/) override { return unused(); }
    Result<std::vector<RegistryRow>> registries() const override { return unused(); }
    Done saveDraft(const QString& /*key*/, const QString& /*text*/) override { return unused(); }
    Result<QString> draft(const QString& /*key*/) const override { return unused(); }

private:
    void append(const QByteArray& entry)
    {
        const std::uint64_t sequence = ledger.size() + 1;
        const Digest previous = ledger.empty() ? Digest{} : ledger.back().hash;
        ledger.push_back({sequence, entry, chainLink(sequence, previous, entry)});
    }
    static tl::unexpected<Error> noDisk() { return failure(ErrorKind::Io, QStringLiteral("The disk is full")); }
    static tl::unexpected<Error> unused()
    {
        return failure(ErrorKind::Usage, QStringLiteral("Not part of this journal"));
    }
};

} // namespace cordon::test
