// SPDX-License-Identifier: Apache-2.0
#include "tests/support/import_batch.h"

#include "core/domain/names.h"

namespace cordon::test {

namespace {

/// Keeps the UTF-8 of a row's texts while the row is added. The room is reserved, since the views
/// must not move.
class Texts {
public:
    Texts() { m_texts.reserve(kMost); }
    Utf8 operator()(const QString& text)
    {
        m_texts.push_back(text.toUtf8());
        return {m_texts.back().constData(), static_cast<std::size_t>(m_texts.back().size())};
    }
    Utf8 user(const QString& name) { return (*this)(foldedUser(name)); }
    Utf8 project(const QString& name) { return (*this)(normalizedProject(name)); }

private:
    static constexpr std::size_t kMost = 12; // texts in one row
    std::vector<QByteArray> m_texts;
};

void add(RowBatch& rows, const Account& a)
{
    Texts text;
    rows.add(ImportedAccount{text.user(a.name), text(a.name), text(a.email), text(a.domain), a.emailVerified, a.joined,
                             text(a.twoFactor), text(a.signupIp), a.state, text(a.uuid), text(a.note)});
}

void add(RowBatch& rows, const Project& p)
{
    Texts text;
    rows.add(ImportedProject{text.project(p.name), text(p.name), text.user(p.owner), text(p.owner), p.created,
                             p.releases, p.files, p.totalBytes, p.pyModules, p.consoleScripts, text(p.repoUrl),
                             text(p.publisher), text(p.summary), p.state, text(p.note)});
}

void add(RowBatch& rows, const Upload& u)
{
    Texts text;
    rows.add(ImportedUpload{text.project(u.project), text(u.project), text(u.version), text.user(u.account),
                            text(u.account), u.uploaded, u.size, text(u.filename), text(u.sha256)});
}

void add(RowBatch& rows, const Role& r)
{
    Texts text;
    rows.add(
        ImportedRole{text.project(r.project), text(r.project), text.user(r.username), text(r.username), text(r.role)});
}

void add(RowBatch& rows, const Report& r)
{
    Texts text;
    rows.add(ImportedReport{text.project(r.project), text(r.project), text.user(r.username), text(r.username),
                            text(r.observer), r.trusted, text(r.kind), r.created, text(r.summary), text(r.url)});
}

template<class Row>
void addAll(RowBatch& rows, const std::vector<Row>& from)
{
    for (const Row& row : from) {
        add(rows, row);
    }
}

} // namespace

Done write(CacheStore& cache, const ImportBatch& batch)
{
    RowBatchHandle rows(new RowBatch);
    addAll(*rows, batch.accounts);
    addAll(*rows, batch.projects);
    addAll(*rows, batch.uploads);
    addAll(*rows, batch.roles);
    addAll(*rows, batch.reports);
    const auto import = cache.beginImport();
    const Done handed = import->write(std::move(rows));
    // Another one, of nothing, waits for the first and tells how that went.
    return handed ? import->write(RowBatchHandle(new RowBatch)) : handed;
}

} // namespace cordon::test
