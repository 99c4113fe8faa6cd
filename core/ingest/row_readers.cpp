// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/row_readers.h"

#include "core/domain/exact_text.h"
#include "core/ingest/text_place.h"

namespace cordon {

namespace {

QString textOf(Utf8 text)
{
    return exactText({text.data(), static_cast<qsizetype>(text.size())});
}

struct ToRecord {
    Record operator()(const ImportedAccount& a) const
    {
        return Account{textOf(a.name),      textOf(a.email),    textOf(a.domain), a.emailVerified, a.joined,
                       textOf(a.twoFactor), textOf(a.signupIp), a.state,          textOf(a.uuid),  textOf(a.note)};
    }
    Record operator()(const ImportedProject& p) const
    {
        return Project{textOf(p.name),    textOf(p.owner), p.created,        p.releases,        p.files,
                       p.totalBytes,      p.pyModules,     p.consoleScripts, textOf(p.repoUrl), textOf(p.publisher),
                       textOf(p.summary), p.state,         textOf(p.note)};
    }
    Record operator()(const ImportedUpload& u) const
    {
        return Upload{textOf(u.project),  textOf(u.version), textOf(u.account), u.uploaded, u.size,
                      textOf(u.filename), textOf(u.sha256)};
    }
    Record operator()(const ImportedRole& r) const
    {
        return Role{textOf(r.project), textOf(r.account), textOf(r.role)};
    }
    Record operator()(const ImportedReport& r) const
    {
        return Report{textOf(r.project), textOf(r.account), textOf(r.observer), r.trusted,
                      textOf(r.kind),    r.created,         textOf(r.summary),  textOf(r.url)};
    }
};

} // namespace

Record recordOf(const ImportedRow& row)
{
    return std::visit(ToRecord{}, row);
}

RowSink rowsAsValues(const ReaderSink& sink)
{
    return {[&sink](const ImportedRow& row) { return sink.record(recordOf(row)); }, sink.rejected, sink.progress};
}

Done readCsv(QIODevice& device, const QString& fileName, RecordKind kind, const ReaderSink& sink, std::stop_token stop)
{
    ReadPlace start;
    return readCsvRows(device, fileName, kind, rowsAsValues(sink), start, std::move(stop));
}

Done readJsonLines(QIODevice& device, const QString& fileName, const ReaderSink& sink, std::stop_token stop)
{
    ReadPlace start;
    return readJsonLineRows(device, fileName, rowsAsValues(sink), start, std::move(stop));
}

Done readOsv(QIODevice& device, const QString& fileName, const ReaderSink& sink)
{
    return readOsvRows(device, fileName, rowsAsValues(sink));
}

} // namespace cordon
