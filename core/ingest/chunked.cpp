// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/chunked.h"

#include "core/domain/visible_text.h"

namespace cordon {

namespace {

constexpr qint64 kChunk = 256 * 1024;

} // namespace

Done readChunks(QIODevice& device, const QString& fileName, const ByteSink& progress, const std::stop_token& stop,
                const std::function<bool(QByteArrayView)>& feed, std::int64_t before)
{
    QByteArray chunk(kChunk, Qt::Uninitialized);
    for (std::int64_t done = before;;) {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, QStringLiteral("Reading %1 was stopped.").arg(forCell(fileName)));
        }
        const qint64 got = device.read(chunk.data(), kChunk);
        if (got < 0) {
            return failure(
                ErrorKind::Io,
                QStringLiteral("%1 cannot be read: %2").arg(forCell(fileName), forCell(device.errorString())));
        }
        if (got == 0) {
            return {};
        }
        const bool more = feed(QByteArrayView(chunk).first(got));
        done += got;
        if (progress) {
            progress(done);
        }
        if (!more) {
            return {};
        }
    }
}

tl::unexpected<Error> unusableFile(const QString& fileName, const QString& why, const QString& next)
{
    return failure(ErrorKind::BadInput, QStringLiteral("%1 cannot be imported: %2").arg(forCell(fileName), why),
                   QStringLiteral("Nothing of it was imported."), next);
}

} // namespace cordon
