// SPDX-License-Identifier: Apache-2.0
// The journal's small tables and its ledger. Plans, runs and decisions: journal_runs.cpp.
#include "core/store/journal.h"

#include "core/store/ledger_chain.h"

#include <algorithm>
#include <limits>

namespace cordon::store {

Journal::Journal(const QString& path, const Schema& schema, Mode readers, WriterThread* thread,
                 std::unique_ptr<Connection> writer)
    : m_writer(thread, std::move(writer), schema), m_readers(path, schema, readers)
{
}

Done Journal::saveSelection(const StoredSelection& selection)
{
    if (selection.name.isEmpty()) {
        return failure(ErrorKind::BadInput, QStringLiteral("A selection needs a name."));
    }
    return m_writer.write([&selection](Connection& connection) -> Done {
        connection.run("DELETE FROM selection WHERE name = ?", selection.name);
        connection.run("INSERT INTO selection(name, provenance, at) VALUES (?, ?, ?)", selection.name,
                       selection.provenance, selection.at);
        const std::int64_t id = connection.lastId();
        for (const Subject& subject : selection.subjects) {
            connection.run("INSERT INTO selection_subject(selection_id, kind, key, name) VALUES (?, ?, ?, ?) "
                           "ON CONFLICT DO NOTHING",
                           id, subject.kind, subject.key, subject.name);
        }
        return {};
    });
}

Result<std::optional<StoredSelection>> Journal::selection(const QString& name) const
{
    using Found = std::optional<StoredSelection>;
    return m_readers.read({}, [&name](Connection& connection) -> Result<Found> {
        Query head = connection.query("SELECT id, name, provenance, at FROM selection WHERE name = ?", name);
        if (!head.next()) {
            return Found();
        }
        StoredSelection selection{head.text(1), {}, head.text(2), head.instant(3)};
        Query row = connection.query("SELECT kind, key, name FROM selection_subject WHERE selection_id = ? "
                                     "ORDER BY kind, key",
                                     head.number(0));
        while (row.next()) {
            selection.subjects.push_back({row.as<SubjectKind>(0), row.text(1), row.text(2)});
        }
        return Found(std::move(selection));
    });
}

Result<std::vector<SelectionSize>> Journal::selectionSizes() const
{
    return m_readers.read({}, [](Connection& connection) -> Result<std::vector<SelectionSize>> {
        std::vector<SelectionSize> sizes;
        Query row = connection.query("SELECT name, (SELECT count(*) FROM selection_subject WHERE selection_id = id) "
                                     "FROM selection ORDER BY name");
        while (row.next()) {
            sizes.push_back({row.text(0), row.number(1)});
        }
        return sizes;
    });
}

Result<LedgerRow> Journal::appendLedger(const QByteArray& entry)
{
    if (entry.isEmpty()) {
        return failure(ErrorKind::BadInput, QStringLiteral("The ledger takes no empty entry."));
    }
    return m_writer.write(
        [&entry](Connection& connection) -> Result<LedgerRow> { return appendToChain(connection, entry); });
}

Done Journal::readLedger(std::uint64_t from, const std::function<bool(const LedgerRow&)>& visit) const
{
    const auto head = ledgerHead();
    // Where the newest entry cannot be read, those before it may.
    const std::uint64_t last = !head ? std::numeric_limits<std::uint64_t>::max() : *head ? (*head)->sequence : 0;
    // In pieces, so that a slow visitor neither pins the WAL nor holds a cursor.
    constexpr std::uint64_t kPiece = 1'024;
    while (from <= last) {
        std::vector<LedgerRow> rows;
        const Done done = m_readers.read({}, [&](Connection& connection) -> Done {
            Query row = connection.query("SELECT sequence, entry, hash FROM ledger WHERE sequence BETWEEN ? AND ? "
                                         "ORDER BY sequence",
                                         from, std::min(last, from + kPiece - 1));
            while (row.next()) {
                rows.push_back({static_cast<std::uint64_t>(row.number(0)), row.blob(1), row.digest(2)});
            }
            return {};
        });
        // What stands before a damaged page is shown also then.
        for (const LedgerRow& row : rows) {
            if (!visit(row)) {
                return {};
            }
        }
        if (!done) {
            return done;
        }
        if (!head && rows.empty()) {
            return tl::unexpected(head.error());
        }
        from += kPiece;
    }
    return {};
}

Result<std::optional<LedgerRow>> Journal::ledgerHead() const
{
    return m_readers.read(
        {}, [](Connection& connection) -> Result<std::optional<LedgerRow>> { return store::ledgerHead(connection); });
}

Done Journal::protectSubject(const Subject& subject, bool on)
{
    return m_writer.write([&subject, on](Connection& connection) -> Done {
        if (on) {
            connection.run("INSERT INTO protected(kind, key, name) VALUES (?, ?, ?) "
                           "ON CONFLICT(kind, key) DO UPDATE SET name = excluded.name",
                           subject.kind, subject.key, subject.name);
        } else {
            connection.run("DELETE FROM protected WHERE kind = ? AND key = ?", subject.kind, subject.key);
        }
        return {};
    });
}

Result<std::vector<Subject>> Journal::protectedSubjects() const
{
    return m_readers.read({}, [](Connection& connection) -> Result<std::vector<Subject>> {
        std::vector<Subject> subjects;
        Query row = connection.query("SELECT kind, key, name FROM protected ORDER BY kind, key");
        while (row.next()) {
            subjects.push_back({row.as<SubjectKind>(0), row.text(1), row.text(2)});
        }
        return subjects;
    });
}

Done Journal::saveRegistry(const RegistryRow& registry)
{
    if (registry.name.isEmpty() || registry.quiescenceMs < 0) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("A registry needs a name and a waiting time that is not negative."));
    }
    return m_writer.write([&registry](Connection& connection) -> Done {
        connection.run("INSERT INTO registry(name, origin, ca_file, quiescence_ms) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT(name) DO UPDATE SET origin = excluded.origin, ca_file = excluded.ca_file, "
                       "quiescence_ms = excluded.quiescence_ms",
                       registry.name, registry.origin, registry.caFile, registry.quiescenceMs);
        return {};
    });
}

Result<std::vector<RegistryRow>> Journal::registries() const
{
    return m_readers.read({}, [](Connection& connection) -> Result<std::vector<RegistryRow>> {
        std::vector<RegistryRow> registries;
        Query row = connection.query("SELECT name, origin, ca_file, quiescence_ms FROM registry ORDER BY name");
        while (row.next()) {
            registries.push_back({row.text(0), row.text(1), row.text(2), row.number(3)});
        }
        return registries;
    });
}

Done Journal::saveDraft(const QString& key, const QString& text)
{
    return m_writer.write([&](Connection& connection) -> Done {
        if (text.isEmpty()) {
            connection.run("DELETE FROM draft WHERE key = ?", key);
        } else {
            connection.run(
                "INSERT INTO draft(key, text) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET text = excluded.text", key,
                text);
        }
        return {};
    });
}

Result<QString> Journal::draft(const QString& key) const
{
    return m_readers.read({}, [&key](Connection& connection) -> Result<QString> {
        Query row = connection.query("SELECT text FROM draft WHERE key = ?", key);
        return row.next() ? row.text(0) : QString();
    });
}

} // namespace cordon::store
