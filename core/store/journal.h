// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/journal_store.h"
#include "core/store/reader_pool.h"
#include "core/store/writer.h"

namespace cordon::store {

/// journal.db behind JournalStore. Thread: any.
class Journal final : public JournalStore {
public:
    Journal(const QString& path, const Schema& schema, Mode readers, WriterThread* thread,
            std::unique_ptr<Connection> writer);

    [[nodiscard]] Done saveSelection(const StoredSelection& selection) override;
    [[nodiscard]] Result<std::optional<StoredSelection>> selection(const QString& name) const override;
    [[nodiscard]] Result<std::vector<SelectionSize>> selectionSizes() const override;

    [[nodiscard]] Result<PlanId> keepPlan(const StoredPlan& plan, const QByteArray& ledgerEntry) override;
    [[nodiscard]] Result<std::optional<StoredPlan>> plan(const Digest& hash) const override;
    [[nodiscard]] Result<std::optional<StoredPlan>> plan(PlanId id) const override;

    [[nodiscard]] Result<RunId> beginRun(const RunRow& run, int steps, const QByteArray& ledgerEntry) override;
    [[nodiscard]] Done setRunState(RunId run, RunState state, Instant at, const QByteArray& ledgerEntry) override;
    [[nodiscard]] Done changeStep(const StepChange& change) override;
    [[nodiscard]] Done changeSteps(const std::vector<StepChange>& changes) override;
    [[nodiscard]] Result<std::vector<RunRow>> runs() const override;
    [[nodiscard]] Result<std::optional<RunRow>> run(RunId id) const override;
    [[nodiscard]] Result<std::optional<RunRow>> runOfPlan(const Digest& planHash) const override;
    [[nodiscard]] Result<std::vector<StepRow>> steps(RunId run) const override;
    [[nodiscard]] Result<std::vector<AttemptRow>> attempts(RunId run) const override;

    [[nodiscard]] Result<std::vector<DecisionHead>> decisions() const override;
    [[nodiscard]] Done decide(const std::vector<DecisionHead>& decisions, const QByteArray& ledgerEntry) override;

    [[nodiscard]] Result<LedgerRow> appendLedger(const QByteArray& entry) override;
    [[nodiscard]] Done readLedger(std::uint64_t from,
                                  const std::function<bool(const LedgerRow&)>& visit) const override;
    [[nodiscard]] Result<std::optional<LedgerRow>> ledgerHead() const override;

    [[nodiscard]] Done protectSubject(const Subject& subject, bool on) override;
    [[nodiscard]] Result<std::vector<Subject>> protectedSubjects() const override;

    [[nodiscard]] Done saveRegistry(const RegistryRow& registry) override;
    [[nodiscard]] Result<std::vector<RegistryRow>> registries() const override;

    [[nodiscard]] Done saveDraft(const QString& key, const QString& text) override;
    [[nodiscard]] Result<QString> draft(const QString& key) const override;

private:
    Writer m_writer; // closes last: only then SQLite folds the log into the file and removes it
    ReaderPool m_readers;
};

} // namespace cordon::store
