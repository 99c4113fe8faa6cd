// SPDX-License-Identifier: Apache-2.0
#include "tests/support/cache_rows.h"

#include "core/index/columns_builder.h"

#include <map>
#include <string>

namespace cordon::test {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

void give(const AccountRow& row, CacheVisitor& visitor)
{
    const Account& value = row.value;
    const std::string name = value.name.toStdString(), email = value.email.toStdString();
    const std::string domain = value.domain.toStdString(), twoFactor = value.twoFactor.toStdString();
    const std::string ip = value.signupIp.toStdString(), uuid = value.uuid.toStdString();
    const std::string note = value.note.toStdString();
    visitor.account({row.id.value, name, email, domain, value.emailVerified, value.joined, twoFactor, ip, uuid, note,
                     value.state, row.flagged, row.stub});
}

void give(const ProjectRow& row, CacheVisitor& visitor)
{
    const Project& value = row.value;
    const std::string name = value.name.toStdString(), repo = value.repoUrl.toStdString();
    const std::string publisher = value.publisher.toStdString(), summary = value.summary.toStdString();
    const std::string note = value.note.toStdString();
    visitor.project({row.id.value, row.owner.value, name, value.created, value.releases, value.files, value.totalBytes,
                     value.pyModules, value.consoleScripts, repo, publisher, summary, note, value.state, row.flagged,
                     row.stub});
}

void give(const ReportRow& row, CacheVisitor& visitor)
{
    const Report& value = row.value;
    const std::string observer = value.observer.toStdString(), kind = value.kind.toStdString();
    const std::string summary = value.summary.toStdString(), url = value.url.toStdString();
    visitor.report({row.project.value, row.account.value, observer, kind, summary, url, value.trusted, value.created});
}

/// Collects what a scan hands over.
class Collector final : public CacheVisitor {
public:
    void account(const AccountView& view) override
    {
        AccountRow row{AccountId{view.id}, {}, view.flagged, view.stub};
        row.value = {text(view.name),      text(view.email),    text(view.domain), view.emailVerified, view.joined,
                     text(view.twoFactor), text(view.signupIp), view.state,        text(view.uuid),    text(view.note)};
        m_accountNames[view.id] = row.value.name;
        rows.accounts.push_back(std::move(row));
    }
    void project(const ProjectView& view) override
    {
        ProjectRow row{ProjectId{view.id}, {}, AccountId{view.owner}, view.flagged, view.stub};
        row.value = {text(view.name),    m_accountNames[view.owner],
                     view.created,       view.releases,
                     view.files,         view.totalBytes,
                     view.pyModules,     view.consoleScripts,
                     text(view.repoUrl), text(view.publisher),
                     text(view.summary), view.state,
                     text(view.note)};
        m_projectNames[view.id] = row.value.name;
        rows.projects.push_back(std::move(row));
    }
    void upload(const UploadView& view) override
    {
        UploadRow row{ProjectId{view.project}, AccountId{view.account}, {}, view.id};
        row.value.project = m_projectNames[view.project];
        row.value.account = view.account == 0 ? QString() : m_accountNames[view.account];
        row.value.uploaded = view.uploaded;
        row.value.size = view.size;
        rows.uploads.push_back(std::move(row));
    }
    void role(const RoleView& view) override
    {
        rows.roles.push_back({ProjectId{view.project}, AccountId{view.account}, text(view.role)});
    }
    void report(const ReportView& view) override
    {
        ReportRow row{ProjectId{view.project}, AccountId{view.account}, {}};
        row.value = {view.project == 0 ? QString() : m_projectNames[view.project],
                     view.account == 0 ? QString() : m_accountNames[view.account],
                     text(view.observer),
                     view.trusted,
                     text(view.kind),
                     view.created,
                     text(view.summary),
                     text(view.url)};
        rows.reports.push_back(std::move(row));
    }

    CacheRows rows;

private:
    std::map<std::int64_t, QString> m_accountNames, m_projectNames;
};

} // namespace

void scanRows(const CacheRows& rows, CacheVisitor& visitor)
{
    for (const AccountRow& row : rows.accounts) {
        give(row, visitor);
    }
    for (const ProjectRow& row : rows.projects) {
        give(row, visitor);
    }
    std::int64_t place = 0;
    for (const UploadRow& row : rows.uploads) {
        ++place;
        visitor.upload(
            {row.id == 0 ? place : row.id, row.project.value, row.account.value, row.value.uploaded, row.value.size});
    }
    for (const RoleRow& row : rows.roles) {
        const std::string role = row.role.toStdString();
        visitor.role({row.project.value, row.account.value, role});
    }
    for (const ReportRow& row : rows.reports) {
        give(row, visitor);
    }
}

Result<CacheRows> readAll(const CacheStore& cache, std::stop_token stop)
{
    Collector collector;
    const auto version = cache.scan(collector, std::move(stop));
    if (!version) {
        return tl::unexpected(version.error());
    }
    collector.rows.generation = version->generation;
    return std::move(collector.rows);
}

std::shared_ptr<const Index> buildIndex(const CacheRows& rows, const std::vector<DecisionHead>& decisions,
                                        const std::vector<Subject>& protectedSubjects, std::stop_token stop)
{
    ColumnsBuilder builder;
    scanRows(rows, builder);
    auto columns = builder.finish(rows.generation, std::move(stop));
    return columns ? Index::over(*columns, decisions, protectedSubjects) : nullptr;
}

} // namespace cordon::test
