// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/imported_rows.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace cordon {

/// A line that an import refused, kept with the progress of that import.
struct ImportRejection {
    QString file;
    std::int64_t line = 0;
    std::int64_t column = 0;
    QString reason;
};

/// How far an import has come: everything before this place is in this batch or in an earlier one.
struct ImportMark {
    QByteArray job;            ///< which files, as they were: equal bytes, equal import
    int file = 0;              ///< which of them
    std::int64_t offset = 0;   ///< bytes of it
    std::int64_t line = 1;     ///< at that offset
    std::int64_t rejected = 0; ///< lines so far
};

/// What a broken-off import left behind.
struct ImportLeftOver {
    ImportMark mark;
    std::vector<ImportRejection> rejected; ///< those that were kept
};

/// Rows of an import together with the bytes of their texts; written in one transaction.
/// Thread: one at a time.
class RowBatch {
public:
    /// Copies the row's texts.
    void add(const ImportedRow& row);

    /// Accounts and projects by key, rows of one key in the order in which they came: what is new goes
    /// into the file's index of names from left to right, not all over it.
    void sortByKey();

    /// Empty again; keeps its memory for the next rows.
    void clear();

    [[nodiscard]] std::size_t size() const
    {
        return accounts.size() + projects.size() + uploads.size() + roles.size() + reports.size();
    }
    /// Bytes of text held.
    [[nodiscard]] std::size_t textBytes() const { return m_bytes; }

    std::vector<ImportedAccount> accounts;
    std::vector<ImportedProject> projects;
    std::vector<ImportedUpload> uploads;
    std::vector<ImportedRole> roles;
    std::vector<ImportedReport> reports;

    std::optional<ImportMark> mark;        ///< kept in the same transaction
    std::vector<ImportRejection> rejected; ///< since the batch before; kept with the mark

private:
    [[nodiscard]] Utf8 keep(Utf8 text);
    /// A key is most often the name itself, and then kept once.
    void keepNamed(Utf8& key, Utf8& name);
    void keepAll(std::initializer_list<Utf8*> texts);
    void take(ImportedAccount row);
    void take(ImportedProject row);
    void take(ImportedUpload row);
    void take(ImportedRole row);
    void take(ImportedReport row);

    [[nodiscard]] char* roomFor(std::size_t size);

    std::vector<std::unique_ptr<char[]>> m_chunks; ///< of one size
    std::vector<std::unique_ptr<char[]>> m_large;  ///< texts that fit in none
    std::size_t m_begun = 0;                       ///< chunks that are in use
    char* m_free = nullptr;
    std::size_t m_room = 0;
    std::size_t m_bytes = 0;
};

class RowBatchPool;

/// Gives a batch back where it came from.
struct RowBatchReturn {
    std::shared_ptr<RowBatchPool> pool; ///< none: the batch goes for good
    void operator()(RowBatch* batch) const;
};
using RowBatchHandle = std::unique_ptr<RowBatch, RowBatchReturn>;

/// Batches that wait to be filled again: tens of MiB a second would else be asked of the system, page
/// by page. Thread: any.
class RowBatchPool : public std::enable_shared_from_this<RowBatchPool> {
public:
    [[nodiscard]] RowBatchHandle take();

private:
    friend RowBatchReturn;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<RowBatch>> m_idle; // by m_mutex
};

} // namespace cordon
