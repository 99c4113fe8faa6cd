// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/file_feed.h"

#include "core/domain/visible_text.h"

#include <QFile>
#include <QFileInfo>

#include <exception>
#include <type_traits>

namespace cordon {

namespace {

constexpr std::size_t kBatchRows = 5000;
constexpr std::size_t kRejectedKept = 10'000;
/// News of progress is sent at least this often, also where every line is rejected.
constexpr std::int64_t kNewsBytes = 1024 * 1024;

void append(ImportBatch& batch, Record&& record)
{
    std::visit(
        [&batch](auto&& value) {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, Account>) {
                batch.accounts.push_back(std::forward<decltype(value)>(value));
            } else if constexpr (std::is_same_v<Value, Project>) {
                batch.projects.push_back(std::forward<decltype(value)>(value));
            } else if constexpr (std::is_same_v<Value, Upload>) {
                batch.uploads.push_back(std::forward<decltype(value)>(value));
            } else if constexpr (std::is_same_v<Value, Role>) {
                batch.roles.push_back(std::forward<decltype(value)>(value));
            } else {
                batch.reports.push_back(std::forward<decltype(value)>(value));
            }
        },
        std::move(record));
}

} // namespace

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
    for (const ImportFile& file : m_files) {
        m_piece.stage = QStringLiteral("reading %1").arg(forCell(QFileInfo(file.path).fileName()));
        if (const Done read = readFile(file, stop); !read) {
            return read;
        }
        m_before += file.size;
        m_piece.bytesDone = m_before;
        // Thousands of small reports share a batch; the larger files end theirs.
        if ((file.format != FileFormat::Osv && !send(stop)) || m_stopped) {
            break;
        }
    }
    if (m_stopped || !send(stop)) {
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
    ReaderSink sink;
    sink.record = [&](Record&& record) { return take(std::move(record), stop); };
    sink.rejected = [&](RejectedLine&& line) { return reject(std::move(line)); };
    sink.progress = [&](std::int64_t bytes) {
        m_piece.bytesDone = m_before + bytes;
        if (m_piece.bytesDone - m_reported >= kNewsBytes) {
            send(stop);
        }
    };
    return readImportFile(file, **device, sink, stop);
}

bool FileFeed::take(Record&& record, const std::stop_token& stop)
{
    append(m_piece.batch, std::move(record));
    return ++m_rows < kBatchRows || send(stop);
}

bool FileFeed::reject(RejectedLine&& line)
{
    ++m_rejectedTotal;
    if (m_rejected.size() < kRejectedKept) {
        m_rejected.push_back(std::move(line));
    }
    return true;
}

bool FileFeed::send(const std::stop_token& stop)
{
    ImportPiece piece{std::move(m_piece.batch), m_piece.stage, m_piece.bytesDone};
    m_piece.batch = {};
    m_rows = 0;
    m_reported = m_piece.bytesDone;
    m_stopped = !m_queue.push(std::move(piece), stop);
    return !m_stopped;
}

} // namespace cordon
