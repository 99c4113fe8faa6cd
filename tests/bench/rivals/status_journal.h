// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/world.h"
#include "tests/bench/rivals/database.h"

#include <QByteArray>

#include <string>

namespace cordon::bench {

/// What both sides write into the ledger for one decision.
[[nodiscard]] QByteArray ledgerEntry(std::int64_t ordinal);

/// What recording would be if the current state were a column of the account, kept by UPDATE, with the
/// indexes that lists by state need (performance.md 2f). Everything else is as in our journal:
/// step, decision, chained ledger, WAL, synchronous FULL, secure_delete. Throws Trouble. Thread: one.
class StatusJournal {
public:
    /// Fills a new file with the accounts of the world.
    static void build(const World& world, const std::string& path);

    explicit StatusJournal(const std::string& path);

    /// A new run of as many steps; the log is emptied.
    void begin(std::int64_t steps);
    /// Decides on as many accounts far apart from each other, one transaction. Returns how many
    /// entries the ledger gained.
    std::int64_t record(std::int64_t count);

private:
    Database m_database;
    std::int64_t m_accounts = 0, m_run = 0, m_next = 0;
};

} // namespace cordon::bench
