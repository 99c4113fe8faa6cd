// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ledger/entry.h"
#include "core/store/journal_store.h"

#include <QIODevice>

namespace cordon {

struct LedgerVerdict {
    std::uint64_t entries = 0;
    Digest head{};
    bool ok = true;
    std::uint64_t firstBad = 0; ///< sequence of the first entry that is wrong; 0 where ok
    QString why;                ///< a sentence; empty where ok
};

/// Walks the journal's own chain; an entry that damage keeps from being read is a bad one. An error
/// only where the journal cannot be read for another reason.
[[nodiscard]] Result<LedgerVerdict> verifyLedger(const JournalStore& journal);
/// Verifies an exported file from itself alone: re-encodes and compares bytes.
[[nodiscard]] Result<LedgerVerdict> verifyLedgerFile(QIODevice& file);
/// Writes the one canonical form: a header line with "format":"cordon-ledger/1", one JSON line an
/// entry, a last line with count and head.
[[nodiscard]] Done exportLedger(const JournalStore& journal, QIODevice& out);
[[nodiscard]] Result<std::vector<std::pair<LedgerRow, LedgerEntry>>> readEntries(const JournalStore& journal,
                                                                                 std::uint64_t from = 1);

} // namespace cordon
