// SPDX-License-Identifier: Apache-2.0
#include "core/store/name_resolver.h"

#include "core/store/bulk_statement.h"

#include <SQLiteCpp/Exception.h>

#include <limits>

namespace cordon::store {

namespace {

/// So many rows are read at once without thinking.
constexpr std::uint32_t kFewRows = 20'000;
/// After so many single look-ups an import is no small one.
constexpr int kManyLookUps = 5'000;
/// How far ahead memory is asked for: enough for it to arrive, not so much that it is gone again.
constexpr std::size_t kSlotAhead = 16;
constexpr std::size_t kEntryAhead = 8;

std::uint32_t checkedId(std::int64_t id)
{
    if (id < 0 || id >= std::numeric_limits<std::uint32_t>::max()) {
        throw SQLite::Exception("a row number beyond what an import can handle", SQLITE_RANGE);
    }
    return static_cast<std::uint32_t>(id);
}

} // namespace

NameDirectory::NameDirectory(const char* kind, const char* column)
    : m_lastSql(std::string("SELECT coalesce(max(id), 0) FROM ") + kind),
      m_findSql(std::string("SELECT id FROM ") + kind + " WHERE " + column + " = ?"),
      m_allSql(std::string("SELECT id, ") + column + " FROM " + kind)
{
}

RowOf NameDirectory::resolve(Connection& reader, Utf8 key, std::size_t hash)
{
    if (!m_opened) {
        open(reader);
    }
    if (const std::uint32_t known = m_names.find(key, hash); known != 0) {
        return {known, false};
    }
    std::uint32_t id = m_complete ? 0 : lookUp(reader, key);
    const bool fresh = id == 0;
    if (fresh) {
        id = m_last = checkedId(std::int64_t{m_last} + 1);
    } else if (m_complete) {
        return {id, false}; // came with all the others
    }
    m_names.insert(key, hash, id);
    return {id, fresh};
}

void NameDirectory::load(Connection& reader)
{
    open(reader);
    if (!m_complete) {
        loadAll(reader);
    }
}

void NameDirectory::open(Connection& reader)
{
    m_opened = true;
    m_last = checkedId(reader.number(m_lastSql.c_str()));
    if (m_last <= kFewRows) {
        loadAll(reader);
    }
}

std::uint32_t NameDirectory::lookUp(Connection& reader, Utf8 key)
{
    if (++m_lookUps > kManyLookUps) {
        loadAll(reader);
        return m_names.find(key, hash(key));
    }
    BulkStatement find(reader, m_findSql);
    const Cell value(key);
    return find.first({&value, 1}) ? checkedId(find.number(0)) : 0;
}

void NameDirectory::loadAll(Connection& reader)
{
    const bool some = m_lookUps > 0;
    m_names.reserve(m_last);
    BulkStatement all(reader, m_allSql);
    for (bool more = all.first({}); more; more = all.next()) {
        const Utf8 key = all.text(1);
        const std::size_t hash = m_names.hash(key);
        if (!some || m_names.find(key, hash) == 0) {
            m_names.insert(key, hash, checkedId(all.number(0)));
        }
    }
    m_complete = true;
}

NameResolver::NameResolver() : m_accounts("account", "key"), m_projects("project", "key"), m_domains("domain", "name")
{
}

ResolvedBatch NameResolver::resolve(Connection& reader, const RowBatch& rows)
{
    ResolvedBatch out;
    for (const ImportedAccount& row : rows.accounts) {
        out.accounts.push_back(m_accounts.resolve(reader, row.key));
        const RowOf domain = row.domain.empty() ? RowOf{} : m_domains.resolve(reader, row.domain);
        if (domain.fresh) {
            out.domains.push_back({domain.id, row.domain, row.domain});
        }
        out.accountDomains.push_back(domain.id);
    }
    for (const ImportedProject& row : rows.projects) {
        out.projectOwners.push_back(account(reader, row.ownerKey, row.owner, out));
        out.projects.push_back(m_projects.resolve(reader, row.key));
    }
    resolveUploads(reader, rows, out);
    for (const ImportedRole& row : rows.roles) {
        const std::uint32_t on = project(reader, row.projectKey, row.project, out);
        out.roles.push_back({on, account(reader, row.accountKey, row.account, out)});
    }
    for (const ImportedReport& row : rows.reports) {
        out.reports.push_back(row.projectKey.empty()
                                  ? ResolvedBatch::Pair{0, account(reader, row.accountKey, row.account, out)}
                                  : ResolvedBatch::Pair{project(reader, row.projectKey, row.project, out), 0});
    }
    return out;
}

/// Nearly all time of a large import goes into waiting for the memory of these look-ups, so it is
/// asked for some rows ahead.
void NameResolver::resolveUploads(Connection& reader, const RowBatch& rows, ResolvedBatch& out)
{
    const std::size_t count = rows.uploads.size();
    m_projectHashes.resize(count);
    m_accountHashes.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_projectHashes[i] = m_projects.hash(rows.uploads[i].projectKey);
        m_accountHashes[i] = m_accounts.hash(rows.uploads[i].accountKey);
    }
    out.uploads.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + kSlotAhead < count) {
            m_projects.warmSlot(m_projectHashes[i + kSlotAhead]);
            m_accounts.warmSlot(m_accountHashes[i + kSlotAhead]);
        }
        if (i + kEntryAhead < count) {
            m_projects.warmEntry(m_projectHashes[i + kEntryAhead]);
            m_accounts.warmEntry(m_accountHashes[i + kEntryAhead]);
        }
        const ImportedUpload& row = rows.uploads[i];
        const RowOf on = m_projects.resolve(reader, row.projectKey, m_projectHashes[i]);
        if (on.fresh) {
            stub(on.id, row.projectKey, row.project, reader, out);
        }
        ResolvedBatch::Upload upload{on.id, 0, uploadHash(on.id, row.version, row.filename)};
        if (!row.accountKey.empty()) {
            const RowOf by = m_accounts.resolve(reader, row.accountKey, m_accountHashes[i]);
            upload.account = by.id;
            if (by.fresh) {
                out.stubAccounts.push_back({by.id, row.accountKey, row.account});
            }
        }
        out.uploads.push_back(upload);
    }
}

std::uint32_t NameResolver::account(Connection& reader, Utf8 key, Utf8 name, ResolvedBatch& out)
{
    const RowOf row = m_accounts.resolve(reader, key);
    if (row.fresh) {
        out.stubAccounts.push_back({row.id, key, name});
    }
    return row.id;
}

std::uint32_t NameResolver::project(Connection& reader, Utf8 key, Utf8 name, ResolvedBatch& out)
{
    const RowOf row = m_projects.resolve(reader, key);
    if (row.fresh) {
        stub(row.id, key, name, reader, out);
    }
    return row.id;
}

/// A project that nobody has described belongs to the account without a name.
void NameResolver::stub(std::uint32_t id, Utf8 key, Utf8 name, Connection& reader, ResolvedBatch& out)
{
    if (out.nobody == 0) {
        out.nobody = account(reader, {}, {}, out);
    }
    out.stubProjects.push_back({id, key, name});
}

std::uint64_t uploadHash(std::uint32_t project, Utf8 version, Utf8 filename)
{
    const std::size_t seed = QHashSeed::globalSeed() ^ (project * 0x9E3779B97F4A7C15U);
    return hashOf(filename, hashOf(version, seed) ^ seed);
}

} // namespace cordon::store
