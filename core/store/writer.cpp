// SPDX-License-Identifier: Apache-2.0
#include "core/store/writer.h"

namespace cordon::store {

Writer::Writer(WriterThread* thread, std::unique_ptr<Connection> connection, const Schema& schema)
    : m_thread(thread), m_connection(std::move(connection)), m_schema(schema)
{
}

Error Writer::readOnly()
{
    return {ErrorKind::NeedsPerson, QStringLiteral("The workspace is open read-only."),
            QStringLiteral("Nothing was written."),
            QStringLiteral("Close the program that writes to it, then open it again.")};
}

Error Writer::failed(const SQLite::Exception& trouble)
{
    Error error = describe(trouble, QStringLiteral("Writing ") + m_schema.file);
    error.kept = QStringLiteral("Everything written before is kept.");
    if (m_schema.everyCommitLasts) {
        // After a failed fsync nobody knows what is on the disk; only reading it afresh tells.
        m_refusal =
            Error{error.kind, QStringLiteral("%1 is not written any more: an earlier write failed.").arg(m_schema.file),
                  error.kept, QStringLiteral("Free the cause, then open the workspace again.")};
    }
    return error;
}

} // namespace cordon::store
