// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/bounded_queue.h"
#include "core/ingest/import_files.h"
#include "core/store/cache_store.h"

#include <vector>

namespace cordon {

/// What the reading thread hands to the writing one: rows, and how far it is.
struct ImportPiece {
    ImportBatch batch; ///< may be empty: news of progress only
    QString stage;
    std::int64_t bytesDone = 0;
};
using ImportQueue = BoundedQueue<ImportPiece>;

/// Reads the files of an import one after another into batches. Lives on the reading thread; the
/// results are taken after that thread has ended.
class FileFeed {
public:
    FileFeed(const std::vector<ImportFile>& files, ImportQueue& queue) : m_files(files), m_queue(queue) {}

    /// Reads everything and closes the queue. Catches what libraries throw.
    void run(const std::stop_token& stop);

    [[nodiscard]] const Done& outcome() const { return m_outcome; }
    [[nodiscard]] std::vector<RejectedLine>& rejected() { return m_rejected; }
    [[nodiscard]] std::int64_t rejectedTotal() const { return m_rejectedTotal; }

private:
    Done readAll(const std::stop_token& stop);
    Done readFile(const ImportFile& file, const std::stop_token& stop);
    bool take(Record&& record, const std::stop_token& stop);
    bool reject(RejectedLine&& line);
    bool send(const std::stop_token& stop);

    const std::vector<ImportFile>& m_files;
    ImportQueue& m_queue;
    ImportPiece m_piece;
    bool m_stopped = false;      ///< a piece could not be handed over any more
    std::size_t m_rows = 0;      ///< in the piece
    std::int64_t m_before = 0;   ///< bytes of the files that are done
    std::int64_t m_reported = 0; ///< bytes told so far
    std::vector<RejectedLine> m_rejected;
    std::int64_t m_rejectedTotal = 0;
    Done m_outcome;
};

} // namespace cordon
