// SPDX-License-Identifier: Apache-2.0
#include "core/store/import.h"

#include "core/store/cache.h"

namespace cordon::store {

namespace {

/// The log grows to 256 MiB before it is folded into the file, so that a page which many rows touch
/// is not written over and over. And no parent is looked up for a row: the import has just given out
/// their numbers, and a look-up for each costs more than the row.
constexpr auto kWhileImporting = "PRAGMA wal_autocheckpoint=16384; PRAGMA foreign_keys=OFF";
/// What guards rows comes first: where one of these fails, the others stay as they were.
constexpr auto kElse = "PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=1000; "
                       "PRAGMA journal_size_limit=67108864";

} // namespace

Error Import::otherGoing()
{
    return {ErrorKind::NeedsPerson, QStringLiteral("Another import into this workspace is going on."),
            QStringLiteral("Nothing of this one was written."), QStringLiteral("Import again when it has ended.")};
}

Import::~Import()
{
    leave();
}

void Import::leave()
{
    if (m_refused) {
        return;
    }
    m_preparing.clear(); // waits
    if (m_pending.valid()) {
        m_pending.wait();
    }
    // Statements belong to the connection, and that to the writer thread.
    static_cast<void>(m_writer.aside([this](Connection& connection) -> Done {
        m_rows.reset();
        connection.execute(kElse);
        return {};
    }));
    // Now, and not within the next small change. Where it fails, a later one makes up for it.
    m_writer.later([](Connection& connection) { connection.execute("PRAGMA wal_checkpoint(PASSIVE)"); });
    m_going = false;
    m_refused = true;
}

void Import::expect(std::int64_t bytes)
{
    constexpr std::int64_t kMuch = 32 * 1024 * 1024; // reading all names takes less than these
    if (m_refused || bytes < kMuch) {
        return;
    }
    for (NameDirectory* names : m_names.directories()) {
        m_preparing.push_back(std::async(std::launch::async, [this, names]() -> Done {
            return m_readers.read({}, [names](Connection& reader) -> Done {
                names->load(reader);
                return {};
            });
        }));
    }
}

Result<std::optional<ImportLeftOver>> Import::leftOver(const QByteArray& job)
{
    if (m_refused) {
        return tl::unexpected(otherGoing());
    }
    return m_writer.write([&job](Connection& connection) -> Result<std::optional<ImportLeftOver>> {
        Query mark = connection.query("SELECT file, offset, line, rejected FROM reading WHERE job = ?", job);
        if (!mark.next()) {
            forgetReading(connection); // of another import: what it read may no longer be the latest
            return std::nullopt;
        }
        ImportLeftOver left{{job, mark.small(0), mark.number(1), mark.number(2), mark.number(3)}, {}};
        Query line = connection.query("SELECT file, line, place, reason FROM reading_rejected ORDER BY id");
        while (line.next()) {
            left.rejected.push_back({line.text(0), line.number(1), line.number(2), line.text(3)});
        }
        return left;
    });
}

Done Import::begin()
{
    if (m_rows) {
        return {};
    }
    return m_writer.aside([this](Connection& connection) -> Done {
        m_rows = std::make_unique<BatchWriter>(connection);
        m_unchangedBefore = connection.number("SELECT changed FROM state") == 0;
        m_othersBefore = m_others;
        connection.execute(kWhileImporting);
        return {};
    });
}

Done Import::settle()
{
    if (m_pending.valid()) {
        if (const Done written = m_pending.get(); !written) {
            m_failure = written.error();
        }
    }
    return m_failure ? Done(tl::unexpected(*m_failure)) : Done();
}

Done Import::write(RowBatchHandle rows)
{
    if (m_refused && !m_failure) {
        m_failure = otherGoing();
    }
    if (m_failure) {
        return tl::unexpected(*m_failure);
    }
    for (std::future<Done>& part : m_preparing) {
        if (const Done prepared = part.get(); !prepared) {
            m_failure = prepared.error();
        }
    }
    m_preparing.clear();
    if (m_failure) {
        return tl::unexpected(*m_failure);
    }
    auto resolved =
        m_readers.read({}, [&](Connection& reader) -> Result<ResolvedBatch> { return m_names.resolve(reader, *rows); });
    if (const Done before = settle(); !before) {
        return before;
    }
    const Done begun = resolved ? begin() : Done(tl::unexpected(resolved.error()));
    if (!begun) {
        m_failure = begun.error();
        return begun;
    }
    m_pending = m_writer.start([this, batch = std::move(rows), of = std::move(*resolved)](Connection&) -> Done {
        m_rows->write(*batch, of);
        return {};
    });
    return {};
}

Result<std::uint64_t> Import::finish(ImportEnd end)
{
    if (m_refused) {
        return tl::unexpected(otherGoing());
    }
    const Done last = settle();
    const bool whole = last.has_value();
    const auto generation = m_writer.write([this, end, whole](Connection& connection) -> Result<std::uint64_t> {
        if (whole && end == ImportEnd::Complete) {
            forgetReading(connection);
        }
        // After a batch that failed nobody knows: what it changed back was rolled back.
        if (whole && m_rows && !m_rows->hasChangedRows() && m_unchangedBefore && m_others == m_othersBefore) {
            connection.run("UPDATE state SET changed = 0 WHERE changed = 1"); // what was changed was changed back
        }
        return countGeneration(connection);
    });
    leave();
    return last ? generation : Result<std::uint64_t>(tl::unexpected(last.error()));
}

} // namespace cordon::store
