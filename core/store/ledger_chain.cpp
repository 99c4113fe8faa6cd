// SPDX-License-Identifier: Apache-2.0
#include "core/store/ledger_chain.h"

namespace cordon::store {

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
    LedgerRow next{1, entry, {}};
    Digest previous{};
    {
        Query last = connection.query("SELECT sequence, hash FROM ledger ORDER BY sequence DESC LIMIT 1");
        if (last.next()) {
            next.sequence = static_cast<std::uint64_t>(last.number(0)) + 1;
            previous = last.digest(1);
        }
    }
    next.hash = chainLink(next.sequence, previous, entry);
    connection.run("INSERT INTO ledger(sequence, entry, hash) VALUES (?, ?, ?)", next.sequence, entry, next.hash);
    return next;
}

Done verifyChain(Connection& connection)
{
    Query rows = connection.query("SELECT sequence, entry, hash FROM ledger ORDER BY sequence");
    Digest previous{};
    for (std::uint64_t expected = 1; rows.next(); ++expected) {
        const Digest stored = rows.digest(2);
        if (static_cast<std::uint64_t>(rows.number(0)) != expected ||
            chainLink(expected, previous, rows.blob(1)) != stored) {
            return failure(
                ErrorKind::Integrity,
                QStringLiteral("Entry %1 of the ledger in journal.db is not what was written.").arg(expected),
                QStringLiteral("The file was left as it is; nothing was repaired."),
                QStringLiteral("Keep it for whoever examines it, and go on from a backup."));
        }
        previous = stored;
    }
    return {};
}

} // namespace cordon::store
