// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_batch.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace cordon {

namespace {

constexpr std::size_t kChunk = 1024 * 1024;

/// Rows are large, so their places are sorted, and by the first bytes as one number where these tell.
template<class Row>
void sortRows(std::vector<Row>& rows)
{
    struct Place {
        std::uint64_t start = 0;
        std::size_t at = 0;
    };
    std::vector<Place> order(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::uint64_t start = 0;
        std::memcpy(&start, rows[i].key.data(), std::min(rows[i].key.size(), sizeof start));
        order[i] = {qFromBigEndian(start), i};
    }
    std::sort(order.begin(), order.end(), [&rows](const Place& a, const Place& b) {
        if (a.start != b.start) {
            return a.start < b.start;
        }
        const int keys = rows[a.at].key.compare(rows[b.at].key);
        return keys != 0 ? keys < 0 : a.at < b.at;
    });
    std::vector<Row> sorted;
    sorted.reserve(rows.capacity());
    for (const Place& place : order) {
        sorted.push_back(rows[place.at]);
    }
    rows = std::move(sorted);
}

} // namespace

Utf8 RowBatch::keep(Utf8 text)
{
    if (text.empty()) {
        return {};
    }
    char* const at = roomFor(text.size());
    std::memcpy(at, text.data(), text.size());
    m_bytes += text.size();
    return {at, text.size()};
}

/// None of it is zeroed: it is written before it is read.
char* RowBatch::roomFor(std::size_t size)
{
    if (size > kChunk) {
        m_large.push_back(std::unique_ptr<char[]>(new char[size]));
        return m_large.back().get();
    }
    if (size > m_room) {
        if (m_begun == m_chunks.size()) {
            m_chunks.push_back(std::unique_ptr<char[]>(new char[kChunk]));
        }
        m_free = m_chunks[m_begun++].get();
        m_room = kChunk;
    }
    m_room -= size;
    return std::exchange(m_free, m_free + size);
}

void RowBatch::clear()
{
    accounts.clear();
    projects.clear();
    uploads.clear();
    roles.clear();
    reports.clear();
    mark.reset();
    rejected.clear();
    m_large.clear();
    m_begun = m_room = m_bytes = 0;
    m_free = nullptr;
}

void RowBatch::sortByKey()
{
    sortRows(accounts);
    sortRows(projects);
}

void RowBatchReturn::operator()(RowBatch* batch) const
{
    std::unique_ptr<RowBatch> owned(batch);
    if (pool) {
        owned->clear();
        const std::lock_guard lock(pool->m_mutex);
        pool->m_idle.push_back(std::move(owned));
    }
}

RowBatchHandle RowBatchPool::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.empty()) {
        return {new RowBatch, RowBatchReturn{shared_from_this()}};
    }
    RowBatchHandle batch(m_idle.back().release(), RowBatchReturn{shared_from_this()});
    m_idle.pop_back();
    return batch;
}

void RowBatch::keepNamed(Utf8& key, Utf8& name)
{
    const bool same = key == name;
    name = keep(name);
    key = same ? name : keep(key);
}

void RowBatch::keepAll(std::initializer_list<Utf8*> texts)
{
    for (Utf8* const text : texts) {
        *text = keep(*text);
    }
}

void RowBatch::take(ImportedAccount row)
{
    keepNamed(row.key, row.name);
    keepAll({&row.email, &row.domain, &row.twoFactor, &row.signupIp, &row.uuid, &row.note});
    accounts.push_back(row);
}

void RowBatch::take(ImportedProject row)
{
    keepNamed(row.key, row.name);
    keepNamed(row.ownerKey, row.owner);
    keepAll({&row.repoUrl, &row.publisher, &row.summary, &row.note});
    projects.push_back(row);
}

void RowBatch::take(ImportedUpload row)
{
    keepNamed(row.projectKey, row.project);
    keepNamed(row.accountKey, row.account);
    keepAll({&row.version, &row.filename, &row.sha256});
    uploads.push_back(row);
}

void RowBatch::take(ImportedRole row)
{
    keepNamed(row.projectKey, row.project);
    keepNamed(row.accountKey, row.account);
    keepAll({&row.role});
    roles.push_back(row);
}

void RowBatch::take(ImportedReport row)
{
    keepNamed(row.projectKey, row.project);
    keepNamed(row.accountKey, row.account);
    keepAll({&row.observer, &row.kind, &row.summary, &row.url});
    reports.push_back(row);
}

void RowBatch::add(const ImportedRow& row)
{
    std::visit([this](const auto& each) { take(each); }, row);
}

} // namespace cordon
