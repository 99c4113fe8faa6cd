// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/importer.h"

#include "core/domain/digest.h"
#include "core/domain/visible_text.h"
#include "core/ingest/file_feed.h"
#include "core/ingest/pace.h"

#include <QDateTime>
#include <QFileInfo>

#include <chrono>
#include <exception>
#include <numeric>
#include <thread>

namespace cordon {

namespace {

/// Pieces that wait between the threads: enough to keep both busy, few enough to stay small.
constexpr std::size_t kWaitingPieces = 4;
constexpr std::chrono::milliseconds kQuiet(50);

/// Passes news on when the stage changes, at the end, and else some times a second.
class News {
public:
    News(const ProgressSink& sink, std::int64_t before, std::int64_t total) : m_sink(sink), m_total(total)
    {
        m_pace.note(std::chrono::steady_clock::now(), 0, before);
    }

    void tell(const ImportPiece& piece)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_sink || (piece.stage == m_stage && piece.bytesDone < m_total && now - m_last < kQuiet)) {
            return;
        }
        m_last = now;
        m_stage = piece.stage;
        m_pace.note(now, piece.rowsDone, piece.bytesDone);
        const QString pace = m_pace.words(m_total);
        m_sink({pace.isEmpty() ? m_stage : QString(m_stage + QStringLiteral(", ") + pace), piece.bytesDone, m_total});
    }

private:
    const ProgressSink& m_sink;
    std::int64_t m_total;
    QString m_stage;
    Pace m_pace;
    std::chrono::steady_clock::time_point m_last{};
};

/// Which files these are, as they are now, however they were named: the bytes by which an import that was broken off is
/// known.
QByteArray jobOf(const std::vector<ImportFile>& files)
{
    QByteArray text;
    for (const ImportFile& file : files) {
        const QFileInfo info(file.path);
        text += info.canonicalFilePath().toUtf8() + '\0' + QByteArray::number(file.size) + ' ' +
                QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '\0';
    }
    const Digest digest = sha256(text);
    return {reinterpret_cast<const char*>(digest.data()), static_cast<qsizetype>(digest.size())};
}

Error afterwards(Error error)
{
    if (error.kind == ErrorKind::Cancelled) {
        error.what = QStringLiteral("The import was stopped.");
    }
    error.kept = QStringLiteral("The rows written before are kept.");
    error.next = QStringLiteral("Import the same files again to get the rest.");
    return error;
}

/// There is no memory, no thread.
Error thrown(const std::exception& error)
{
    return afterwards({ErrorKind::Io,
                       QStringLiteral("The import failed: %1.").arg(forCell(QString::fromUtf8(error.what()))),
                       {},
                       {}});
}

/// Writes what the reading thread hands over, until it has ended, a write fails or a stop is asked.
Done writeAll(CacheImport& import, FileFeed& feed, ImportQueue& queue, News& news, const std::stop_token& stop)
try {
    std::jthread reader([&feed](const std::stop_token& readerStop) { feed.run(readerStop); });
    const std::stop_callback passOn(stop, [&reader] { reader.request_stop(); });
    while (auto piece = queue.pop()) {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, QStringLiteral("The import was stopped."),
                           QStringLiteral("The rows written before are kept."),
                           QStringLiteral("Import the same files again to get the rest."));
        }
        if (piece->batch) {
            if (Done written = import.write(std::move(piece->batch)); !written) {
                return written;
            }
        }
        news.tell(*piece);
    }
    return {};
} catch (const std::exception& error) {
    return tl::unexpected(thrown(error));
}

std::int64_t bytesOf(const std::vector<ImportFile>& files)
{
    return std::accumulate(files.begin(), files.end(), std::int64_t{0},
                           [](std::int64_t sum, const ImportFile& file) { return sum + file.size; });
}

/// Everything is written, or a read or a write has failed: ends the import and tells what came of it.
Result<ImportOutcome> finished(CacheStore& cache, CacheImport& import, FileFeed& feed, const Done& written,
                               std::int64_t bytesBefore)
{
    const bool complete = written && feed.outcome();
    // Also after a failure: what was written is there, and whoever shows the cache must know.
    const auto generation = import.finish(complete ? ImportEnd::Complete : ImportEnd::BrokenOff);
    if (!written) {
        return tl::unexpected(written.error());
    }
    if (!feed.outcome()) {
        return tl::unexpected(afterwards(feed.outcome().error()));
    }
    if (!generation) {
        return tl::unexpected(afterwards(generation.error()));
    }
    const auto counts = cache.counts(); // the import is whole: a stop comes too late
    if (!counts) {
        return tl::unexpected(counts.error());
    }
    return ImportOutcome{*counts,    std::move(feed.rejected()), feed.rejectedTotal(), *generation, feed.rowsRead(),
                         bytesBefore};
}

Result<ImportOutcome> importFiles(CacheStore& cache, const std::vector<ImportFile>& files, const ProgressSink& progress,
                                  const std::stop_token& stop)
{
    const std::int64_t total = bytesOf(files);
    const QByteArray job = jobOf(files);
    const auto import = cache.beginImport();
    import->expect(total);
    auto left = import->leftOver(job);
    if (!left) {
        return tl::unexpected(left.error());
    }
    ImportQueue queue(kWaitingPieces);
    FileFeed feed(files, job, queue);
    if (*left) {
        feed.goOnFrom(std::move(**left));
    }
    const std::int64_t before = feed.bytesBefore();
    News news(progress, before, total);
    const Done written = writeAll(*import, feed, queue, news, stop);
    return finished(cache, *import, feed, written, before);
}

} // namespace

Result<ImportOutcome> importPaths(CacheStore& cache, const QStringList& paths, const ProgressSink& progress,
                                  std::stop_token stop)
{
    try {
        const auto files = findImportFiles(paths, progress, stop);
        return files ? importFiles(cache, *files, progress, stop) : tl::unexpected(files.error());
    } catch (const std::exception& error) {
        return tl::unexpected(thrown(error));
    }
}

} // namespace cordon
