// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/name_table.h"
#include "core/store/row_batch.h"

#include <array>
#include <vector>

namespace cordon::store {

class Connection;

/// A row to be made only because others name it.
struct NewName {
    std::uint32_t id = 0;
    Utf8 key, name;
};

/// Which row a name belongs to.
struct RowOf {
    std::uint32_t id = 0;
    bool fresh = false; ///< no such row yet: the batch makes it
};

/// The rows that a batch's names stand for, in the order of the batch.
struct ResolvedBatch {
    std::vector<NewName> domains, stubAccounts, stubProjects;
    std::uint32_t nobody = 0; ///< owner of stub projects; 0: there are none
    std::vector<RowOf> accounts, projects;
    std::vector<std::uint32_t> accountDomains, projectOwners;
    struct Upload {
        std::uint32_t project = 0, account = 0;
        std::uint64_t hash = 0; ///< of the identity
    };
    std::vector<Upload> uploads;
    struct Pair {
        std::uint32_t project = 0, account = 0;
    };
    std::vector<Pair> roles, reports;
};

/// The names of one table, as far as they are needed: single look-ups at first, all names once there
/// are many of those.
class NameDirectory {
public:
    /// `kind`: "account", "project", "domain"; `column`: what holds the key.
    NameDirectory(const char* kind, const char* column);

    /// Reads all names, before the first look-up. Throws SQLite::Exception.
    void load(Connection& reader);

    [[nodiscard]] std::size_t hash(Utf8 key) const { return m_names.hash(key); }
    /// The row of that name; a fresh one gets its number here. Throws SQLite::Exception.
    [[nodiscard]] RowOf resolve(Connection& reader, Utf8 key) { return resolve(reader, key, hash(key)); }
    [[nodiscard]] RowOf resolve(Connection& reader, Utf8 key, std::size_t hash);
    void warmSlot(std::size_t hash) const { m_names.warmSlot(hash); }
    void warmEntry(std::size_t hash) const { m_names.warmEntry(hash); }

private:
    [[nodiscard]] std::uint32_t lookUp(Connection& reader, Utf8 key);
    void open(Connection& reader);
    void loadAll(Connection& reader);

    std::string m_lastSql, m_findSql, m_allSql;
    NameTable m_names;
    std::uint32_t m_last = 0; ///< the largest number given out
    int m_lookUps = 0;
    bool m_opened = false;
    bool m_complete = false; ///< what is not in m_names is in no row
};

/// Turns the names of batches into row numbers, and gives numbers to new ones. Knows what earlier
/// batches have added whether or not they are written yet. Thread: one at a time, not the writer's.
class NameResolver {
public:
    NameResolver();

    /// Independent of one another.
    [[nodiscard]] std::array<NameDirectory*, 3> directories() { return {&m_accounts, &m_projects, &m_domains}; }

    /// Throws SQLite::Exception.
    [[nodiscard]] ResolvedBatch resolve(Connection& reader, const RowBatch& rows);

private:
    [[nodiscard]] std::uint32_t account(Connection& reader, Utf8 key, Utf8 name, ResolvedBatch& out);
    [[nodiscard]] std::uint32_t project(Connection& reader, Utf8 key, Utf8 name, ResolvedBatch& out);
    void stub(std::uint32_t id, Utf8 key, Utf8 name, Connection& reader, ResolvedBatch& out);
    void resolveUploads(Connection& reader, const RowBatch& rows, ResolvedBatch& out);

    NameDirectory m_accounts, m_projects, m_domains;
    std::vector<std::size_t> m_projectHashes, m_accountHashes; ///< of the batch at hand
};

/// The hash by which uploads are found again.
[[nodiscard]] std::uint64_t uploadHash(std::uint32_t project, Utf8 version, Utf8 filename);

} // namespace cordon::store
