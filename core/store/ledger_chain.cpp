// SPDX-License-Identifier: Apache-2.0
#include "core/store/ledger_chain.h"

#include "core/store/many_rows.h"

namespace cordon::store {

namespace {

tl::unexpected<Error> notWhatWasWritten(std::uint64_t sequence, const QString& how)
{
    return failure(ErrorKind::Integrity,
                   QStringLiteral("Entry %1 of the ledger in journal.db %2").arg(sequence).arg(how),
                   QStringLiteral("The file was left as it is; nothing was repaired."),
                   QStringLiteral("Keep it for whoever examines it, and go on from a backup."));
}

struct Link {
    std::uint64_t sequence = 0;
    Digest hash{};
};
/// The end of the chain; zeros where nothing is written yet.
Link lastLink(Connection& connection)
{
    Query last = connection.query("SELECT sequence, hash FROM ledger ORDER BY sequence DESC LIMIT 1");
    return last.next() ? Link{static_cast<std::uint64_t>(last.number(0)), last.digest(1)} : Link{};
}

} // namespace

std::optional<LedgerRow> ledgerHead(Connection& connection)
{
    Query row = connection.query("SELECT sequence, entry, hash FROM ledger ORDER BY sequence DESC LIMIT 1");
    if (!row.next()) {
        return std::nullopt;
    }
    return LedgerRow{static_cast<std::uint64_t>(row.number(0)), row.blob(1), row.digest(2)};
}

LedgerRow appendToChain(Connection& connection, const QByteArray& entry)
{
    Link last = lastLink(connection);
    LedgerRow next{last.sequence + 1, entry, chainLink(last.sequence + 1, last.hash, entry)};
    connection.run("INSERT INTO ledger(sequence, entry, hash) VALUES (?, ?, ?)", next.sequence, entry, next.hash);
    return next;
}

void appendAllToChain(Connection& connection, std::span<const QByteArray* const> entries)
{
    Link last = lastLink(connection);
    ManyRows rows(connection, "INSERT INTO ledger(sequence, entry, hash)", 3, entries.size());
    for (const QByteArray* entry : entries) {
        last.hash = chainLink(++last.sequence, last.hash, *entry);
        rows.add(static_cast<std::int64_t>(last.sequence), entry, last.hash);
    }
    rows.finish();
}

Done verifyChain(Connection& connection)
{
    Query rows = connection.query("SELECT sequence, entry, hash FROM ledger ORDER BY sequence");
    Digest previous{};
    std::uint64_t expected = 1;
    for (; rows.next(); ++expected) {
        const Digest stored = rows.digest(2);
        if (static_cast<std::uint64_t>(rows.number(0)) != expected ||
            chainLink(expected, previous, rows.blob(1)) != stored) {
            return notWhatWasWritten(expected, QStringLiteral("is not what was written."));
        }
        previous = stored;
    }
    // A chain cannot tell that its end was cut off. But each of these came with an entry of its own.
    const std::int64_t least = connection.number("SELECT (SELECT count(*) FROM plan) + (SELECT count(*) FROM run) + "
                                                 "(SELECT count(*) FROM attempt)");
    if (expected <= static_cast<std::uint64_t>(least)) {
        return notWhatWasWritten(expected, QStringLiteral("is missing: plans, runs and attempts need more entries."));
    }
    return {};
}

} // namespace cordon::store
