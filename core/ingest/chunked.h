// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/readers.h"

namespace cordon {

/// Told how many bytes of the file are read; may be empty.
using ByteSink = std::function<void(std::int64_t)>;

/// Reads a device to its end in chunks of 256 KiB and tells how far it is, starting with `before`.
/// `feed` returns false to stop early, which is no failure. Io where the device fails, Cancelled on
/// request.
[[nodiscard]] Done readChunks(QIODevice& device, const QString& fileName, const ByteSink& progress,
                              const std::stop_token& stop, const std::function<bool(QByteArrayView)>& feed,
                              std::int64_t before = 0);

/// The same through a scanner that cuts chunks into records for `visit`, which returns false to stop.
template<class Scanner, class Visit>
[[nodiscard]] Done scanRecords(QIODevice& device, const QString& fileName, const ByteSink& progress,
                               const std::stop_token& stop, Scanner& scanner, const Visit& visit,
                               std::int64_t before = 0)
{
    bool more = true;
    const Done read = readChunks(
        device, fileName, progress, stop,
        [&](QByteArrayView chunk) {
            more = scanner.feed(chunk, visit);
            return more;
        },
        before);
    if (read && more) {
        scanner.finish(visit);
    }
    return read;
}

/// BadInput: nothing of the file was imported, for this reason.
[[nodiscard]] tl::unexpected<Error> unusableFile(const QString& fileName, const QString& why, const QString& next = {});

} // namespace cordon
