// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ledger/entry.h"
#include "core/store/journal_store.h"

#include <QJsonObject>

namespace cordon {

// One line of an exported ledger. Private to the ledger's files and their tests.

/// Every field that is not empty by its name, with the sequence number and the hash.
[[nodiscard]] QJsonObject lineOf(std::uint64_t sequence, const LedgerEntry& entry, const Digest& hash);

struct ReadLine {
    std::uint64_t sequence = 0;
    LedgerEntry entry;
    Digest hash{};
};
/// The reverse; nothing where a member is missing or has the wrong type. Members that are too many
/// or spelled otherwise are found by comparing bytes.
[[nodiscard]] std::optional<ReadLine> readLine(const QJsonObject& line);

} // namespace cordon
