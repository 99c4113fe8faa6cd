// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/store/connection.h"
#include "core/store/journal_store.h"

#include <span>

namespace cordon::store {

// The chain of hashes (core/domain/digest.h, chainLink); the link before the first row is all
// zeros. All throw SQLite::Exception. Thread: the connection's.

[[nodiscard]] std::optional<LedgerRow> ledgerHead(Connection& connection);
/// Appends inside the caller's transaction.
[[nodiscard]] LedgerRow appendToChain(Connection& connection, const QByteArray& entry);
/// Several in order, at less cost for each. The entries must live until it returns.
void appendAllToChain(Connection& connection, std::span<const QByteArray* const> entries);
/// Computes every link again and counts whether the plans, runs and attempts have their entries;
/// Integrity names the first row that is not what was written, or missing.
[[nodiscard]] Done verifyChain(Connection& connection);

} // namespace cordon::store
