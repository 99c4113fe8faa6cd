// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/bounded_queue.h"
#include "core/ingest/import_files.h"
#include "core/ingest/row_readers.h"
#include "core/store/row_batch.h"

#include <memory>
#include <vector>

namespace cordon {

/// Rows of one transaction: enough for its fixed costs not to matter, few enough to stay small and
/// to be lost without pain.
constexpr std::size_t kBatchRows = 50'000;
/// Texts of one batch, where rows are long.
constexpr std::size_t kBatchBytes = 16 * 1024 * 1024;
/// Refused lines that are kept with their reason; all are counted.
constexpr std::size_t kRejectedKept = 10'000;

/// What the reading thread hands to the writing one: rows, and how far it is.
struct ImportPiece {
    RowBatchHandle batch; ///< none: news of progress only
    QString stage;
    std::int64_t bytesDone = 0;
    std::int64_t rowsDone = 0; ///< by this run
};
using ImportQueue = BoundedQueue<ImportPiece>;

/// Reads the files of an import one after another into batches. Lives on the reading thread; the
/// results are taken after that thread has ended.
class FileFeed {
public:
    FileFeed(const std::vector<ImportFile>& files, QByteArray job, ImportQueue& queue)
        : m_files(files), m_job(std::move(job)), m_queue(queue)
    {
    }

    /// Before run(): go on where a broken-off import of the same files ended.
    void goOnFrom(ImportLeftOver left);

    /// Reads everything and closes the queue. Catches what libraries throw.
    void run(const std::stop_token& stop);

    [[nodiscard]] const Done& outcome() const { return m_outcome; }
    [[nodiscard]] std::vector<RejectedLine>& rejected() { return m_rejected; }
    [[nodiscard]] std::int64_t rejectedTotal() const { return m_rejectedTotal; }
    /// Before run(): bytes that an earlier, broken-off one has read.
    [[nodiscard]] std::int64_t bytesBefore() const { return m_reported; }
    [[nodiscard]] std::int64_t rowsRead() const { return m_rowsRead; }

private:
    Done readAll(const std::stop_token& stop);
    Done readFile(const ImportFile& file, const std::stop_token& stop);
    bool take(const ImportedRow& row, const std::stop_token& stop);
    bool reject(RejectedLine&& line);
    void tell(const std::stop_token& stop);
    bool send(const std::stop_token& stop);
    [[nodiscard]] RowBatch& batch();
    [[nodiscard]] bool isFull();

    const std::vector<ImportFile>& m_files;
    QByteArray m_job;
    ImportQueue& m_queue;
    std::shared_ptr<RowBatchPool> m_pool = std::make_shared<RowBatchPool>();
    ImportPiece m_piece;
    ReadPlace m_place;              ///< in the file at hand: all before it is in a batch
    std::size_t m_file = 0;         ///< the file at hand
    bool m_unsent = true;           ///< the place at hand went with no piece
    bool m_stopped = false;         ///< a piece could not be handed over any more
    std::int64_t m_before = 0;      ///< bytes of the files that are done
    std::int64_t m_reported = 0;    ///< bytes told so far
    std::int64_t m_markedBytes = 0; ///< of the last mark that was sent
    std::vector<RejectedLine> m_rejected;
    std::size_t m_rejectedSent = 0; ///< of m_rejected, with a mark
    std::int64_t m_rejectedTotal = 0;
    std::int64_t m_rowsRead = 0;
    Done m_outcome;
};

} // namespace cordon
