// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/file_feed.h"

#include "core/domain/visible_text.h"

#include <QFile>
#include <QFileInfo>

#include <exception>

namespace cordon {

namespace {

/// News of progress is sent at least this often, also where every line is rejected.
constexpr std::int64_t kNewsBytes = 1024 * 1024;
/// The place is kept at least this often, also where there are no rows to go with it.
constexpr std::int64_t kMarkBytes = 64 * 1024 * 1024;

} // namespace

void FileFeed::goOnFrom(ImportLeftOver left)
{
    const auto file = static_cast<std::size_t>(left.mark.file);
    if (file > m_files.size()) {
        return;
    }
    m_place = {left.mark.offset, left.mark.line};
    m_rejectedTotal = left.mark.rejected;
    for (; m_file < file; ++m_file) {
        m_before += m_files[m_file].size;
    }
    for (ImportRejection& line : left.rejected) {
        m_rejected.push_back({std::move(line.file), line.line, line.column, std::move(line.reason)});
    }
    m_rejectedSent = m_rejected.size();
    m_reported = m_markedBytes = m_before + m_place.offset;
}

void FileFeed::run(const std::stop_token& stop)
{
    try {
        m_outcome = readAll(stop);
    } catch (const std::exception& error) {
        m_outcome = failure(
            ErrorKind::Io,
            QStringLiteral("Reading the import files failed: %1").arg(forCell(QString::fromUtf8(error.what()))));
    }
    m_queue.close();
}

Done FileFeed::readAll(const std::stop_token& stop)
{
    while (m_file < m_files.size()) {
        const ImportFile& file = m_files[m_file];
        m_piece.stage = QStringLiteral("reading %1").arg(forCell(QFileInfo(file.path).fileName()));
        if (const Done read = readFile(file, stop); !read) {
            return read;
        }
        if (m_stopped) {
            break;
        }
        m_before += file.size;
        m_piece.bytesDone = m_before;
        ++m_file;
        m_place = {};
        m_unsent = true;
        // Thousands of small reports share a batch; the larger files end theirs.
        if ((file.format != FileFormat::Osv || isFull()) && !send(stop)) {
            break;
        }
    }
    if (m_stopped || (m_unsent && !send(stop))) {
        return failure(ErrorKind::Cancelled, QStringLiteral("Reading the import files was stopped."));
    }
    return {};
}

Done FileFeed::readFile(const ImportFile& file, const std::stop_token& stop)
{
    const auto device = openImportFile(file);
    if (!device) {
        return tl::unexpected(device.error());
    }
    RowSink sink;
    sink.row = [&](const ImportedRow& row) { return take(row, stop); };
    sink.rejected = [&](RejectedLine&& line) { return reject(std::move(line)); };
    sink.progress = [&](std::int64_t bytes) {
        m_piece.bytesDone = m_before + bytes;
        // Rows on their way bring the news themselves.
        if (batch().size() == 0 && m_piece.bytesDone - m_reported >= kNewsBytes) {
            tell(stop);
        }
    };
    return readImportFile(file, **device, sink, m_place, stop);
}

RowBatch& FileFeed::batch()
{
    if (!m_piece.batch) {
        m_piece.batch = m_pool->take();
    }
    return *m_piece.batch;
}

bool FileFeed::take(const ImportedRow& row, const std::stop_token& stop)
{
    batch().add(row);
    ++m_rowsRead;
    // A report is one piece: there is no place inside it to go on from.
    return !isFull() || m_files[m_file].format == FileFormat::Osv || send(stop);
}

bool FileFeed::isFull()
{
    return batch().size() >= kBatchRows || batch().textBytes() >= kBatchBytes;
}

bool FileFeed::reject(RejectedLine&& line)
{
    ++m_rejectedTotal;
    if (m_rejected.size() < kRejectedKept) {
        m_rejected.push_back(std::move(line));
    }
    return true;
}

/// News of how far it is where there are no rows to tell it.
void FileFeed::tell(const std::stop_token& stop)
{
    if (m_piece.bytesDone - m_markedBytes >= kMarkBytes && m_files[m_file].format != FileFormat::Osv) {
        send(stop);
        return;
    }
    m_reported = m_piece.bytesDone;
    m_stopped = !m_queue.push({{}, m_piece.stage, m_piece.bytesDone, m_rowsRead}, stop);
}

/// Hands over the rows, with the place up to which they reach.
bool FileFeed::send(const std::stop_token& stop)
{
    RowBatch& rows = batch();
    rows.sortByKey();
    rows.mark = ImportMark{m_job, static_cast<int>(m_file), m_place.offset, m_place.line, m_rejectedTotal};
    for (; m_rejectedSent < m_rejected.size(); ++m_rejectedSent) {
        const RejectedLine& line = m_rejected[m_rejectedSent];
        rows.rejected.push_back({line.file, line.line, line.column, line.reason});
    }
    m_unsent = false;
    m_reported = m_markedBytes = m_piece.bytesDone;
    m_stopped = !m_queue.push({std::move(m_piece.batch), m_piece.stage, m_piece.bytesDone, m_rowsRead}, stop);
    return !m_stopped;
}

} // namespace cordon
