// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/ledger/ledger.h"

namespace cordon {

struct LedgerLine {
    std::uint64_t sequence = 0;
    LedgerEntry entry;
    QString hash;
    QString inWords; ///< one line, everything made visible
};
/// The last `limit` entries, oldest of them first; 0: all.
[[nodiscard]] Result<std::vector<LedgerLine>> ledgerLines(Session& session, std::size_t limit = 0);
[[nodiscard]] Result<LedgerVerdict> verifyWorkspaceLedger(Session& session);
/// The same for a workspace that may be damaged: names the first wrong entry as far as the journal
/// can be read. Where every entry holds but the journal beside them does not, `firstBad` is 0.
[[nodiscard]] Result<LedgerVerdict> verifyLedgerIn(const QString& folder);
[[nodiscard]] Result<LedgerVerdict> verifyLedgerAt(const QString& path);
/// Mode 0600, whole or not at all; noted in the ledger first.
[[nodiscard]] Done exportLedgerTo(Session& session, const QString& path, Clock clock = systemNow);

} // namespace cordon
