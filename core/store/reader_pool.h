// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/store/connection.h"
#include "core/store/sql_error.h"

#include <SQLiteCpp/Transaction.h>

#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace cordon::store {

/// Read-only connections, lent to whichever thread reads. A reading sees one moment of the file
/// and leaves no cursor behind. Thread: any.
class ReaderPool {
public:
    ReaderPool(QString path, const Schema& schema, Mode mode);

    /// Runs `reading`, a Result-returning function of a Connection&, in one read transaction.
    /// Cancelled once the token asks.
    template<class Reading>
    auto read(const std::stop_token& stop, Reading reading) const -> decltype(reading(std::declval<Connection&>()))
    {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, QStringLiteral("The reading was stopped on request."));
        }
        try {
            auto connection = take();
            auto outcome = readWith(*connection, stop, reading);
            // Only a connection that did not fail is lent again.
            give(std::move(connection));
            return outcome;
        } catch (const SQLite::Exception& trouble) {
            return tl::unexpected(describe(trouble, QStringLiteral("Reading ") + m_schema.file));
        }
    }

private:
    template<class Reading>
    static auto readWith(Connection& connection, const std::stop_token& stop, Reading& reading)
    {
        const Connection::Interruptible interruptible(connection, stop);
        SQLite::Transaction transaction(connection.database());
        return reading(connection);
    }

    [[nodiscard]] std::unique_ptr<Connection> take() const;
    void give(std::unique_ptr<Connection> connection) const;

    QString m_path;
    const Schema& m_schema;
    Mode m_mode;
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<Connection>> m_idle; // by m_mutex
};

} // namespace cordon::store
