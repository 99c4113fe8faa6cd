// SPDX-License-Identifier: Apache-2.0
#include "core/store/query.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>

#include <cstring>

namespace cordon::store {

Query::~Query()
{
    // The error of a failed step was thrown by the step; reset only repeats it.
    m_statement.tryReset();
    try {
        m_statement.clearBindings();
    } catch (const SQLite::Exception&) { // cannot fail on a live statement
    }
}

void Query::run()
{
    while (m_statement.executeStep()) {
    }
}

QString Query::text(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    const char* bytes = value.getText();
    return QString::fromUtf8(bytes, value.getBytes());
}

QByteArray Query::blob(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    const void* bytes = value.getBlob();
    return {static_cast<const char*>(bytes), value.getBytes()};
}

Digest Query::digest(int column) const
{
    const QByteArray bytes = blob(column);
    Digest digest{};
    if (static_cast<std::size_t>(bytes.size()) == digest.size()) {
        std::memcpy(digest.data(), bytes.constData(), digest.size());
    }
    return digest;
}

std::int64_t Query::number(int column) const
{
    return m_statement.getColumn(column).getInt64();
}

std::optional<std::int64_t> Query::maybeNumber(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(number(column));
}

std::optional<bool> Query::maybeFlag(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(flag(column));
}

std::optional<Instant> Query::maybeInstant(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(instant(column));
}

void Query::bind(int index, const QString& text)
{
    m_statement.bind(index, text.toStdString());
}

void Query::bind(int index, const QByteArray& bytes)
{
    // A null pointer would bind NULL where an empty value is meant.
    m_statement.bind(index, bytes.isNull() ? "" : bytes.constData(), static_cast<int>(bytes.size()));
}

void Query::bind(int index, const Digest& digest)
{
    m_statement.bind(index, digest.data(), static_cast<int>(digest.size()));
}

void Query::bind(int index, Instant at)
{
    m_statement.bind(index, static_cast<std::int64_t>(at.time_since_epoch().count()));
}

} // namespace cordon::store
