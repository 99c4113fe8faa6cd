// SPDX-License-Identifier: Apache-2.0
#include "core/store/reader_pool.h"

namespace cordon::store {

namespace {
constexpr std::size_t kMostIdle = 3;
}

ReaderPool::ReaderPool(QString path, const Schema& schema, Mode mode)
    : m_path(std::move(path)), m_schema(schema), m_mode(mode)
{
}

std::unique_ptr<Connection> ReaderPool::take() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto connection = std::move(m_idle.back());
            m_idle.pop_back();
            return connection;
        }
    }
    return std::make_unique<Connection>(m_path, m_schema, m_mode);
}

void ReaderPool::give(std::unique_ptr<Connection> connection) const
{
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < kMostIdle) {
        m_idle.push_back(std::move(connection));
    }
}

} // namespace cordon::store
