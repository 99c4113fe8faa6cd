// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/store/connection.h"
#include "core/store/sql_error.h"
#include "core/store/writer_thread.h"

#include <SQLiteCpp/Transaction.h>

#include <memory>
#include <optional>

namespace cordon::store {

/// The writing side of one file. Where the workspace is read-only it has no thread and refuses.
/// Thread: any; the changes run on the writer thread.
class Writer {
public:
    /// A journal (everyCommitLasts) whose write has failed once is not written until opened anew.
    Writer(WriterThread* thread, std::unique_ptr<Connection> connection, const Schema& schema);

    /// Runs `change`, a Result-returning function of a Connection&, in one transaction: kept whole
    /// when it returns a value, undone whole when it returns an error or SQLite fails.
    template<class Change>
    auto write(Change change) -> decltype(change(std::declval<Connection&>()))
    {
        if (m_thread == nullptr) {
            return tl::unexpected(readOnly());
        }
        return m_thread->call([this, &change] { return transact(change); });
    }

    /// The same without waiting.
    template<class Change>
    auto start(Change change) -> std::future<decltype(change(std::declval<Connection&>()))>
    {
        using Outcome = decltype(change(std::declval<Connection&>()));
        if (m_thread == nullptr) {
            std::promise<Outcome> refused;
            refused.set_value(tl::unexpected(readOnly()));
            return refused.get_future();
        }
        return m_thread->start([this, work = std::move(change)]() mutable -> Outcome { return transact(work); });
    }

    /// Runs `work` on the writer thread outside any transaction: for settings and statements.
    template<class Work>
    auto aside(Work work) -> decltype(work(std::declval<Connection&>()))
    {
        if (m_thread == nullptr) {
            return tl::unexpected(readOnly());
        }
        return m_thread->call([this, &work]() -> decltype(work(std::declval<Connection&>())) {
            try {
                return work(*m_connection);
            } catch (const SQLite::Exception& trouble) {
                return tl::unexpected(failed(trouble));
            }
        });
    }

    /// The same some time later, for what may fail without harm.
    template<class Work>
    void later(Work work)
    {
        if (m_thread != nullptr) {
            static_cast<void>(m_thread->start([this, task = std::move(work)] {
                try {
                    task(*m_connection);
                } catch (const SQLite::Exception&) { // without harm
                }
            }));
        }
    }

private:
    template<class Change>
    auto transact(Change& change) -> decltype(change(std::declval<Connection&>()))
    {
        if (m_refusal) {
            return tl::unexpected(*m_refusal);
        }
        try {
            // Never deferred: a read that becomes a write fails at once after another's commit.
            SQLite::Transaction transaction(m_connection->database(), SQLite::TransactionBehavior::IMMEDIATE);
            auto outcome = change(*m_connection);
            if (outcome) {
                transaction.commit();
            }
            return outcome;
        } catch (const SQLite::Exception& trouble) {
            return tl::unexpected(failed(trouble));
        }
    }

    [[nodiscard]] static Error readOnly();
    [[nodiscard]] Error failed(const SQLite::Exception& trouble);

    WriterThread* m_thread;
    std::unique_ptr<Connection> m_connection; // by the writer thread
    const Schema& m_schema;
    std::optional<Error> m_refusal; // by the writer thread
};

} // namespace cordon::store
