// SPDX-License-Identifier: Apache-2.0
// Rows given as values: checked, turned into bytes, and written like those of an import.
#include "core/domain/names.h"
#include "core/store/cache.h"
#include "core/store/import.h"

#include <algorithm>

namespace cordon::store {

namespace {

Done nameless(const char* kind)
{
    return failure(ErrorKind::BadInput, QStringLiteral("A row (%1) names nobody.").arg(QLatin1String(kind)),
                   QStringLiteral("Nothing of this batch was written."));
}

/// An empty name would be taken for the account that stands for nobody.
Done checkNames(const ImportBatch& batch)
{
    const auto blankProject = [](const auto& row) { return row.project.isEmpty(); };
    if (std::ranges::any_of(batch.accounts, [](const Account& row) { return row.name.isEmpty(); })) {
        return nameless("account");
    }
    if (std::ranges::any_of(batch.projects, [](const Project& row) { return row.name.isEmpty(); })) {
        return nameless("project");
    }
    if (std::ranges::any_of(batch.uploads, blankProject)) {
        return nameless("upload");
    }
    if (std::ranges::any_of(batch.roles, [](const Role& r) { return r.project.isEmpty() || r.username.isEmpty(); })) {
        return nameless("role");
    }
    if (std::ranges::any_of(batch.reports,
                            [](const Report& r) { return r.project.isEmpty() && r.username.isEmpty(); })) {
        return nameless("report");
    }
    return {};
}

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

Done Cache::write(const ImportBatch& batch)
{
    if (Done named = checkNames(batch); !named) {
        return named;
    }
    RowBatchHandle rows(new RowBatch);
    addAll(*rows, batch.accounts);
    addAll(*rows, batch.projects);
    addAll(*rows, batch.uploads);
    addAll(*rows, batch.roles);
    addAll(*rows, batch.reports);
    Import import(m_writer, m_readers, m_otherChanges);
    const Done handed = import.write(std::move(rows));
    return handed ? import.settle() : handed;
}

std::unique_ptr<CacheImport> Cache::beginImport()
{
    return std::make_unique<Import>(m_writer, m_readers, m_otherChanges);
}

} // namespace cordon::store
